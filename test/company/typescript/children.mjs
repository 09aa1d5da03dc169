/** Children that inherit what is open: neither they nor the death of their parent keep the lock. AMOUNT is how often. */

import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { amount, finish, folder, newFile, pause, Store } from './common.mjs';

const self = new URL(import.meta.url).pathname;
const QUICK = { timeout: 1000 };
const sleep = () => spawn('sleep', ['30'], { stdio: 'inherit', detached: true });

/** Starts a child in a transaction, says its number, and waits for its own death. */
async function holdForEver(file) {
  const store = await Store.open(file);
  await store.transaction(async () => {
    writeSync(1, `${sleep().pid}\n`);
    await pause(30_000);
  });
}

async function outlive(file) {
  const parent = spawn(process.execPath, [self, folder, 'child', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise((resolve) => parent.stdout.once('data', (data) => resolve(Number(data))));
  const store = await Store.open(file);
  const early = await store.transaction(() => 'got in', { timeout: 50 }).catch(({ name }) => name);
  parent.kill('SIGKILL');
  await new Promise((resolve) => parent.once('exit', resolve));
  const late = await store.transaction(() => 'got in', QUICK).catch(({ name }) => name);
  process.kill(pid);
  return [
    ...(early === 'TimeoutError' ? [] : [`while it is held, another one ${early}`]),
    ...(late === 'got in' ? [] : [`after its death, ${late}`]),
  ];
}

async function release(file) {
  const store = await Store.open(file);
  const child = await store.transaction(sleep, QUICK);
  const next = await Store.open(file);
  const late = await next.transaction(() => 'got in', QUICK).catch(({ name }) => name);
  child.kill();
  return late === 'got in' ? [] : [`while a child lives, ${late}`];
}

if (amount === 'child') await holdForEver(process.argv[4]);
else {
  const found = [];
  for (let time = 0; time < Number(amount) && found.length === 0; time += 1) {
    const file = newFile();
    found.push(...(await outlive(file)), ...(await release(file).catch((error) => [`raised ${error}`])));
  }
  finish(found);
}
