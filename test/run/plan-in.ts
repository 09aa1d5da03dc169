/** Plans a run in a folder on disk, with nobody to ask. */

import assert from 'node:assert/strict';
import { readOptions } from '../../generators/run/options.js';
import { findPatchPlace } from '../../generators/run/patch-place.js';
import { findProject, type PlannedRun, planRun, type Request } from '../../generators/run/plan-run.js';
import { diskTree } from '../../generators/tree/disk-tree.js';

const asker = { canAsk: false, select: assert.fail, selectMany: assert.fail, input: assert.fail };

/** `cwd` is the folder that the user is in. */
export async function planIn(root: string, cwd = root): Promise<PlannedRun> {
  const patchPrefix = findPatchPlace(root, cwd).prefix;
  const request: Request = { tree: diskTree(root), options: readOptions({}), asker, patchPrefix };
  const selection = { pieces: ['errors'], parts: ['module', 'test', 'guide'] } as const;
  return planRun(request, await findProject(request), [selection]);
}
