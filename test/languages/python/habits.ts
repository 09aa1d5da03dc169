/** Repositories with habits of their own, and the tools that hold the generated files against them. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applyChanges } from '../../../generators/core/apply.js';
import { emptyManifest } from '../../../generators/core/manifest.js';
import { planPieces } from '../../../generators/core/plan.js';
import { findProject } from '../../../generators/run/find-project.js';
import { formatOutcomes } from '../../../generators/run/format-files.js';
import { readTemplate } from '../../../generators/run/package-root.js';
import { type PlannedRun, planRun } from '../../../generators/run/plan-run.js';
import { readOptions } from '../../../generators/run/read-options.js';
import type { Request } from '../../../generators/run/request.js';
import { createFormat } from '../../../generators/run/run-formatter.js';
import { pieceIds } from '../../../generators/tables/catalogue.js';
import { diskTree } from '../../../generators/tree/disk-tree.js';
import type { PiecePart } from '../../../generators/types/change.js';
import { makeScratch } from '../../acceptance/scratch.js';
import { withTools } from '../../python/environment.js';

export type Files = Readonly<Record<string, string>>;

const parts: readonly PiecePart[] = ['module', 'test'];

const nobody = () => {
  throw new Error('nobody is there to ask');
};
const asker = { canAsk: false, select: nobody, selectMany: nobody, input: nobody };

/** A scratch folder with these files, a package in `src/` among them. */
export function makeRepository(files: Files): string {
  const dir = makeScratch('habits');
  writeAll(dir, { 'src/acme/__init__.py': '', ...files });
  return dir;
}

/** Plans a run in a folder; `tools` says whether formatters are on the PATH. */
export async function planIn(dir: string, tools: boolean): Promise<PlannedRun> {
  const request = requestIn(dir, tools);
  return planRun(request, await findProject(request), [{ pieces: pieceIds, parts }]);
}

/** Like a run, but for the way in which files are written. */
export async function runIn(dir: string, tools: boolean): Promise<PlannedRun> {
  const planned = await planIn(dir, tools);
  writeAll(dir, Object.fromEntries(planned.writes.map(({ path, text = '' }) => [path, text])));
  return planned;
}

function requestIn(dir: string, tools: boolean, name?: string): Request {
  const env = tools ? withTools() : { PATH: '/nonexistent' };
  const options = readOptions({ yes: true, ...(name === undefined ? {} : { package: name }) });
  return { tree: diskTree(dir), options, asker, format: createFormat(dir, env) };
}

/** The files that a run would make of the pieces, without the record of them, which takes its time. */
export async function addPieces(dir: string, tools: boolean, name?: string): Promise<void> {
  const request = requestIn(dir, tools, name);
  const project = await findProject(request);
  const selections = [{ pieces: pieceIds, parts }];
  const changes = planPieces({
    project,
    selections,
    version: '0.0.0',
    hasFile: () => false,
    readTemplate,
    agents: undefined,
  });
  const read = (path: string) => request.tree.read(path);
  const applied = applyChanges(changes, { project, manifest: emptyManifest, policy: 'keep', read });
  const { outcomes } = await formatOutcomes(applied, project, request.format ?? nobody);
  writeAll(dir, Object.fromEntries(outcomes.map(({ path, after = '' }) => [path, after])));
}

function writeAll(dir: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
}
