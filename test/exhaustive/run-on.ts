/** Runs the exhaustive tests of a piece on its module, as it is or changed. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate } from '../../generators/run/package-root.js';
import { catalogue, type PieceId } from '../../generators/tables/catalogue.js';
import { type CommandResult, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { pythonEnvironment, repositoryRoot } from '../python/environment.js';

export const tested = [
  'errors',
  'responses',
  'validation',
  'persistence',
] as const satisfies readonly PieceId[];

const options = ['-q', '-x', '-p', 'no:cacheprovider', '-p', 'no:randomly', '-W', 'error'];

export interface Edit {
  /** Occurs once in the modules of the piece. */
  readonly from: string;
  readonly to: string;
}

/** With a mistake, if there is one. */
export function runOn(piece: (typeof tested)[number], edit?: Edit): Promise<CommandResult> {
  return runPython(install(piece, edit), ['-m', 'pytest', ...options, ...testsOf(piece)]);
}

/** Fails, too, if they leave out more of its lines and branches, in percent. */
export async function runCovered(piece: (typeof tested)[number], least: number): Promise<CommandResult> {
  const library = install(piece);
  const coverage = (verb: string, ...args: string[]) =>
    runPython(library, ['-m', 'coverage', verb, `--data-file=${join(library, 'coverage')}`, ...args]);
  const tests = ['-m', 'pytest', ...options, ...testsOf(piece)];
  const result = await coverage('run', '--branch', `--source=${library}`, ...tests);
  if (result.status !== 0) return result;
  const modules = catalogue[piece].templates.python.modules.map((name) => join(library, 'acme/utils', name));
  return coverage('report', '--show-missing', `--fail-under=${least}`, `--include=${modules.join(',')}`);
}

const testsOf = (piece: PieceId) => ['test_vectors.py', `test_${piece}.py`];

const runPython = (library: string, args: readonly string[]) =>
  run([pythonEnvironment(), ...args], {
    cwd: join(repositoryRoot, 'test/exhaustive'),
    env: { ...process.env, PYTHONPATH: library, PYTHONDONTWRITEBYTECODE: '1' },
  });

/** The vectors need the modules of all; only those of this piece are changed. */
function install(piece: PieceId, edit?: Edit): string {
  const library = makeScratch('exhaustive');
  mkdirSync(join(library, 'acme/utils'), { recursive: true });
  let edited = 0;
  for (const name of tested) {
    for (const module of catalogue[name].templates.python.modules) {
      const source = readTemplate(`${name}/python/${module}`);
      const [before = '', ...after] = name === piece && edit ? source.split(edit.from) : [source];
      edited += after.length;
      writeFileSync(join(library, 'acme/utils', module), [before, ...after].join(edit?.to));
    }
  }
  if (edit && edited !== 1) throw new Error(`It is ${edited} times in the modules, not once: ${edit.from}`);
  return library;
}
