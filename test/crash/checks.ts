/** The checks by which planted bugs are caught, each on a subject that has one. */

import { checkFaults, checkShortWrite } from './check-faults.js';
import { checkPowerLoss } from './check-power-loss.js';
import { checkTransactions, PROCESSES, TIMES } from './check-transactions.js';
import { everyChange, everyRead } from './faults.js';
import { judgeSave, judgeUnread } from './judge-faults.js';
import { findScenario, oneSave } from './scenarios.js';
import type { Subject } from './subject.js';

export interface PlantedBug<Edit> {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly caughtBy: string;
  /** The names of the checks that fail. */
  check(subject: Subject): Promise<readonly string[]>;
}

export const OVER_EXISTING = 'saves over an existing file';

export const powerLoss = (title: string) => async (subject: Subject) =>
  (await checkPowerLoss(subject, findScenario(title))).violations.map(({ check }) => check);

export const faults = async (subject: Subject) =>
  (await checkFaults(subject, oneSave(OVER_EXISTING), everyChange('EIO'), judgeSave)).violations.map(
    ({ check }) => check,
  );

export const unread = async (subject: Subject) =>
  (
    await checkFaults(subject, oneSave(OVER_EXISTING), everyRead('EIO', 'state.json'), judgeUnread)
  ).violations.map(({ check }) => check);

export const shortWrite = (subject: Subject) => checkShortWrite(subject, oneSave(OVER_EXISTING), 16);

export const transactions = async (subject: Subject) =>
  (await checkTransactions(subject).catch(() => 'a process failed')) === PROCESSES * TIMES
    ? []
    : ['transactions add up'];
