/** Holds a project for a run: one run at a time, everything or nothing, also where it is killed. */

import { UserError } from '../types/user-error.js';
import { carryOut, removeStrays } from './carry-out.js';
import { isFsError, reasonOf } from './files.js';
import { endJournal, type Journal, type PlannedWrite, readJournal, stageWrites } from './journal.js';
import { onEnding } from './on-ending.js';
import { recover } from './recover.js';
import { leaveRunFolder, type RunFolder, removeRunFolder, touchRunFolder } from './run-folder.js';
import { listDead, waitForTurn } from './turns.js';

export interface Hold {
  /** Waits for other runs, and brings to an end what killed ones left. */
  take(): Promise<void>;
  /** Writes all files or none. Throws a UserError that names a file. */
  write(planned: readonly PlannedWrite[]): Promise<void>;
  /** Lets others go on. It may be taken again. */
  release(): void;
}

export function createHold(root: string, say: (line: string) => void): Hold {
  let folder: RunFolder | undefined;
  let problem = 'the project is not held';
  let isWritten = false;
  let stopListening = () => {};
  const release = () => {
    stopListening();
    if (folder !== undefined) letGo(folder);
    folder = undefined;
  };
  return {
    async take() {
      stopListening();
      stopListening = onEnding({
        beat: () => folder && touchRunFolder(folder),
        end: release,
        say: () => say(isWritten ? 'Stopped; everything was written.' : 'Stopped; nothing was changed.'),
      });
      try {
        folder ??= await waitForTurn(root, say);
      } catch (error) {
        // Where nothing can be written, nothing need be guarded: what is there can still be looked at.
        if (!isFsError(error)) throw error;
        problem = reasonOf(error);
        return;
      }
      recover(root, listDead(root)).forEach(say);
    },
    async write(planned) {
      if (planned.length === 0) return;
      if (folder === undefined)
        throw new UserError(`Cannot write to ${root}: ${problem}. Nothing was changed.`);
      await writeAll(root, folder, planned);
      isWritten = true;
    },
    release,
  };
}

/** Once all is staged, without a step that waits: no signal, no error elsewhere and no other generator comes in between. */
async function writeAll(root: string, folder: RunFolder, planned: readonly PlannedWrite[]): Promise<void> {
  const work = { root, folder, journal: await stage(root, folder, planned) };
  const failure = carryOut(work);
  if (failure !== undefined) removeStrays(work);
  if (failure !== undefined && failure.stuck.length > 0)
    throw new UserError(
      `${failure.reason} Could not take back: ${failure.stuck.join(', ')}. Mend that, then run again: the next run finishes what was begun.`,
    );
  endJournal(folder);
  if (failure !== undefined) throw new UserError(`${failure.reason} Nothing was changed.`);
}

/** What fails here was not begun. */
async function stage(root: string, folder: RunFolder, planned: readonly PlannedWrite[]): Promise<Journal> {
  try {
    return await stageWrites(root, folder, planned);
  } catch (error) {
    endJournal(folder);
    if (!isFsError(error)) throw error;
    throw new UserError(`Cannot write to ${root}: ${reasonOf(error)}. Nothing was changed.`);
  }
}

/** With a journal in it, it is left to the next run. */
function letGo(folder: RunFolder): void {
  if (readJournal(folder) === undefined) removeRunFolder(folder);
  else leaveRunFolder(folder);
}
