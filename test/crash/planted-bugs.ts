/** Bugs as others have made them, each planted in a helper that has none, and the check that must catch it. */

import { checkLiving } from './check-living.js';
import {
  type PlantedBug as Bug,
  faults,
  OVER_EXISTING,
  powerLoss,
  shortWrite,
  transactions,
  unread,
} from './checks.js';
import type { Edit } from './python-subject.js';

type PlantedBug = Bug<Edit>;

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
