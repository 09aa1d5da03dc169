/** Plans an update in a project in memory, with nobody to ask, and gives the project as it is afterwards. */

import assert from 'node:assert/strict';
import { findProject } from '../../generators/run/find-project.js';
import type { Format } from '../../generators/run/format-files.js';
import { updateOptions } from '../../generators/run/options.js';
import { type PlannedRun, planRun } from '../../generators/run/plan-run.js';
import { type RawOptions, readOptions } from '../../generators/run/read-options.js';
import type { Request } from '../../generators/run/request.js';
import { update } from '../../generators/update/command.js';
import type { Files } from '../docs/generate.js';
import { afterWrites, memoryTree } from '../tree/memory-tree.js';

const asker = { canAsk: false, select: assert.fail, selectMany: assert.fail, input: assert.fail };

export interface Updated {
  readonly planned: PlannedRun;
  readonly files: Files;
}

export async function updateIn(files: Files, flags: RawOptions = {}, format?: Format): Promise<Updated> {
  const request: Request = {
    tree: memoryTree(files),
    options: readOptions(flags, updateOptions),
    asker,
    updates: true,
    ...(format && { format }),
  };
  const project = await findProject(request);
  const { selections } = await update.choose({ ...request, names: [], project });
  const planned = await planRun(request, project, selections);
  return { planned, files: afterWrites(files, planned.writes) };
}
