/** The same for TypeScript: campaigns in Node, each of which prints its violations, and the bugs that they find. */

import { join } from 'node:path';
import { runWell } from '../crash/commands.js';
import { repositoryRoot } from '../python/environment.js';
import { nodeOf } from '../typescript/nodes.js';
import { type Edit, makeProject } from '../typescript/project.js';
import type { Campaign, PlantedBug } from './campaigns.js';

export const campaigns: readonly Campaign[] = [
  { script: 'model.mjs', title: 'in any order of whatever may happen to it', amount: 300 },
  { script: 'tasks.mjs', title: 'among tasks and transactions that are taken back', amount: 8 },
  { script: 'crowd.mjs', title: 'among workers, tasks, objects and processes', amount: 10 },
  { script: 'signals.mjs', title: 'while signal handlers save, and after a kill', amount: 10 },
  { script: 'children.mjs', title: 'with children that inherit what is open', amount: 5 },
];

export const plantedBugs: readonly PlantedBug[] = [
  {
    title: 'a save does not look at the version of the file',
    caughtBy: 'model.mjs',
    edits: [{ from: 'if (this.isKnown(found)) return', to: 'if (this.#unloaded === undefined) return' }],
  },
  {
    title: 'a transaction does not load what others changed',
    caughtBy: 'model.mjs',
    edits: [{ from: 'if (!this.#file.isKnown(found)) await this.#load(false);', to: '' }],
  },
  {
    title: 'a load drops what is not saved',
    caughtBy: 'model.mjs',
    edits: [{ from: 'if (!discard && before', to: 'if (false && before' }],
  },
  {
    title: 'what a transaction changed is not taken back',
    caughtBy: 'model.mjs',
    edits: [
      {
        from: 'this.#transaction = undefined;\n        this.#rollBack(before);',
        to: 'this.#transaction = undefined;',
      },
    ],
  },
  {
    title: 'a call shares a save that has begun',
    caughtBy: 'tasks.mjs',
    edits: [
      {
        from: '      this.#planned = undefined;\n      await this.#write(found);',
        to: '      await this.#write(found);',
      },
    ],
  },
  {
    title: 'a save goes on after what it was for is taken back',
    caughtBy: 'tasks.mjs',
    edits: [{ from: 'if (seen !== this.#resets) {', to: 'if (false) {' }],
  },
  {
    title: 'whoever saves while a transaction runs is taken for a part of it',
    caughtBy: 'tasks.mjs',
    edits: [{ from: 'entered.getStore()?.has(inner) === true', to: 'true' }],
  },
  {
    title: 'a lock that others may have, too',
    caughtBy: 'crowd.mjs',
    edits: [{ from: 'MEMORY; BEGIN EXCLUSIVE', to: 'MEMORY; BEGIN; SELECT * FROM sqlite_schema' }],
  },
  {
    title: 'a file descriptor of the lock file is closed while it is locked',
    caughtBy: 'crowd.mjs',
    edits: [
      {
        from: '    const status = statusOf(lock);\n',
        to: '    const status = statusOf(lock);\n    fs.closeSync(fs.openSync(lock));\n',
      },
    ],
  },
  {
    title: 'a handler of a signal saves what another save has not written yet',
    caughtBy: 'signals.mjs',
    edits: [
      { from: 'if (this.#isBusy) throw', to: 'if (false) throw' },
      {
        from: 'if (held.has(target)) throw',
        to: 'if (held.has(target)) return () => undefined;\n  if (false) throw',
      },
    ],
  },
  {
    title: 'a lock that its release leaves',
    caughtBy: 'children.mjs',
    edits: [{ from: "    file.connection.exec('ROLLBACK');\n    idle.set(target, file);\n", to: '' }],
  },
];

/** The violations that a campaign found. */
export async function findViolations(
  { script }: Campaign,
  amount: number,
  edits: readonly Edit[] = [],
): Promise<readonly string[]> {
  const folder = makeProject({ type: 'module', extension: '.ts' }, edits);
  const path = join(repositoryRoot, 'test/company/typescript', script);
  return JSON.parse(await runWell([nodeOf(24), path, folder, `${amount}`]));
}
