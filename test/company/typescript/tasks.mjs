/** Tasks that save one object beside transactions, many of which are taken back: a save that resolves is not lost by them. */

import { amount, finish, newFile, now, pause, randomOf, readTokens, Store, Undone } from './common.mjs';

const [file, end, violations] = [newFile(), now() + 1000 * Number(amount), []];
const store = await Store.open(file);
const random = randomOf(1);
let token = 0;

/** Whoever saves sees to it that the token is there at that moment. */
async function save() {
  token += 1;
  const mine = token;
  store.tokens.push(mine);
  const saved = await store.saveState().then(
    () => true,
    () => false,
  );
  if (saved && !readTokens(file).has(mine)) violations.push('a save resolved before it was in the file');
}

async function transaction() {
  token += 1;
  const mine = token;
  const work = store.transaction(async () => {
    store.tokens.push(mine);
    await store.saveState();
    await pause(random());
    if (random() < 0.5) throw new Undone();
  });
  const done = await work.then(
    () => true,
    (error) => {
      if (!(error instanceof Undone)) violations.push(`raised ${error}`);
      return false;
    },
  );
  if (done !== store.tokens.includes(mine)) violations.push('a transaction is not all or nothing');
}

async function act() {
  while (now() < end && violations.length === 0) {
    await (random() < 0.6 ? save() : transaction());
    await pause(random());
  }
}

await Promise.all([act(), act(), act(), act()]);
finish(violations);
