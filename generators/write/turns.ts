/** One run a project at a time: each announces itself by its folder, and gives way to those that it sees. */

import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../types/user-error.js';
import { isFsError } from './files.js';
import { describeHolder } from './holder.js';
import { isAlive, listRunFolders, makeRunFolder, type RunFolder, removeRunFolder } from './run-folder.js';

/** How long a run waits for others, and until it says so; milliseconds. */
const patience = 30_000;
const silence = 1_000;

/** The folder of this run, once no other is at work. Throws a UserError that names the one that is. */
export async function waitForTurn(root: string, say: (line: string) => void): Promise<RunFolder> {
  const begin = Date.now();
  for (let hasSpoken = false; ; ) {
    const waited = Date.now() - begin;
    const { mine, busy } = tryTurn(root, waited);
    if (mine !== undefined) return mine;
    if (busy !== undefined && waited > patience) throw new UserError(explainBusy(busy));
    if (busy !== undefined && waited > silence && !hasSpoken) {
      say(`Waiting for ${describe(busy)} …`);
      hasSpoken = true;
    }
    // By chance, or two that met would meet again.
    await sleep(30 + Math.random() * 100);
  }
}

/** The folders of runs that were killed. */
export function listDead(root: string): readonly RunFolder[] {
  return listRunFolders(root).filter((folder) => !isAlive(folder));
}

interface Turn {
  readonly mine?: RunFolder;
  readonly busy?: RunFolder;
}

/**
 * A run first announces itself and then looks around: of two that come at the same moment, one at least sees
 * the other. No lock is ever taken over from a dead run, so no two can take it over at once.
 */
function tryTurn(root: string, waited: number): Turn {
  const busy = findOther(root);
  if (busy !== undefined) return { busy };
  const mine = announce(root, waited);
  if (mine === undefined) return {};
  const other = findOther(root, mine);
  if (other === undefined) return { mine };
  removeRunFolder(mine);
  return { busy: other };
}

function findOther(root: string, mine?: RunFolder): RunFolder | undefined {
  return listRunFolders(root).find((folder) => folder.name !== mine?.name && isAlive(folder));
}

/** Undefined where another run removed the empty folder around it at this moment. */
function announce(root: string, waited: number): RunFolder | undefined {
  try {
    return makeRunFolder(root);
  } catch (error) {
    if (isFsError(error) && error.code === 'ENOENT' && waited < silence) return undefined;
    throw error;
  }
}

function describe({ holder: { machine, pid } }: RunFolder): string {
  const isHere = machine === describeHolder().machine;
  return isHere ? `another run here (process ${pid})` : 'a run in another container or on another machine';
}

function explainBusy(busy: RunFolder): string {
  return `Nothing was changed: ${describe(busy)} is still at work. Wait until it is done, or end it, then run again.`;
}
