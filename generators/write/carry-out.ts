/** Carries a journal out, step by step, and takes back what was done where a step fails. */

import { lstatSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resolveInside } from '../tree/real-path.js';
import { UserError } from '../types/user-error.js';
import { attempt } from './attempt.js';
import { makeFolder } from './attributes.js';
import { absent, isFsError, keepFile, moveIntoPlace, reasonOf, sumOfFile, syncFolders } from './files.js';
import { explainChange, type Journal, keptPath, type Step, stagedPath } from './journal.js';
import type { RunFolder } from './run-folder.js';

/** Where a run writes, and what. */
export interface Work {
  readonly root: string;
  readonly folder: RunFolder;
  readonly journal: Journal;
}

export interface Failure {
  /** What failed, in a sentence. */
  readonly reason: string;
  /** What could not be taken back. */
  readonly stuck: readonly string[];
}

/** Each file is old or new at any moment. Steps that were done before, by a run that was killed, are passed over. */
export function carryOut(work: Work): Failure | undefined {
  const { root, journal } = work;
  const undo: Undo[] = [];
  try {
    for (const path of journal.folders) undo.push(...nameIn(path, () => addFolder(path, work)));
    journal.steps.forEach((step, index) => {
      undo.push(...nameIn(step.path, () => replaceFile(step, index, work)));
    });
  } catch (error) {
    return { reason: reasonOf(error), stuck: undo.reverse().flatMap(takeBack) };
  }
  removeEmptied(work);
  const changed = [...journal.folders, ...journal.steps.map(({ path }) => path)];
  syncFolders(changed.flatMap((path) => attempt(() => dirname(resolveInside(root, path))) ?? []));
  return undefined;
}

/** How to take back what was done; empty where there was nothing to do. */
interface Undo {
  readonly path: string;
  readonly action: () => void;
}

function addFolder(path: string, { root }: Work): readonly Undo[] {
  const dir = join(root, path);
  if (lstatSync(dir, { throwIfNoEntry: false }) !== undefined) return [];
  makeFolder(dir);
  // It stays where somebody else put something into it.
  return [{ path, action: () => attempt(() => rmdirSync(dir)) }];
}

function replaceFile(step: Step, index: number, work: Work): readonly Undo[] {
  const { root, folder } = work;
  const target = resolveInside(root, step.path);
  const now = sumOfFile(target);
  if (now === step.after) return [];
  if (now !== step.before) throw new UserError(explainChange(step.path, now));
  if (now !== absent) keepFile(target, keptPath(folder, index));
  if (step.after === absent) rmSync(target);
  else moveIntoPlace(stagedPath(folder, index), target, besideName(folder, index));
  return [{ path: step.path, action: () => putBack(step, index, work) }];
}

/** The new text is staged again: where something cannot be put back, the next run goes on from here. */
function putBack(step: Step, index: number, { root, folder }: Work): void {
  const target = resolveInside(root, step.path);
  if (sumOfFile(target) !== step.after) throw new Error(explainChange(step.path, step.after));
  if (step.after !== absent) attempt(() => keepFile(target, stagedPath(folder, index)));
  if (step.before === absent) rmSync(target);
  else moveIntoPlace(keptPath(folder, index), target, besideName(folder, index));
}

/** The folders that removals left empty go, too, with those above them; one that somebody fills meanwhile stays. */
export function removeEmptied({ root, journal }: Work): void {
  for (const { path, after } of journal.steps)
    if (after === absent) attempt(() => removeEmpty(root, dirname(path)));
}

/** It ends at a folder that is not empty, that leads out, or that is a link. */
function removeEmpty(root: string, dir: string): void {
  if (dir === '.') return;
  resolveInside(root, dir);
  // A run that was killed may have removed it.
  if (lstatSync(join(root, dir), { throwIfNoEntry: false }) !== undefined) rmdirSync(join(root, dir));
  removeEmpty(root, dirname(dir));
}

/** Removes what a run left beside targets on other file systems. */
export function removeStrays({ root, folder, journal }: Work): void {
  journal.steps.forEach(({ path }, index) => {
    const beside = () => join(dirname(resolveInside(root, path)), besideName(folder, index));
    attempt(() => rmSync(beside(), { force: true }));
  });
}

/** As nobody can foresee the name of the folder, nobody else has a file of this name. */
function besideName({ name }: RunFolder, index: number): string {
  return `.chora-${name}-${index}`;
}

function takeBack({ path, action }: Undo): readonly string[] {
  try {
    action();
    return [];
  } catch (error) {
    return [`${path} (${reasonOf(error)})`];
  }
}

function nameIn<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!isFsError(error)) throw error;
    throw new UserError(`Cannot replace ${path}: ${reasonOf(error)}.`);
  }
}
