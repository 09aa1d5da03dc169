/** Plans a run in a folder on disk, with nobody to ask, and its diff. */

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findProject } from '../../generators/run/find-project.js';
import { findPatchPlace } from '../../generators/run/patch-place.js';
import { type PlannedRun, planRun } from '../../generators/run/plan-run.js';
import { type RawOptions, readOptions } from '../../generators/run/read-options.js';
import type { Request } from '../../generators/run/request.js';
import { diskTree } from '../../generators/tree/disk-tree.js';
import { writeProject } from '../sample-project.js';

const asker = { canAsk: false, select: assert.fail, selectMany: assert.fail, input: assert.fail };

/** `cwd` is the folder that the user is in. */
export async function planIn(root: string, cwd = root, flags: RawOptions = {}): Promise<PlannedRun> {
  const patchPrefix = findPatchPlace(root, cwd).prefix;
  const request: Request = {
    tree: diskTree(root),
    options: readOptions({ json: true, ...flags }),
    asker,
    patchPrefix,
  };
  const selection = { pieces: ['errors'], parts: ['module', 'test', 'guide'] } as const;
  return planRun(request, await findProject(request), [selection]);
}

/** The same, written. */
export async function writeIn(root: string, flags: RawOptions = {}): Promise<PlannedRun> {
  const planned = await planIn(root, root, flags);
  for (const { path, text } of planned.writes) {
    if (text === undefined) rmSync(join(root, path), { force: true });
    else writeProject(root, { [path]: text });
  }
  return planned;
}
