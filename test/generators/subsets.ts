/** Every subset of the pieces, what a run makes of it, in memory, and whether that works. */

import assert from 'node:assert/strict';
import { findProject } from '../../generators/run/find-project.js';
import { planRun } from '../../generators/run/plan-run.js';
import { readOptions } from '../../generators/run/read-options.js';
import type { Request } from '../../generators/run/request.js';
import { pieceIds } from '../../generators/tables/catalogue.js';
import type { PiecePart } from '../../generators/types/change.js';
import { mustRun, outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { pythonEnvironment, withTools } from '../python/environment.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { afterWrites, memoryTree } from '../tree/memory-tree.js';

export type Files = Readonly<Record<string, string>>;

export const subsets: readonly (readonly string[])[] = Array.from(
  { length: 2 ** pieceIds.length },
  (_, bits) => pieceIds.filter((_piece, index) => (bits >> index) & 1),
);

/** None, each piece alone, and all at once. */
export function isSimple(pieces: readonly string[]): boolean {
  return pieces.length < 2 || pieces.length === pieceIds.length;
}

/** What a run would leave, in memory: the plan that the generators carry out. */
export async function add(
  files: Files,
  pieces: readonly string[],
  parts: readonly PiecePart[],
): Promise<Files> {
  const asker = { canAsk: false, select: assert.fail, selectMany: assert.fail, input: assert.fail };
  const request: Request = { tree: memoryTree(files), options: readOptions({}), asker };
  const { writes } = await planRun(request, await findProject(request), [{ pieces, parts }]);
  return afterWrites(files, writes);
}

/** Imports the pieces, and runs their tests, as generated. */
export async function tryOut(pieces: readonly string[]): Promise<void> {
  const project = makeScratch('subset');
  writeProject(project, await add(sampleFiles, pieces, ['module', 'test', 'guide']));
  pythonEnvironment();
  const env = { ...withTools(), PYTHONPATH: 'src', PYTHONDONTWRITEBYTECODE: '1' };
  const result = await run(['pytest', '-q', '-n', '2', 'tests'], { cwd: project, env });
  assert.equal(result.status, 0, outputOf(result));
  const exported = pieces.length > 0 ? ['python', '-W', 'error', '-c', 'from acme.utils import *'] : ['true'];
  await mustRun(exported, { cwd: project, env });
}
