/** Brings to an end what runs left that were killed: what was half done is finished, the rest is swept away. */

import { rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolveInside } from '../tree/real-path.js';
import { UserError } from '../types/user-error.js';
import { attempt } from './attempt.js';
import { carryOut, removeEmptied, removeStrays, type Work } from './carry-out.js';
import { absent, type Sum, sumOfFile } from './files.js';
import { endJournal, readJournal, stagedPath } from './journal.js';
import { type RunFolder, removeRunFolder } from './run-folder.js';
import { listDead } from './turns.js';

/** What a preview has to say of a run that was killed: it writes nothing, and so finishes nothing. */
export function describeUnfinished(root: string): readonly string[] {
  const isLeft = listDead(root).some((folder) => readJournal(folder) !== undefined);
  return isLeft ? [`${begun}; the next run finishes it first. This preview is of what is there now.`] : [];
}

/** Says what it did, in sentences. Throws a UserError where a half-done run cannot be finished now. */
export function recover(root: string, folders: readonly RunFolder[]): readonly string[] {
  return folders.flatMap((folder) => {
    const journal = readJournal(folder);
    const notes = journal === undefined ? [] : finish({ root, folder, journal });
    if (journal !== undefined) {
      removeStrays({ root, folder, journal });
      removeEmptied({ root, folder, journal });
    }
    endJournal(folder);
    removeRunFolder(folder);
    return notes;
  });
}

function finish(work: Work): readonly string[] {
  const { journal, root } = work;
  const sums = journal.steps.map(({ path }) => sumAt(root, path));
  const isOpen = journal.steps.map(({ before }, index) => sums[index] === before);
  const isDone = journal.steps.map(({ after }, index) => sums[index] === after);
  // It was not begun, or it was undone since; or it was only not swept away.
  if (isOpen.every(Boolean)) return removeFolders(work);
  if (isDone.every(Boolean)) return [];
  const pathsOf = (isMeant: (index: number) => boolean) =>
    journal.steps.flatMap(({ path }, index) => (isMeant(index) ? [path] : [])).join(', ');
  const changed = pathsOf((index) => !isDone[index] && !(isOpen[index] && isStaged(index, work)));
  if (changed !== '')
    return [`${begun}, and was not finished, as ${changed} changed since. Look at git status.`];
  const failure = carryOut(work);
  if (failure === undefined)
    return [`${begun}; it was finished first: ${pathsOf((index) => !isDone[index])}.`];
  throw new UserError(`${begun}, and cannot be finished: ${failure.reason} Mend that, then run again.`);
}

const begun = 'An earlier run was ended midway';

function isStaged(index: number, { folder, journal }: Work): boolean {
  const after = journal.steps[index]?.after;
  return after === absent || sumOfFile(stagedPath(folder, index)) === after;
}

/** Those that were made for files to come, if they are empty. */
function removeFolders({ root, journal }: Work): readonly string[] {
  for (const path of journal.folders.toReversed()) attempt(() => rmdirSync(join(root, path)));
  return [];
}

/** Undefined where it leads out of the project by now. */
function sumAt(root: string, path: string): Sum | undefined {
  try {
    return sumOfFile(resolveInside(root, path));
  } catch {
    return undefined;
  }
}
