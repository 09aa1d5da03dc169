/** Two workers, the main thread and another process, with two objects and several tasks each, all adding to one file. */

import { fork } from 'node:child_process';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { addUntil, amount, finish, folder, lost, newFile, now, Store } from './common.mjs';

async function addTogether({ file, first, end }) {
  const [one, two] = [await Store.open(file), await Store.open(file)];
  const stores = [one, one, one, two];
  return Promise.all(stores.map((store, at) => addUntil(end, store, first + at * 1e6)));
}

const reply = (source, event) =>
  new Promise((resolve, reject) => {
    source.once(event, resolve);
    source.once('error', reject);
    source.once('exit', (status) => status && reject(new Error(`it ended with status ${status}`)));
  });

async function campaign(seconds) {
  const [file, end] = [newFile(), now() + 1000 * seconds];
  const given = (first) => ({ file, end, first });
  const url = new URL(import.meta.url);
  const workers = [1e8, 2e8].map((first) => new Worker(url, { argv: [folder], workerData: given(first) }));
  const child = fork(url, [folder, 'child']);
  child.send(given(3e8));
  const results = await Promise.all([
    addTogether(given(0)),
    ...[...workers, child].map((source) => reply(source, 'message')),
  ]);
  const flat = results.flat();
  const idle = results.some((each) => each.every(({ acked }) => acked.length === 0));
  return [
    ...(lost(file, flat).length > 0 ? ['an acknowledged save is lost'] : []),
    ...(idle ? ['somebody never came to add'] : []),
  ];
}

if (!isMainThread) parentPort.postMessage(await addTogether(workerData));
else if (amount === 'child')
  process.once('message', async (given) =>
    process.send(await addTogether(given), () => process.disconnect()),
  );
else finish(await campaign(Number(amount)).catch((error) => [`raised ${error}`]));
