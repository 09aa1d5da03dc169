/** Writes many files so that an interruption leaves each of them old or new, never half. */

import { existsSync } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../types/user-error.js';

export interface FileContents {
  /** Absolute path. */
  readonly path: string;
  /** Undefined where the file is to go. */
  readonly contents: Buffer | undefined;
}

interface StagedFile {
  readonly target: string;
  readonly staged: string;
}

/**
 * Writes all files in two steps: first every text, durable, under a name of its own beside its target;
 * then one rename each. A full disk shows in the first step, when nothing has changed yet. The names are
 * always the same, so that the next run takes over what a killed run left.
 *
 * @throws UserError naming the file; after a failed first step everything is as before.
 */
export async function writeFiles(files: readonly FileContents[]): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  // By target: two paths may lead to one file, as where CLAUDE.md is a link to AGENTS.md.
  const staged = new Map<string, StagedFile>();
  for (const { path, contents } of files) {
    if (contents === undefined) continue;
    try {
      const stagedFile = await stageFile({ path, contents }, undo);
      staged.set(stagedFile.target, stagedFile);
    } catch (error) {
      for (const step of undo.reverse()) await step();
      throw new UserError(`Cannot write ${path}: ${reasonOf(error)}. Nothing was changed.`);
    }
  }
  for (const file of staged.values()) await moveIntoPlace(file);
  const removed = files.filter(({ contents }) => contents === undefined).map(({ path }) => path);
  for (const path of removed) await rm(path, { force: true });
  await syncFolders([...staged.keys(), ...removed].map((target) => dirname(target)));
}

async function stageFile(
  { path, contents }: { readonly path: string; readonly contents: Buffer },
  undo: (() => Promise<void>)[],
): Promise<StagedFile> {
  await makeFolder(dirname(path), undo);
  const target = await followLink(path);
  const staged = join(dirname(target), `.${basename(target)}.chora-staged`);
  const handle = await open(staged, 'w', await modeOf(target));
  undo.push(() => rm(staged, { force: true }));
  await writeDurably(handle, contents);
  return { target, staged };
}

async function writeDurably(handle: FileHandle, contents: Buffer): Promise<void> {
  try {
    await handle.writeFile(contents);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder with its missing parents, and notes how to take each of them back. */
async function makeFolder(dir: string, undo: (() => Promise<void>)[]): Promise<void> {
  if (existsSync(dir)) return;
  await makeFolder(dirname(dir), undo);
  await mkdir(dir);
  undo.push(() => rmdir(dir));
}

/** A symbolic link stays; what it points to is written. */
async function followLink(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return path;
  const target = await realpath(path).catch(() => undefined);
  if (target === undefined) throw new Error('it is a symbolic link to something that is missing');
  if (!(await stat(target)).isFile()) throw new Error('something that is not a file is in its place');
  return target;
}

async function modeOf(path: string): Promise<number> {
  return existsSync(path) ? (await stat(path)).mode & 0o777 : 0o666;
}

async function moveIntoPlace({ target, staged }: StagedFile): Promise<void> {
  try {
    await rename(staged, target);
  } catch (error) {
    throw new UserError(`Cannot replace ${target}: ${reasonOf(error)}. Mend that and run again to finish.`);
  }
}

/** Makes the renames durable, where the file system offers that for a folder. */
async function syncFolders(dirs: readonly string[]): Promise<void> {
  for (const dir of new Set(dirs)) {
    try {
      const handle = await open(dir, 'r');
      await handle.sync().finally(() => handle.close());
    } catch {
      // Windows and some network file systems cannot; the files are whole either way.
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
