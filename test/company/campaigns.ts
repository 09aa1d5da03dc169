/** Campaigns that use one state from all sides at once; each prints its violations of the helper's promise. */

import { join } from 'node:path';
import { runWell } from '../crash/commands.js';
import { type Edit, installHelper, REAL_HELPER } from '../crash/python-subject.js';
import { pythonEnvironment, repositoryRoot } from '../python/environment.js';

export interface Campaign {
  readonly script: string;
  readonly title: string;
  /** Seconds, forks or examples: how long it goes on if it finds nothing. */
  readonly amount: number;
}

export const campaigns: readonly Campaign[] = [
  { script: 'model.py', title: 'in any order of whatever may happen to it', amount: 150 },
  { script: 'crowd.py', title: 'among threads, tasks, objects and processes', amount: 10 },
  { script: 'signals.py', title: 'while signal handlers raise or save', amount: 15 },
  { script: 'forks.py', title: 'over forks', amount: 150 },
];

export interface PlantedBug {
  readonly title: string;
  readonly caughtBy: string;
  readonly edits: readonly Edit[];
}

/** Waiting for what never comes would take long. */
const impatient: Edit = { from: 'TIMEOUT = 30.0', to: 'TIMEOUT = 3.0' };

export const plantedBugs: readonly PlantedBug[] = [
  {
    title: 'what changed in an attribute is not taken back',
    caughtBy: 'model.py',
    edits: [{ from: 'if self.__take() != data:', to: 'if False:' }],
  },
  {
    title: 'a save does not look at the version of the file',
    caughtBy: 'model.py',
    edits: [
      {
        from: 'if atomic_file.version_of(found) not in self.versions:',
        to: 'if self.unloaded and atomic_file.version_of(found) not in self.versions:',
      },
    ],
  },
  {
    title: 'a transaction does not load what others changed',
    caughtBy: 'model.py',
    edits: [
      {
        from: 'if file.unloaded or file.version() not in file.versions:',
        to: 'if file.unloaded:',
      },
    ],
  },
  {
    title: 'a load drops what is not saved',
    caughtBy: 'model.py',
    edits: [
      {
        from: '        if not discard:\n            Record.of(self).check_saved',
        to: '        if False:\n            Record.of(self).check_saved',
      },
    ],
  },
  {
    title: 'a save does not mind that another thread has replaced the memory',
    caughtBy: 'crowd.py',
    edits: [{ from: '        if seen < self.replaced:', to: '        if False:' }],
  },
  {
    title: 'no lock between processes',
    caughtBy: 'crowd.py',
    edits: [{ from: '_set_lock(file.fileno(), locked=True)', to: 'pass' }],
  },
  {
    title: 'the new version is noted after the renaming',
    caughtBy: 'signals.py',
    edits: [
      { from: '            announce(version)\n', to: '' },
      {
        from: '    return version\n\n\ndef read_file',
        to: '    announce(version)\n    return version\n\n\ndef read_file',
      },
    ],
  },
  {
    title: 'a handler takes the turn of what it interrupts',
    caughtBy: 'signals.py',
    edits: [
      {
        from: 'if vars(self).setdefault("turn", turn) is turn:',
        to: 'if vars(self).setdefault("turn", turn)[0] == turn[0]:',
      },
    ],
  },
  {
    title: 'a child goes on with the turns of its parent',
    caughtBy: 'forks.py',
    edits: [impatient, { from: '        vars(record).pop("turn", None)\n', to: '' }],
  },
  {
    title: 'a child goes on in the transaction of its parent',
    caughtBy: 'forks.py',
    edits: [
      impatient,
      {
        from: '        if record.changing:\n            record.file.versions',
        to: '        if False:\n            record.file.versions',
      },
    ],
  },
];

/** A campaign that is to find something has more time, for it ends once it has. */
export const PATIENCE = 4;

/** The violations that a campaign found. */
export async function findViolations(
  { script }: Campaign,
  amount: number,
  edits: readonly Edit[] = [],
): Promise<readonly string[]> {
  const folder = installHelper({ ...REAL_HELPER, edits });
  const path = join(repositoryRoot, 'test/company/campaigns', script);
  return JSON.parse(await runWell([pythonEnvironment(), path, folder, `${amount}`]));
}
