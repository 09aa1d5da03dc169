import { describe, it } from 'node:test';

import { strict as assert } from 'node:assert';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { hasLocks } from '<%- importPath %>/file-lock.js';
import type { StateSchema } from '<%- importPath %>/stateful-object.js';
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
  more: unknown = null;

  protected override getState(): Stored {
    return { count: this.count, more: this.more };
  }

  protected override setState(state: Stored): void {
    this.count = state.count;
    this.more = state.more;
  }
}

class Renamed extends Store {
  static override readonly stateVersion: number = 2;

  protected override migrateState(
    state: Record<string, unknown>,
    fromVersion: number,
  ): Record<string, unknown> {
    return { count: state['total'], more: fromVersion };
  }
}

class Checked extends Store {
  protected override readonly schema: StateSchema<Stored> = {
    '~standard': {
      version: 1,
      validate: (value) =>
        (value as Stored).count < 0
          ? { issues: [{ message: 'too small', path: ['count'] }] }
          : { value: value as Stored },
    },
  };
}

const isPosix = process.platform !== 'win32';

/** Declares a test that has a folder of its own. */
function inFolder(
  name: string,
  test: (file: string, folder: string) => Promise<void>,
): void {
  it(name, async () => {
    const folder = fs.mkdtempSync(join(tmpdir(), 'state-'));
    try {
      await test(join(folder, 'state.json'), folder);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
}

describe('StatefulObject', () => {
  inFolder('gives the next one what was saved', async (file) => {
    const store = await Store.open(file);
    assert.equal(store.count, 0);
    store.count = 1;
    await store.saveState();
    store.more = { é: [1.5, true, null], empty: {} };
    store.saveStateSync();
    const next = await Store.open(file);
    assert.deepEqual([next.count, next.more], [1, store.more]);
    assert.equal(
      fs.readFileSync(file, 'utf8'),
      '{\n  "count":1,\n  "more":{"é":[1.5,true,null],"empty":{}}\n}\n',
    );
  });

  inFolder('makes folders, and files for their owner', async (_, folder) => {
    const inner = join(folder, 'one', 'two');
    const store = await Store.open(join(inner, 'state.json'));
    await store.saveState();
    const { mode } = fs.statSync(store.stateFile);
    if (isPosix) assert.equal(mode & 0o777, 0o600);
    const names = new Set(fs.readdirSync(inner));
    names.delete('.state.json.lock');
    assert.deepEqual([...names], ['state.json']);
  });

  inFolder('keeps the mode, and writes through links', async (file, folder) => {
    if (!isPosix) return;
    const link = join(folder, 'link.json');
    fs.symlinkSync('state.json', link);
    const store = await Store.open(link);
    store.saveStateSync();
    fs.chmodSync(file, 0o644);
    store.count = 1;
    await store.saveState();
    assert.equal(fs.statSync(file).mode & 0o777, 0o644);
    assert.equal((await Store.open(file)).count, 1);
  });

  inFolder('refuses what would not come back', async (file) => {
    const store = await Store.open(file);
    const cases: [unknown, RegExp][] = [
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
    assert.equal(fs.existsSync(file), false);
  });

  inFolder('moves aside what is no JSON object', async (file, folder) => {
    fs.writeFileSync(file, '{"count": 1');
    assert.equal((await Store.open(file)).count, 0);
    const isAside = (name: string): boolean => name.includes('.corrupt-');
    const [aside = ''] = fs.readdirSync(folder).filter(isAside);
    assert.equal(fs.readFileSync(join(folder, aside), 'utf8'), '{"count": 1');
  });

  inFolder('refuses to load what it could not save again', async (file) => {
    const cases: [string, RegExp][] = [
      ['{"count": 12345678901234567890}', /1234567890123456789/],
      ['{"count": 1, "count": 2}', /key twice/],
      ['{"more": {"__proto__": 1}}', /__proto__/],
      ['{"saveState": 1}', /saveState/],
    ];
    for (const [text, message] of cases) {
      fs.writeFileSync(file, text);
      const refusal = { name: 'StateNotLoadedError', message };
      await assert.rejects(Store.open(file), refusal);
      assert.equal(fs.readFileSync(file, 'utf8'), text);
    }
  });

  inFolder('converts what older versions wrote', async (file) => {
    fs.writeFileSync(file, '{"total": 3}');
    const renamed = await Renamed.open(file);
    assert.deepEqual([renamed.count, renamed.more], [3, 1]);
    await renamed.saveState();
    assert.equal((await Renamed.open(file)).count, 3);
    await assert.rejects(Store.open(file), StateNotLoadedError);
  });

  inFolder('refuses what does not pass its schema', async (file) => {
    fs.writeFileSync(file, '{"count": -1}');
    await assert.rejects(Checked.open(file), /schema at count/);
    fs.writeFileSync(file, '{"count": 1}');
    assert.equal((await Checked.open(file)).count, 1);
  });

  inFolder('shares a save between calls', async (file) => {
    const store = await Store.open(file);
    const saves: Promise<void>[] = [];
    for (store.count = 0; store.count < 1000; store.count += 1) {
      saves.push(store.saveState());
    }
    await Promise.all(saves);
    assert.ok(new Set(saves).size < 10);
    assert.equal((await Store.open(file)).count, 1000);
  });

  inFolder('raises where it would overwrite others', async (file) => {
    const [one, two] = [await Store.open(file), await Store.open(file)];
    one.count = 1;
    await one.saveState();
    two.count = 2;
    await assert.rejects(two.saveState(), StateConflictError);
    await assert.rejects(two.loadState(), StateConflictError);
    await two.loadState({ discard: true });
    two.count += 1;
    await two.saveState();
    assert.equal((await Store.open(file)).count, 2);
  });

  inFolder('deletes the file, and saves at its disposal', async (file) => {
    const store = await Store.open(file);
    store.count = 1;
    await store.saveState();
    await store.clearState();
    assert.equal(fs.existsSync(file), false);
    store.count = 2;
    await store[Symbol.asyncDispose]();
    assert.equal((await Store.open(file)).count, 2);
  });
});

describe('a transaction', () => {
  if (!hasLocks) {
    inFolder('says what it needs', async (file) => {
      const store = await Store.open(file);
      const refused = store.transaction(() => 1);
      await assert.rejects(refused, /node:sqlite/);
    });
    return;
  }

  inFolder('loads what others saved, and saves', async (file) => {
    const [one, two] = [await Store.open(file), await Store.open(file)];
    const add = (store: Store): Promise<number> =>
      store.transaction(() => (store.count += 1));
    const found = await Promise.all([one, two, one, two].map(add));
    assert.deepEqual(found.sort(), [1, 2, 3, 4]);
    assert.equal((await Store.open(file)).count, 4);
  });

  inFolder('takes everything back if its body throws', async (file) => {
    const store = await Store.open(file);
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

  inFolder('joins the one that it is in', async (file) => {
    const store = await Store.open(file);
    await store.transaction(async () => {
      await store.transaction(() => {
        store.count = 1;
      });
      assert.equal(fs.existsSync(file), false);
    });
    assert.equal((await Store.open(file)).count, 1);
  });

  inFolder('stops waiting in time, or when told to', async (file) => {
    const [one, two] = [await Store.open(file), await Store.open(file)];
    await one.transaction(async () => {
      const late = two.transaction(() => 1, { timeout: 20 });
      await assert.rejects(late, { name: 'TimeoutError' });
      const signal = AbortSignal.abort(new Error('enough'));
      const told = two.transaction(() => 1, { signal, timeout: Infinity });
      await assert.rejects(told, { message: 'enough' });
    });
    assert.equal(await two.transaction(() => 2), 2);
  });
});
