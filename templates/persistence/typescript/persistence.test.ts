import { describe, it } from 'node:test';

import { strict as assert } from 'node:assert';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { changeFolder } from '<%- importPath %>/durable-folder.js';
import { findLocks } from '<%- importPath %>/file-lock.js';
import type { JsonObject, StateSchema } from '<%- importPath %>/state-form.js';
import {
  StateConflictError,
  StatefulObject,
  StateNotLoadedError,
} from '<%- importPath %>/stateful-object.js';

interface Stored {
  count: number;
  more: unknown;
}

class Store extends StatefulObject<Stored> {
  count = 0;
  more: unknown;

  readonly save = (): void => {
    this.saveStateSync();
  };

  protected override getState(): Stored {
    return { count: this.count, more: this.more };
  }

  protected override setState(state: Stored): void {
    this.count = state.count;
    this.more = state.more;
  }
}

const issues = [{ message: 'a' }, { message: 'b', path: ['c', { key: 0 }] }];

class Checked extends Store {
  static override readonly stateVersion: number = 2;

  protected override readonly schema: StateSchema<Stored> = {
    '~standard': {
      version: 1,
      validate: (value) =>
        (value as Stored).count < 0 ? { issues } : { value: value as Stored },
    },
  };
}

class Renamed extends Checked {
  protected override migrateState(state: JsonObject, from: number): JsonObject {
    return { count: state['total'], more: from };
  }
}

/** Does something while the process has another member. */
function pretend<T>(name: string, value: unknown, work: () => T): T {
  const was: unknown = Reflect.get(process, name);
  Object.defineProperty(process, name, { value, configurable: true });
  try {
    return work();
  } finally {
    Object.defineProperty(process, name, { value: was });
  }
}

type Test = (store: Store, file: string) => Promise<void>;

