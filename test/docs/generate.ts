/** Generates the files of a run in memory, in the sample project: what the tests of the pages look at. */

import { findProject } from '../../generators/run/find-project.js';
import { type PlannedRun, planRun } from '../../generators/run/plan-run.js';
import { readOptions } from '../../generators/run/read-options.js';
import type { Request } from '../../generators/run/request.js';
import type { PieceId } from '../../generators/tables/catalogue.js';
import { sampleFiles } from '../sample-project.js';
import { afterWrites, memoryTree } from '../tree/memory-tree.js';

/** Text by path. */
export type Files = Readonly<Record<string, string>>;

export interface Given {
  /** The project before the run. */
  readonly files?: Files;
  readonly flags?: Readonly<Record<string, string>>;
}

/** The whole project after a run that was asked for these pieces. */
export async function generate(pieces: readonly PieceId[], given: Given = {}): Promise<Files> {
  const { writes } = await plan(pieces, given);
  return afterWrites(given.files ?? sampleFiles, writes);
}

/** What the same run says besides. */
export async function notesOf(pieces: readonly PieceId[], given: Given = {}): Promise<readonly string[]> {
  return (await plan(pieces, given)).notes;
}

async function plan(
  pieces: readonly PieceId[],
  { files = sampleFiles, flags = {} }: Given,
): Promise<PlannedRun> {
  const request: Request = { tree: memoryTree(files), options: readOptions(flags), asker: silent };
  const selection = { pieces, parts: ['module', 'test', 'guide'] } as const;
  return planRun(request, await findProject(request), [selection]);
}

const silent: Request['asker'] = {
  canAsk: false,
  select: () => Promise.reject(new Error('asked')),
  selectMany: () => Promise.reject(new Error('asked')),
  input: () => Promise.reject(new Error('asked')),
};
