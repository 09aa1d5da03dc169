/** A model of three objects of one file, used in any order of whatever may happen to them: AMOUNT is the number of walks. */

import { amount, finish, newFile, randomOf, readTokens, Store, Undone } from './common.mjs';

const STEPS = 25;

class Model {
  violations = [];
  acked = new Set();
  /** Whatever the file has ever had. */
  saved = new Set();
  token = 0;

  async begin(seed) {
    this.file = newFile();
    this.random = randomOf(seed);
    this.stores = await Promise.all([1, 2, 3].map(() => Store.open(this.file)));
  }

  async step() {
    const store = this.stores[Math.floor(this.random() * 3)];
    const rules = [
      this.save,
      this.saveSync,
      this.changeOnly,
      this.redo,
      this.transaction,
      this.transactionOfClean,
      this.failedTransaction,
      this.clear,
      this.saveInTasks,
    ];
    await rules[Math.floor(this.random() * rules.length)].call(this, store);
    const tokens = readTokens(this.file);
    for (const each of tokens) this.saved.add(each);
    if ([...this.acked].some((each) => !tokens.has(each)))
      this.violations.push('an acknowledged save is lost');
  }

  add(store) {
    this.token += 1;
    store.tokens.push(this.token);
    return this.token;
  }

  async acknowledge(token, work) {
    try {
      await work();
    } catch (error) {
      if (error.name !== 'StateConflictError') throw error;
      return;
    }
    this.acked.add(token);
  }

  save(store) {
    return this.acknowledge(this.add(store), () => store.saveState());
  }

  saveSync(store) {
    return this.acknowledge(this.add(store), () => store.saveStateSync());
  }

  changeOnly(store) {
    this.add(store);
  }

  async redo(store) {
    await store.loadState({ discard: true });
    const token = this.add(store);
    await store.saveState();
    this.acked.add(token);
  }

  async transaction(store) {
    const unsaved = store.tokens.filter((token) => !this.saved.has(token));
    let token;
    try {
      await store.transaction(() => {
        token = this.add(store);
      });
    } catch (error) {
      if (error.name !== 'StateConflictError') throw error;
      return;
    }
    this.acked.add(token);
    if (unsaved.some((each) => !store.tokens.includes(each)))
      this.violations.push('changes were dropped without a word');
  }

  async transactionOfClean(store) {
    await store.loadState({ discard: true });
    const other = this.stores.find((each) => each !== store);
    await other.loadState({ discard: true });
    await this.transaction(other);
    const token = await store.transaction(() => this.add(store));
    this.acked.add(token);
  }

  async failedTransaction(store) {
    const [before, file] = [store.tokens, [...readTokens(this.file)]].map((tokens) => JSON.stringify(tokens));
    const work = store.transaction(async () => {
      this.add(store);
      await store.saveState();
      throw new Undone();
    });
    const error = await work.catch((reason) => reason);
    if (!(error instanceof Undone) && error.name !== 'StateConflictError') throw error;
    if (![before, file].includes(JSON.stringify(store.tokens))) this.violations.push('not taken back');
  }

  async clear(store) {
    await store.clearState();
    this.acked.clear();
  }

  async saveInTasks(store) {
    const one = () => this.save(store);
    await Promise.all([one(), one(), one()]);
  }
}

const found = [];
for (let seed = 1; seed <= Number(amount) && found.length === 0; seed += 1) {
  const model = new Model();
  await model.begin(seed);
  try {
    for (let step = 0; step < STEPS; step += 1) await model.step();
  } catch (error) {
    found.push(`raised ${error}`);
  }
  found.push(...model.violations);
}
finish(found);
