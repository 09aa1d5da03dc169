/** Runs the exhaustive tests of the pieces in TypeScript beside their modules, as they are or changed. */

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PieceId } from '../../generators/tables/catalogue.js';
import { type CommandResult, run } from '../acceptance/commands.js';
import { repositoryRoot } from '../crash/commands.js';
import { nodeOf } from '../typescript/nodes.js';
import { type Edit, makeProject } from '../typescript/project.js';

interface Subject {
  readonly pieces: readonly PieceId[];
  readonly test: string;
  /** Those that land, where they and the exhaustive one are run together. */
  readonly landing: readonly string[];
}

const subjects = {
  persistence: { pieces: ['persistence'], test: 'test_persistence.mjs', landing: [] },
  utilities: {
    pieces: ['validation', 'responses', 'errors'],
    test: 'test_utilities.mjs',
    landing: ['validation.test.ts', 'responses.test.ts', 'errors.test.ts'],
  },
} as const satisfies Record<string, Subject>;

export type SubjectId = keyof typeof subjects;

/** Fails, too, if it leaves out more of the lines and branches, in percent. */
export function runTypescript(id: SubjectId, edits: readonly Edit[], least = 0): Promise<CommandResult> {
  const { pieces, test, landing } = subjects[id];
  const cwd = makeProject({ type: 'module', extension: '.ts', pieces }, edits);
  copyFileSync(join(repositoryRoot(), 'test/exhaustive', test), join(cwd, 'src', test));
  const coverage = [
    '--experimental-test-coverage',
    '--test-coverage-exclude=**/*.mjs',
    '--test-coverage-exclude=**/*.test.ts',
    `--test-coverage-lines=${least}`,
    `--test-coverage-branches=${least}`,
  ];
  const tests = [test, ...landing].map((name) => `src/${name}`);
  return run([nodeOf(24), '--test', '--expose-gc', ...coverage, ...tests], { cwd });
}
