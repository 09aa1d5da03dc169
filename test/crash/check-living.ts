/** Holds up one save before its rename while another process opens the state and adds to it, and says what went wrong. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from './commands.js';
import { makeSandbox, record, runWithFault } from './record.js';
import { callsInSandbox } from './replay.js';
import { oneSave } from './scenarios.js';
import type { Action, Subject } from './subject.js';

const HOLD = 'delay_enter=2s';
const isTemp = (name: string) => name.endsWith('.tmp');

export async function checkLiving(subject: Subject): Promise<string[]> {
  const scenario = oneSave('saves over an existing file');
  const [root, twin] = [makeSandbox('living'), makeSandbox('living')];
  for (const folder of [root, twin]) await scenario.prepare(folder, subject);
  const recording = await record(twin, subject.act(scenario.actions(twin)));
  const rename = callsInSandbox(recording).find(({ name }) => name.startsWith('rename'));
  if (!rename) throw new Error('a save without a rename');
  const heldUp = runWithFault(root, subject.act(scenario.actions(root)), rename, HOLD);
  while (!readdirSync(root).some(isTemp)) await delay(10);
  const others: readonly Action[] = [
    { do: 'open', path: join(root, scenario.opened) },
    { do: 'transaction', value: 'another' },
  ];
  const outcomes = [await run(subject.act(others)), await heldUp];
  return [
    ...(outcomes.every(({ stdout }) => /^ACK/m.test(stdout)) ? [] : ['the living are left alone']),
    ...(readdirSync(root).some(isTemp) ? ['no temp file left'] : []),
  ];
}
