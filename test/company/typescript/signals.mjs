/** A process whose handlers of signals save, too, and that is killed in the middle: what it said it saved is in the file. */

import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { amount, finish, folder, newFile, now, pause, randomOf, readTokens, Store } from './common.mjs';

const self = new URL(import.meta.url).pathname;

/** Adds for ever; a handler adds, too, between any two steps of the event loop. */
async function add(file) {
  const store = await Store.open(file);
  let token = 0;
  const one = async (save) => {
    token += 1;
    const mine = token;
    store.tokens.push(mine);
    await save();
    writeSync(1, `${mine}\n`);
  };
  process.on('SIGUSR2', () => one(() => store.saveState()));
  process.on('SIGHUP', () => one(() => store.saveStateSync()).catch(() => undefined));
  for (;;) await one(() => store.transaction(() => undefined));
}

async function interrupt(seed) {
  const [file, random] = [newFile(), randomOf(seed)];
  const child = spawn(process.execPath, [self, folder, 'child', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
  });
  const ended = new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)));
  while (said === '') await pause(5);
  for (let time = 0; time < 40; time += 1) {
    child.kill(random() < 0.5 ? 'SIGUSR2' : 'SIGHUP');
    await pause(4 * random());
  }
  child.kill('SIGKILL');
  const signal = await ended;
  const tokens = readTokens(file);
  const acked = said.split('\n').slice(0, -1).map(Number);
  const next = await Store.open(file);
  await next.transaction(() => undefined, { timeout: 1000 });
  return [
    ...(signal === 'SIGKILL' ? [] : [`it ended by ${signal}`]),
    ...(acked.every((token) => tokens.has(token)) ? [] : ['an acknowledged save is lost']),
  ];
}

if (amount === 'child') await add(process.argv[4]);
else {
  const [end, found] = [now() + 1000 * Number(amount), []];
  for (let seed = 1; now() < end && found.length === 0; seed += 1)
    found.push(...(await interrupt(seed).catch((error) => [`raised ${error}`])));
  finish(found);
}