/** Declares a test that has a folder of its own, and a store in it. */
function inFolder(name: string, test: Test): void {
  it(name, async () => {
    const folder = fs.mkdtempSync(join(tmpdir(), 'state-'));
    try {
      const file = join(folder, 'state.json');
      await test(await Store.open(file), file);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
}

describe('StatefulObject', () => {
  inFolder('gives the next one what was saved', async (store, file) => {
    assert.equal(store.saveState(), store.saveState());
    store.count = 1;
    await store.saveState();
    store.more = { é: [1.5, true, null], no: {} };
    store.saveStateSync();
    const next = await Store.open(file);
    assert.deepEqual([next.count, next.more], [1, store.more]);
    const text = '{\n  "count":1,\n  "more":{"é":[1.5,true,null],"no":{}}\n}\n';
    assert.equal(fs.readFileSync(file, 'utf8'), text);
  });

  inFolder('makes folders, and files for their owner', async (_, file) => {
    const inner = join(file, '../one/two');
    const long = `${'n'.repeat(135)}.json`;
    const store = await Store.open(join(inner, long));
    await store.saveState();
    const { mode } = fs.statSync(store.stateFile);
    if (process.platform !== 'win32') assert.equal(mode & 0o777, 0o600);
    const names = fs.readdirSync(inner).filter((name) => name[0] !== '.');
    assert.equal(names.join(), long);
  });

  inFolder('keeps the mode, and writes through links', async (_, file) => {
    if (process.platform === 'win32') return;
    const link = join(file, '../link.json');
    fs.symlinkSync('state.json', link);
    const store = await Store.open(link);
    store.saveStateSync();
    for (const mode of [0o640, 0o644]) {
      fs.chmodSync(file, mode);
      store.count = mode;
      await store.saveState();
    }
    assert.equal(fs.statSync(file).mode & 0o777, 0o644);
    assert.equal((await Store.open(file)).count, 0o644);
  });

  inFolder('takes temp files away, after a kill, too', async (store, file) => {
    const ending = findLocks() ? 'tmp' : `${String(process.pid)}.tmp`;
    const temp = join(file, `../.state.json.${ending}`);
    fs.writeFileSync(temp, '{"count": 1');
    const getState = (): object => {
      fs.mkdirSync(file);
      return {};
    };
    Object.assign(store, { getState });
    await assert.rejects(store.saveState(), /rename/);
    assert.equal(fs.existsSync(temp), false);
  });

  inFolder('saves where the system offers less', async (store, file) => {
    pretend('platform', 'win32', store.save);
    pretend('getBuiltinModule', undefined, store.save);
    assert.equal(fs.existsSync(file), true);
    const transact = (): Promise<number> => store.transaction(() => 1);
    const refused = pretend('getBuiltinModule', undefined, transact);
    await assert.rejects(refused, /node:sqlite/);
    changeFolder('/dev/null', () => undefined); // It cannot be fsynced.
  });

  inFolder('refuses what would not come back', async (store, file) => {
    const circle: unknown[] = [];
    circle.push(circle);
    const cases: [unknown, RegExp][] = [
      [circle, /contains itself/],
      [JSON.parse('{"__proto__": 1}'), /\["__proto__"\] /],
      [{ at: [new Date()] }, /^state\["more"\]\["at"\]\[0\] .*: Date$/],
      [new Map(), /: Map$/],
      [[undefined], /\["more"\]\[0\] .*: Undefined$/],
      [NaN, /: Number$/],
    ];
    for (const [value, message] of cases) {
      store.more = value;
      const refusal = { name: 'TypeError', message };
      await assert.rejects(store.saveState(), refusal);
    }
    Object.assign(store, { getState: () => ({ saveState: 1 }) });
    await assert.rejects(store.saveState(), /no state can have saveState/);
    assert.equal(fs.existsSync(file), false);
  });

  inFolder('moves aside what is no JSON object', async (_, file) => {
    const folder = join(file, '..');
    fs.writeFileSync(file, '{"count": NaN');
    const opened = await Promise.all([Store.open(file), Store.open(file)]);
    assert.deepEqual([opened[0].count, opened[1].count], [0, 0]);
    const isAside = (name: string): boolean => name.includes('.corrupt-');
    const [aside = ''] = fs.readdirSync(folder).filter(isAside);
    assert.equal(fs.readFileSync(join(folder, aside), 'utf8'), '{"count": NaN');
  });

  inFolder('refuses to load what it could not save', async (store, file) => {
    Object.assign(store, { setState: (): never => assert.fail() });
    await assert.rejects(store.loadState(), /could not go back/);
    const cases: [string, RegExp][] = [
      ['{"count": 12345678901234567890}', /1234567890123456789/],
      ['{"count": 1e999}', /1e999/],
      ['{"count": NaN}', /number that is no JSON/],
      ['{"more": [], "more": []}', /key twice/],
      [`{"more": ${'['.repeat(1e5)}${']'.repeat(1e5)}}`, /nested too deeply/],
      ['{"more": {"__proto__": 1}}', /__proto__/],
      ['{"saveState": 1}', /saveState/],
    ];
    for (const [text, message] of cases) {
      fs.writeFileSync(file, text);
      const refusal = { name: 'StateNotLoadedError', message };
      await assert.rejects(store.loadState(), refusal);
      await assert.rejects(store.saveState(), refusal);
      assert.equal(fs.readFileSync(file, 'utf8'), text);
    }
    await assert.rejects(Store.open(join(file, '..')), /cannot be loaded/);
  });

  inFolder('converts what older versions wrote', async (_, file) => {
    fs.writeFileSync(file, '{"total": 3}');
    const renamed = await Renamed.open(file);
    assert.deepEqual([renamed.count, renamed.more], [3, 1]);
    await renamed.saveState();
    assert.equal((await Renamed.open(file)).count, 3);
    await assert.rejects(Store.open(file), StateNotLoadedError);
  });

  inFolder('refuses what does not pass its schema', async (_, file) => {
    fs.writeFileSync(file, '{"count": -1}');
    await assert.rejects(Checked.open(file), / at the top, c\.0:/);
    fs.writeFileSync(file, '{"count": 1, "old": 1}');
    assert.equal((await Checked.open(file)).count, 1);
  });

  inFolder('tells versions apart, whatever the clock', async (store, file) => {
    await store.saveState();
    for (const time of [1, Date.now() / 1000 + 0.5]) {
      fs.utimesSync(file, time, time);
      const [one, two] = [await Store.open(file), await Store.open(file)];
      one.save();
      assert.throws(two.save, StateConflictError);
    }
  });

  inFolder('raises where it would overwrite others', async (one, file) => {
    const two = await Store.open(file);
    one.count = 1;
    await one.saveState();
    two.count = 2;
    await assert.rejects(two.saveState(), StateConflictError);
    await assert.rejects(two.loadState(), StateConflictError);
    const loading = two.loadState({ discard: true });
    await assert.rejects(two.saveState(), /was reset meanwhile/);
    await loading;
    two.count += 1;
    await two.saveState();
    assert.equal((await Store.open(file)).count, 2);
  });

  inFolder('deletes the file, saves at its disposal', async (store, file) => {
    await store[Symbol.asyncDispose]();
    assert.equal(fs.existsSync(file), false);
    await store.saveState();
    await store.clearState();
    assert.equal(fs.existsSync(file), false);
    store.count = 2;
    await store[Symbol.asyncDispose]();
    assert.equal((await Store.open(file)).count, 2);
  });
});

(findLocks() ? describe : describe.skip)('a transaction', () => {
  inFolder('loads what others saved, and saves', async (one, file) => {
    const two = await Store.open(file);
    const add = (store: Store): Promise<number> =>
      store.transaction(() => (store.count += 1));
    const found = await Promise.all([one, two, one, two].map(add));
    assert.deepEqual(found.sort(), [1, 2, 3, 4]);
    assert.equal((await Store.open(file)).count, 4);
  });

  inFolder('takes everything back if its body throws', async (store, file) => {
    store.more = [1];
    await store.saveState();
    const failing = store.transaction(async () => {
      (store.more as number[]).push(2);
      await store.saveState();
      throw new Error('no more');
    });
    await assert.rejects(failing, { message: 'no more' });
    assert.deepEqual(store.more, [1]);
    assert.deepEqual((await Store.open(file)).more, [1]);
  });

  inFolder('joins the one that it is in', async (store, file) => {
    await store.transaction(async () => {
      await store.transaction(() => {
        store.count = 1;
      });
      await store.clearState();
      store.saveStateSync();
      await assert.rejects(store.loadState(), /transaction/);
      assert.equal(fs.existsSync(file), false);
    });
    assert.equal((await Store.open(file)).count, 1);
    await store.transaction(() => store.clearState());
    assert.equal(fs.existsSync(file), false);
  });

  inFolder('stops waiting in time, or when told to', async (one, file) => {
    fs.symlinkSync(join(file, '..'), join(file, '../link'), 'junction');
    const two = await Store.open(file);
    const linked = await Store.open(join(file, '../link/state.json'));
    const [turn] = await one.transaction(async () => {
      const first = two.transaction(() => 2);
      const signal = AbortSignal.timeout(100);
      for (const wait of [{ timeout: 10 }, { timeout: Infinity, signal }]) {
        for (const store of [two, linked]) {
          const late = store.transaction(() => 1, wait);
          await assert.rejects(late, { name: 'TimeoutError' });
        }
      }
      assert.throws(two.save, /in use/);
      assert.throws(new Store(file).save, /holds/);
      return [first];
    });
    assert.equal(await turn, 2);
  });

  inFolder('refuses a lock file of others', async (store, file) => {
    fs.writeFileSync(join(file, '../.state.json.lock'), 'text');
    await assert.rejects(store.saveState(), /is no empty file/);
  });
});
