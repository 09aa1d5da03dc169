/** Runs the exhaustive test of persistence in TypeScript beside its modules, as they are or changed. */

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandResult, run } from '../acceptance/commands.js';
import { repositoryRoot } from '../crash/commands.js';
import { nodeOf } from '../typescript/nodes.js';
import { type Edit, makeProject } from '../typescript/project.js';

const TEST = 'test_persistence.mjs';

/** Fails, too, if it leaves out more of the lines and branches, in percent. */
export function runTypescript(edits: readonly Edit[], least = 0): Promise<CommandResult> {
  const cwd = makeProject({ type: 'module', extension: '.ts' }, edits);
  copyFileSync(join(repositoryRoot(), 'test/exhaustive', TEST), join(cwd, 'src', TEST));
  const coverage = [
    '--experimental-test-coverage',
    '--test-coverage-exclude=**/*.mjs',
    `--test-coverage-lines=${least}`,
    `--test-coverage-branches=${least}`,
  ];
  return run([nodeOf(24), '--test', '--expose-gc', ...coverage, `src/${TEST}`], { cwd });
}
