/** What a run is about to do: staged and written down in its folder, durable, before anything is replaced. */

import { closeSync, fsync, fsyncSync, lstatSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { readOwnFile } from '../tree/read-file.js';
import { resolveInside } from '../tree/real-path.js';
import { UserError } from '../types/user-error.js';
import { attempt } from './attempt.js';
import {
  isFsError,
  openNewFile,
  reasonOf,
  type Sum,
  special,
  sumOf,
  sumOfFile,
  syncFolders,
} from './files.js';
import type { RunFolder } from './run-folder.js';

/** A file to write, as the run read it and as it is to be; undefined where there is none. */
export interface PlannedWrite {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly before: string | undefined;
  readonly text: string | undefined;
}

/** The same, by the hashes of the texts. */
export interface Step {
  readonly path: string;
  readonly before: Sum;
  readonly after: Sum;
}

export interface Journal {
  readonly steps: readonly Step[];
  /** The folders that are missing, relative to the root, the outermost first. */
  readonly folders: readonly string[];
}

/** Where the new text of a step is staged, and where the old one is kept. */
export const stagedPath = ({ path }: RunFolder, index: number) => join(path, `new-${index}`);
export const keptPath = ({ path }: RunFolder, index: number) => join(path, `old-${index}`);

/** Throws a UserError that names the file: one that changed since it was read, or that cannot be written. */
export async function stageWrites(
  root: string,
  folder: RunFolder,
  planned: readonly PlannedWrite[],
): Promise<Journal> {
  const writes = withoutTwins(root, planned);
  const steps = writes.map(({ path, before, text }) => ({ path, before: sumOf(before), after: sumOf(text) }));
  for (const step of steps) refuseChanged(root, step);
  await stageTexts(root, folder, writes);
  const journal = { steps, folders: listMissingFolders(root, writes) };
  nameIn(folder.name, () => writeJournal(folder, journal));
  return journal;
}

interface Staged {
  readonly path: string;
  readonly file: number;
}

/** Durable all at once: a disk takes little longer for that than for one of them. */
async function stageTexts(root: string, folder: RunFolder, writes: readonly PlannedWrite[]): Promise<void> {
  const staged: Staged[] = [];
  try {
    writes.forEach(({ path, text }, index) => {
      if (text === undefined) return;
      const open = () => openNewFile(stagedPath(folder, index), text, resolveInside(root, path));
      staged.push({ path, file: nameIn(path, open) });
    });
    // None is closed before all are through.
    const ends = await Promise.allSettled(staged.map(sync));
    const failed = ends.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  } finally {
    for (const { file } of staged) closeSync(file);
  }
}

async function sync({ path, file }: Staged): Promise<void> {
  try {
    await promisify(fsync)(file);
  } catch (error) {
    throw named(path, error);
  }
}

/** The journal of a run that did not come to its end. One that is torn was written before anything was replaced. */
export function readJournal({ path }: RunFolder): Journal | undefined {
  try {
    return JSON.parse(readOwnFile(join(path, journalName))?.toString() ?? '') as Journal;
  } catch {
    return undefined;
  }
}

/** From now on the run is over. Where this fails, the next run finds all done, or nothing, and sweeps. */
export function endJournal({ path }: RunFolder): void {
  attempt(() => rmSync(join(path, journalName), { force: true }));
}

const journalName = 'journal.json';

function writeJournal({ path }: RunFolder, journal: Journal): void {
  const file = openSync(join(path, journalName), 'wx');
  try {
    writeFileSync(file, JSON.stringify(journal));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncFolders([path, dirname(path)]);
}

/** Two paths may lead to one file, as where a folder is a link to another one. */
function withoutTwins(root: string, planned: readonly PlannedWrite[]): readonly PlannedWrite[] {
  const writes = new Map<string, PlannedWrite>();
  for (const write of planned) {
    const target = resolveInside(root, write.path);
    const twin = writes.get(target);
    if (twin !== undefined && twin.text !== write.text) refuseTwins(twin.path, write.path);
    writes.set(target, twin ?? write);
  }
  return [...writes.values()];
}

function refuseTwins(...paths: readonly [string, string]): never {
  const finding = `${paths.join(' and ')} are one file, and would be given two texts. Nothing was changed.`;
  throw new UserError(
    `${finding} Name other folders with --source-dir, --tests-dir or --docs-dir.`,
    `${finding} Make them two files, or begin the project in another folder.`,
  );
}

/** What the user saved while a question was open must not be lost. */
function refuseChanged(root: string, { path, before }: Step): void {
  const now = nameIn(path, () => sumOfFile(resolveInside(root, path)));
  if (now !== before) throw new UserError(`${explainChange(path, now)} Nothing was changed.`);
}

export function explainChange(path: string, now: Sum): string {
  return now === special
    ? `Cannot write ${path}: something that is not a file is in its place.`
    : `${path} was changed by somebody else while this run was under way: run again.`;
}

function listMissingFolders(root: string, writes: readonly PlannedWrite[]): readonly string[] {
  const realRoot = resolveInside(root, '.');
  const written = writes.filter(({ text }) => text !== undefined);
  const dirs = written.flatMap(({ path }) => missingFolders(dirname(resolveInside(root, path))));
  return [...new Set(dirs)].sort().map((dir) => relative(realRoot, dir));
}

function missingFolders(dir: string): readonly string[] {
  return lstatSync(dir, { throwIfNoEntry: false }) === undefined
    ? [...missingFolders(dirname(dir)), dir]
    : [];
}

function nameIn<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw named(path, error);
  }
}

function named(path: string, error: unknown): unknown {
  return isFsError(error)
    ? new UserError(`Cannot write ${path}: ${reasonOf(error)}. Nothing was changed.`)
    : error;
}
