/** The folder of a run, `.chora/run-…`: it says that a run is at work, and holds what it is about to write. */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readOwnFile } from '../tree/read-file.js';
import { resolveInside } from '../tree/real-path.js';
import { attempt } from './attempt.js';
import { makeFolder, makeFolders } from './attributes.js';
import { describeHolder, type Holder, isRunning } from './holder.js';

/** A folder that a run made, perhaps one that was killed. */
export interface RunFolder {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly holder: Holder;
  /** The folders that were made for it, the outermost first. */
  readonly made: readonly string[];
}

const stateFolder = '.chora';
const namePattern = /^run-([0-9a-f]{16})-([1-9]\d{0,9})-(\d{1,20})-[0-9a-f]{16}$/;

/** The folders that this process holds. */
const held = new Set<string>();

/**
 * Makes a folder with a name that nobody can foresee: it is never one that was there. The name says who the
 * run is, so that this is known from the first moment on.
 */
export function makeRunFolder(root: string): RunFolder {
  const holder = describeHolder();
  const { machine, pid, started } = holder;
  const name = `run-${machine}-${pid}-${started}-${randomBytes(8).toString('hex')}`;
  const parent = resolveInside(root, stateFolder);
  const made = makeFolders(parent);
  const folder = { name, path: join(parent, name), holder, made };
  makeFolder(folder.path);
  held.add(name);
  try {
    // Git then shows nothing of it, and adds nothing of it.
    writeFileSync(join(folder.path, '.gitignore'), '*\n', { flag: 'wx' });
    prove(folder.path);
    return folder;
  } catch (error) {
    removeRunFolder(folder);
    throw error;
  }
}

/** The folders of runs of this generator. Others of such names are somebody else's, and left alone. */
export function listRunFolders(root: string): readonly RunFolder[] {
  const parent = resolveInside(root, stateFolder);
  return namesIn(parent)
    .flatMap((name) => {
      const [, machine = '', pid = '', started = ''] = namePattern.exec(name) ?? [];
      const holder = { machine, pid: Number(pid), started };
      return machine === '' ? [] : [{ name, path: join(parent, name), holder, made: [] }];
    })
    .filter(isOurs);
}

/** Whether the run is still at work. */
export function isAlive({ name, path, holder }: RunFolder): boolean {
  const self = describeHolder();
  if (holder.machine !== self.machine) return ageOf(path) < deadAfter;
  return holder.pid === self.pid && holder.started === self.started ? held.has(name) : isRunning(holder);
}

/** Says to runs in other containers, which cannot see this process, that it lives. */
export function touchRunFolder({ path }: RunFolder): void {
  const now = new Date();
  attempt(() => utimesSync(path, now, now));
}

/** Removes it, the proof that it is ours last, and the folders around it where nothing else is in there. What
 * cannot be removed stays: it is in nobody's way. */
export function removeRunFolder(folder: RunFolder): void {
  const { path, made } = folder;
  leaveRunFolder(folder);
  const names = namesIn(path).filter((entry) => entry !== proofName && entry !== provenName);
  for (const entry of [...names, proofName, provenName])
    attempt(() => rmSync(join(path, entry), { recursive: true, force: true }));
  const parent = dirname(path);
  // By a link it may be a folder of another name, which is the user's.
  const around = basename(parent) === stateFolder ? [parent] : [];
  for (const dir of [path, ...around, ...made.toReversed()]) attempt(() => rmdirSync(dir));
}

/** Leaves it to a later run. */
export function leaveRunFolder({ name }: RunFolder): void {
  held.delete(name);
}

/** Of a run elsewhere, which shows that it lives every second; milliseconds. */
const deadAfter = 10_000;

/** An empty file, and one that holds its number and time, which no checkout and no archive can bring along. */
const provenName = 'made';
const proofName = 'proof';

function prove(path: string): void {
  closeSync(openSync(join(path, provenName), 'wx'));
  writeFileSync(join(path, proofName), findProof(path), { flag: 'wx' });
}

function findProof(path: string): string {
  const { ino, ctimeNs } = lstatSync(join(path, provenName), { bigint: true });
  return `${ino} ${ctimeNs}`;
}

/** By its name, where that is of this machine; else by its proof, which outlasts a restart. */
function isOurs({ path, holder }: RunFolder): boolean {
  return (
    attempt(
      () =>
        lstatSync(path).isDirectory() &&
        (holder.machine === describeHolder().machine ||
          readOwnFile(join(path, proofName))?.toString() === findProof(path)),
    ) ?? false
  );
}

function ageOf(path: string): number {
  return Date.now() - (attempt(() => lstatSync(path).mtimeMs) ?? 0);
}

function namesIn(dir: string): readonly string[] {
  return attempt(() => readdirSync(dir)) ?? [];
}
