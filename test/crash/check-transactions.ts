/** Lets several processes add to one state, and returns what it came to. */

import { join } from 'node:path';
import { makeScratch, runWell } from './commands.js';
import { askSubject } from './recover.js';
import type { Subject, Value } from './subject.js';

export const PROCESSES = 8;
export const TIMES = 200;

export async function checkTransactions(subject: Subject): Promise<Value> {
  const path = join(makeScratch('transaction'), 'state.json');
  await incrementTogether(subject, path, PROCESSES);
  return load(subject, path);
}

export async function incrementTogether(subject: Subject, path: string, processes: number): Promise<void> {
  const command = subject.increment(path, TIMES);
  await Promise.all(Array.from({ length: processes }, () => runWell(command)));
}

export async function load(subject: Subject, path: string): Promise<Value> {
  const [recovery] = await askSubject(subject, [path]);
  return recovery?.loaded ?? null;
}
