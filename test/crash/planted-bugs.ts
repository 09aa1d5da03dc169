/** Bugs as others have made them, each planted in a helper that has none, and the check that must catch it. */

import { checkFaults, checkShortWrite } from './check-faults.js';
import { checkLiving } from './check-living.js';
import { checkPowerLoss } from './check-power-loss.js';
import { checkTransactions, PROCESSES, TIMES } from './check-transactions.js';
import { everyChange, everyRead } from './faults.js';
import { judgeSave, judgeUnread } from './judge-faults.js';
import type { Edit } from './python-subject.js';
import { findScenario, oneSave } from './scenarios.js';
import type { Subject } from './subject.js';

export interface PlantedBug {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly caughtBy: string;
  /** The names of the checks that fail. */
  check(subject: Subject): Promise<readonly string[]>;
}

const OVER_EXISTING = 'saves over an existing file';

const powerLoss = (title: string) => async (subject: Subject) =>
  (await checkPowerLoss(subject, findScenario(title))).violations.map(({ check }) => check);

const faults = async (subject: Subject) =>
  (await checkFaults(subject, oneSave(OVER_EXISTING), everyChange('EIO'), judgeSave)).violations.map(
    ({ check }) => check,
  );

const unread = async (subject: Subject) =>
  (
    await checkFaults(subject, oneSave(OVER_EXISTING), everyRead('EIO', 'state.json'), judgeUnread)
  ).violations.map(({ check }) => check);

const shortWrite = (subject: Subject) => checkShortWrite(subject, oneSave(OVER_EXISTING), 16);

const transactions = async (subject: Subject) =>
  (await checkTransactions(subject).catch(() => 'a process failed')) === PROCESSES * TIMES
    ? []
    : ['transactions add up'];

const FILE_SYNC = '            os.fsync(fd)\n        finally';

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    title: 'a write in place',
    edits: [
      { from: 'temp = f"{folder}/.{name}.{os.getpid()}.tmp"', to: 'temp = path' },
      { from: 'os.O_CREAT | os.O_EXCL', to: 'os.O_CREAT | os.O_TRUNC' },
    ],
    caughtBy: 'old or new state',
    check: powerLoss(OVER_EXISTING),
  },
  {
    title: 'no fsync of the file',
    edits: [{ from: FILE_SYNC, to: '        finally' }],
    caughtBy: 'old or new state',
    check: powerLoss(OVER_EXISTING),
  },
  {
    title: 'no fsync of the folder',
    edits: [{ from: '        raise\n    sync_folder(folder)', to: '        raise' }],
    caughtBy: 'acknowledged state survives',
    check: powerLoss(OVER_EXISTING),
  },
  {
    title: 'a rename before the fsync',
    edits: [
      {
        from: FILE_SYNC,
        to: '            os.replace(temp, path)\n            os.fsync(fd)\n        finally',
      },
      { from: '        os.replace(temp, path)\n    except', to: '    except' },
    ],
    caughtBy: 'no torn file',
    check: powerLoss('a first save'),
  },
  {
    title: 'a parent that is not fsynced after mkdir',
    edits: [{ from: '    os.mkdir(folder)\n    sync_folder(parent)', to: '    os.mkdir(folder)' }],
    caughtBy: 'acknowledged state survives',
    check: powerLoss('a first save into missing folders'),
  },
  {
    title: 'a clear that is not durable',
    edits: [
      {
        from: '        os.unlink(self._path)\n        sync_folder(os.path.dirname(self._path))',
        to: '        os.unlink(self._path)',
      },
    ],
    caughtBy: 'acknowledged state survives',
    check: powerLoss('a clear'),
  },
  {
    title: 'a mode that is set after the fsync',
    edits: [
      { from: '            keep_attributes(fd, path)\n', to: '' },
      {
        from: 'os.fsync(fd)\n        finally',
        to: 'os.fsync(fd)\n            keep_attributes(fd, path)\n        finally',
      },
    ],
    caughtBy: 'mode and owner kept',
    check: powerLoss('a save that keeps mode and owner'),
  },
  {
    title: 'a symlink that is replaced',
    edits: [{ from: 'os.path.realpath(state_file)', to: 'state_file' }],
    caughtBy: 'symlinks remain',
    check: powerLoss('saves through a symlink'),
  },
  {
    title: 'a temp file that is never swept',
    edits: [{ from: '    sweep(folder, name)\n', to: '' }],
    caughtBy: 'nothing stray',
    check: powerLoss('a sweep of what a killed process left'),
  },
  {
    title: 'a corrupt file that is overwritten',
    edits: [{ from: 'os.rename(self._path, f"{self._path}.corrupt-1")', to: 'pass' }],
    caughtBy: 'corrupt bytes preserved',
    check: powerLoss('a load that moves a corrupt file aside'),
  },
  {
    title: 'a short write that is ignored',
    edits: [
      { from: '    while data:\n        data = data[os.write(fd, data) :]', to: '    os.write(fd, data)' },
    ],
    caughtBy: 'old state intact',
    check: shortWrite,
  },
  {
    title: 'a temp file that a failure leaves behind',
    edits: [{ from: '        os.unlink(temp)\n', to: '' }],
    caughtBy: 'no temp file left',
    check: faults,
  },
  {
    title: 'an fsync whose failure is ignored',
    edits: [
      {
        from: FILE_SYNC,
        to: '            with contextlib.suppress(OSError):\n                os.fsync(fd)\n        finally',
      },
    ],
    caughtBy: 'raises',
    check: faults,
  },
  {
    title: 'an unread file that is overwritten',
    edits: [{ from: '            self._unread = True', to: '            pass' }],
    caughtBy: 'unread bytes preserved',
    check: unread,
  },
  {
    title: 'a transaction without its lock',
    edits: [{ from: '            fcntl.flock(lock, fcntl.LOCK_EX)\n', to: '' }],
    caughtBy: 'transactions add up',
    check: transactions,
  },
  {
    title: 'a sweep of what a living process still needs',
    edits: [{ from: 'os.path.exists(f"/proc/{process}")', to: 'process == ""' }],
    caughtBy: 'the living are left alone',
    check: checkLiving,
  },
];
