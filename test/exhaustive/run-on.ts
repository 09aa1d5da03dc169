/** Runs the exhaustive tests of a piece on its module, as it is or changed. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate } from '../../generators/run/package-root.js';
import type { PieceId } from '../../generators/tables/catalogue.js';
import { type CommandResult, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { pythonEnvironment, repositoryRoot } from '../python/environment.js';

export const tested = ['errors', 'responses', 'validation'] as const satisfies readonly PieceId[];

const options = ['-q', '-x', '-p', 'no:cacheprovider', '-p', 'no:randomly', '-W', 'error'];

/** The vectors need the modules of all; only the one of this piece is changed. */
export function runOn(
  piece: (typeof tested)[number],
  change: (source: string) => string,
): Promise<CommandResult> {
  const library = makeScratch('exhaustive');
  mkdirSync(join(library, 'acme/utils'), { recursive: true });
  for (const name of tested) {
    const source = readTemplate(`${name}/python/${name}.py`);
    writeFileSync(join(library, `acme/utils/${name}.py`), name === piece ? change(source) : source);
  }
  const tests = ['test_vectors.py', `test_${piece}.py`];
  return run([pythonEnvironment(), '-m', 'pytest', ...options, ...tests], {
    cwd: join(repositoryRoot, 'test/exhaustive'),
    env: { ...process.env, PYTHONPATH: library, PYTHONDONTWRITEBYTECODE: '1' },
  });
}
