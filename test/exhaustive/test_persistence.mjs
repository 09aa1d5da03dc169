/** What the generated test of persistence in TypeScript leaves out; it runs beside the modules, under Node's own test runner. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs, {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { StateFile } from './state-file.ts';
import { StateConflictError, StatefulObject, StateNotLoadedError } from './stateful-object.ts';

class Store extends StatefulObject {
  count = 0;
  more = null;

  getState() {
    return { count: this.count, more: this.more };
  }

  setState(state) {
    this.count = state.count;
    this.more = state.more;
  }
}

class Renamed extends Store {
  static stateVersion = 2;

  migrateState(state, fromVersion) {
    return { count: state['total'], more: fromVersion };
  }
}

const schema = {
  '~standard': {
    version: 1,
    validate: (value) =>
      value.count < 0 ? { issues: [{ message: 'too small', path: ['count'] }] } : { value },
  },
};

class Checked extends Store {
  schema = schema;
}

async function inFolder(test) {
  const folder = mkdtempSync(join(tmpdir(), 'state-'));
  try {
    await test(join(folder, 'state.json'), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Works while the clock of the file system stands still, times have no finer steps, and all files one inode number. */
async function withCoarseTimes(step, work) {
  const { writeFileSync: write, statSync: stat, fstatSync, futimesSync } = fs;
  const tick = (Date.now() + 0.1234) / 1000;
  const coarsen = (call) => (path, options) => {
    const status = call(path, options);
    if (options?.bigint && status) {
      Object.assign(status, { ino: 1n, mtimeNs: status.mtimeNs - (status.mtimeNs % step) });
    }
    return status;
  };
  fs.writeFileSync = (fd, text) => {
    write(fd, text);
    futimesSync(fd, tick, tick);
  };
  fs.statSync = coarsen(stat);
  fs.fstatSync = coarsen(fstatSync);
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    Object.assign(fs, { writeFileSync: write, statSync: stat, fstatSync });
    syncBuiltinESMExports();
  }
}

/** Tests a file that must not be loaded, and has to stay as it is. */
async function assertRefused(text, reason) {
  await inFolder(async (file) => {
    writeFileSync(file, text);
    await assert.rejects(Store.open(file), (error) => {
      assert.ok(error instanceof StateNotLoadedError);
      assert.match(error.message, reason);
      return true;
    });
    assert.equal(readFileSync(file, 'utf8'), text);
  });
}

/** Gives a file or folder a POSIX access list: owner rw, one user rw, all others nothing. Node cannot. */
function setAccessList(path, name) {
  const script = `
import os, struct, sys
nobody = 0xFFFFFFFF
entries = [(1, 6, nobody), (2, 6, 12345), (4, 0, nobody), (16, 6, nobody), (32, 0, nobody)]
os.setxattr(sys.argv[1], sys.argv[2], struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *each) for each in entries))
`;
  execFileSync('python3', ['-c', script, path, `system.posix_acl_${name}`]);
}

const modeOf = (path) => statSync(path).mode & 0o777;

/** Tells whether an open file is a lock file in a folder. */
function isLockIn(folder, fd) {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`).startsWith(join(folder, '.'));
  } catch {
    // The one by which the list was read is closed.
    return false;
  }
}

function assertOfGroup(path) {
  const gid = process.getuid() === 0 ? 2000 : process.getgid();
  assert.deepEqual([modeOf(path), statSync(path).gid], [0o660, gid]);
}

/** Does something as a user of a group, where it can become one. */
async function as(uid, gid, work) {
  if (process.getuid() !== 0) return work();
  process.setegid(gid);
  process.seteuid(uid);
  try {
    return await work();
  } finally {
    process.seteuid(0);
    process.setegid(0);
  }
}

describe('the permissions of a file', () => {
  it('never get wider where an access list goes', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      await store.saveState();
      setAccessList(file, 'access');
      assert.equal(modeOf(file), 0o660);
      for (const save of [() => store.saveState(), () => store.saveStateSync()]) {
        await save();
        assert.equal(modeOf(file), 0o600);
      }
    });
  });

  it('never get wider by an access list that the folder gives to new files', async () => {
    await inFolder(async (file, folder) => {
      const store = await Store.open(file);
      await store.saveState();
      chmodSync(file, 0o660);
      setAccessList(folder, 'default');
      await store.saveState();
      assert.equal(modeOf(file), 0o600);
    });
  });

  it('stay those of the group whose users save in turn', async () => {
    await inFolder(async (file, folder) => {
      const store = await Store.open(file);
      await store.saveState();
      const isRoot = process.getuid() === 0;
      for (const path of isRoot ? [folder, file, join(folder, '.state.json.lock')] : [])
        chownSync(path, 1000, 2000);
      chmodSync(folder, 0o770);
      chmodSync(file, 0o660);
      for (const uid of [1000, 1001, 1000]) {
        await as(uid, 2000, async () => (await Store.open(file)).transaction(() => undefined));
        for (const path of [file, join(folder, '.state.json.lock')]) assertOfGroup(path);
      }
    });
  });
});

describe('StatefulObject', () => {
  it('gives the next one what was saved, and defaults before', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      assert.equal(store.count, 0);
      store.count = 1;
      await store.saveState();
      store.count = 2;
      store.saveStateSync();
      assert.equal((await Store.open(file)).count, 2);
      assert.equal(store.stateFile, file);
    });
  });

  it('writes an item a line, and text that no JSON needs to escape', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      store.more = { é: [1.5, true, null, '\ud800'], empty: {} };
      await store.saveState();
      const lines = ['{', '  "count":0,', '  "more":{"é":[1.5,true,null,"\\ud800"],"empty":{}}', '}', ''];
      assert.deepEqual(readFileSync(file, 'utf8').split('\n'), lines);
      assert.deepEqual((await Store.open(file)).more, store.more);
    });
  });

  it('makes missing folders, and files for their owner only', async () => {
    await inFolder(async (_, folder) => {
      const file = join(folder, 'one', 'two', 'state.json');
      const store = await Store.open(file);
      await store.saveState();
      assert.equal(statSync(file).mode & 0o777, 0o600);
      const ours = ['.state.json.lock', 'state.json'];
      for (const name of readdirSync(join(folder, 'one', 'two'))) {
        assert.ok(ours.includes(name), name);
      }
    });
  });

  it('keeps the mode of a file, and writes through links', async () => {
    await inFolder(async (file, folder) => {
      const link = join(folder, 'link.json');
      symlinkSync('state.json', link);
      const store = await Store.open(link);
      store.saveStateSync();
      chmodSync(file, 0o640);
      store.count = 1;
      await store.saveState();
      assert.equal(statSync(file).mode & 0o777, 0o640);
      assert.equal((await Store.open(file)).count, 1);
    });
  });

  it('deletes what a killed process left', async () => {
    await inFolder(async (file, folder) => {
      writeFileSync(join(folder, '.state.json.tmp'), '{"count": 9');
      const store = await Store.open(file);
      await store.saveState();
      const left = readdirSync(folder).filter((name) => name.endsWith('.tmp'));
      assert.equal(left.length, 0);
    });
  });

  it('refuses what would not come back, and names the path', async () => {
    const circle = [];
    circle.push(circle);
    const hostile = JSON.parse('{"__proto__": 1}');
    const cases = [
      [{ at: [new Date()] }, /^state\["more"\]\["at"\]\[0\] .*: Date$/],
      [new Map(), /: Map$/],
      [new Set(), /: Set$/],
      [new Store('state.json'), /: Object$/],
      [[undefined], /\["more"\]\[0\] .*: Undefined$/],
      [1n, /: BigInt$/],
      [NaN, /: Number$/],
      [Symbol('more'), /: Symbol$/],
      [hostile, /\["__proto__"\] /],
      [circle, /contains itself/],
    ];
    await inFolder(async (file) => {
      const store = await Store.open(file);
      for (const [value, message] of cases) {
        store.more = value;
        assert.throws(
          () => {
            store.saveStateSync();
          },
          { name: 'TypeError', message },
        );
      }
      assert.equal(existsSync(file), false);
    });
  });

  it('moves aside what is no JSON object', async () => {
    for (const text of ['', '{"count": 1', '[1]', '\ufffd\u0000']) {
      await inFolder(async (file, folder) => {
        writeFileSync(file, text);
        const store = await Store.open(file);
        assert.equal(store.count, 0);
        const isAside = (name) => name.includes('.corrupt-');
        const [aside = ''] = readdirSync(folder).filter(isAside);
        assert.equal(readFileSync(join(folder, aside), 'utf8'), text);
      });
    }
  });

  it('gives back a text of millions of escapes', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      store.more = '"\n'.repeat(3_000_000);
      await store.saveState();
      writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))));
      assert.equal((await Store.open(file)).more, store.more);
    });
  });

  it('refuses to load what it could not save again', async () => {
    await assertRefused('{"count": NaN}', /no JSON/);
    await assertRefused('{"count": 12345678901234567890}', /1234567890123456789/);
    await assertRefused('{"count": 1e999}', /1e999/);
    await assertRefused('{"count": 1, "count": 2}', /key twice/);
    await assertRefused('{"more": {"__proto__": 1}}', /__proto__/);
    await assertRefused('{"saveState": 1}', /saveState/);
    await assertRefused('{"constructor": 1}', /constructor/);
    await assertRefused('{"_state_version": 2}', /version 2.*newer/);
    const depth = 100_000;
    const deep = '['.repeat(depth) + ']'.repeat(depth);
    await assertRefused(`{"more": ${deep}}`, /deep/);
  });

  it('has the defaults for what is not in the file', async () => {
    await inFolder(async (file) => {
      writeFileSync(file, '{"count": 3}');
      const store = await Store.open(file);
      assert.deepEqual([store.count, store.more], [3, null]);
      store.more = 1;
      await store.loadState({ discard: true });
      assert.deepEqual([store.count, store.more], [3, null]);
    });
  });

  it('does not save over what it could not load', async () => {
    await inFolder(async (file) => {
      writeFileSync(file, '{"count": NaN}');
      const store = new Store(file);
      await assert.rejects(store.loadState({ discard: true }), StateNotLoadedError);
      await assert.rejects(store.saveState(), StateNotLoadedError);
      assert.equal(readFileSync(file, 'utf8'), '{"count": NaN}');
      rmSync(file);
      await store.saveState();
    });
  });

  it('refuses a folder where the file should be', async () => {
    await inFolder(async (file) => {
      mkdirSync(file);
      await assert.rejects(Store.open(file), StateNotLoadedError);
    });
  });

  it('converts older versions, and says which one it writes', async () => {
    await inFolder(async (file) => {
      writeFileSync(file, '{"total": 3}');
      const renamed = await Renamed.open(file);
      assert.deepEqual([renamed.count, renamed.more], [3, 1]);
      await renamed.saveState();
      assert.match(readFileSync(file, 'utf8'), /"_state_version":2\n}\n$/);
      assert.equal((await Renamed.open(file)).count, 3);
      await assert.rejects(Store.open(file), StateNotLoadedError);
    });
  });

  it('takes older versions as they are where nothing converts them', async () => {
    class Next extends Store {
      static stateVersion = 2;
    }
    await inFolder(async (file) => {
      writeFileSync(file, '{"count": 3}');
      assert.equal((await Next.open(file)).count, 3);
    });
  });

  it('refuses a state that does not pass its schema', async () => {
    await inFolder(async (file) => {
      writeFileSync(file, '{"count": -1}');
      await assert.rejects(Checked.open(file), /schema at count/);
      writeFileSync(file, '{"count": 1}');
      assert.equal((await Checked.open(file)).count, 1);
    });
  });

  it('shares a save between calls, with the last change in it', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      const saves = [];
      for (store.count = 0; store.count < 1000; store.count += 1) {
        saves.push(store.saveState());
      }
      await Promise.all(saves);
      assert.ok(new Set(saves).size < 10);
      assert.equal((await Store.open(file)).count, 1000);
    });
  });

  it('refuses a blocking save while another one is running', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      const saving = store.saveState();
      await Promise.resolve();
      await new Promise(setImmediate);
      store.count = 1;
      try {
        store.saveStateSync();
      } catch (error) {
        assert.match(String(error), /in use/);
      }
      await saving;
      store.saveStateSync();
      assert.equal((await Store.open(file)).count, 1);
    });
  });

  it('raises where a save would overwrite that of another', async () => {
    await inFolder(async (file) => {
      const [one, two] = [await Store.open(file), await Store.open(file)];
      one.count = 1;
      await one.saveState();
      two.count = 2;
      await assert.rejects(two.saveState(), StateConflictError);
      assert.throws(() => {
        two.saveStateSync();
      }, StateConflictError);
      await assert.rejects(two.loadState(), StateConflictError);
      await two.loadState({ discard: true });
      assert.equal(two.count, 1);
      two.count += 1;
      await two.saveState();
      assert.equal((await Store.open(file)).count, 2);
    });
  });

  for (const step of [1n, 100n, 1_000n, 1_000_000n, 2_000_000_000n]) {
    it(`sees what another saved, after a deletion, too, where times have steps of ${step} ns`, async () => {
      for (const isDeleted of [false, true]) {
        await inFolder(async (file) => {
          await withCoarseTimes(step, async () => {
            const [one, other] = [await Store.open(file), await Store.open(file)];
            one.count = 1;
            one.saveStateSync();
            await other.loadState();
            if (isDeleted) await other.clearState();
            other.count = 2;
            other.saveStateSync();
            assert.throws(() => one.saveStateSync(), StateConflictError);
          });
        });
      }
    });
  }

  it('rejects saves whose changes a load has discarded', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      await store.saveState();
      store.count = 1;
      const loading = store.loadState({ discard: true });
      await assert.rejects(store.saveState(), StateConflictError);
      await loading;
      assert.equal(store.count, 0);
    });
  });

  it('deletes the file, and saves again afterwards', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      store.count = 1;
      await store.saveState();
      await store.clearState();
      assert.equal(existsSync(file), false);
      assert.equal(store.count, 1);
      await store.clearState();
      await store.saveState();
      assert.equal((await Store.open(file)).count, 1);
    });
  });

  it('saves at the end of a block what was not saved', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      store.count = 1;
      await store[Symbol.asyncDispose]();
      const { ino } = statSync(file);
      await store[Symbol.asyncDispose]();
      assert.equal(statSync(file).ino, ino);
      assert.equal((await Store.open(file)).count, 1);
    });
  });
});

describe('transaction', () => {
  it('loads what others saved, and saves at its end', async () => {
    await inFolder(async (file) => {
      const [one, two] = [await Store.open(file), await Store.open(file)];
      const add = (store) => store.transaction(() => (store.count += 1));
      const stores = [one, two, one, two, one, two];
      const found = await Promise.all(stores.map(add));
      assert.deepEqual(found.sort(), [1, 2, 3, 4, 5, 6]);
      assert.equal((await Store.open(file)).count, 6);
    });
  });

  it('takes everything back if its body throws', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      store.more = [1];
      await store.saveState();
      const failing = store.transaction(async () => {
        store.more.push(2);
        await store.saveState();
        throw new Error('no more');
      });
      await assert.rejects(failing, { message: 'no more' });
      assert.deepEqual(store.more, [1]);
      assert.deepEqual((await Store.open(file)).more, [1]);
      await store.saveState();
    });
  });

  it('takes back what cannot be saved', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      const failing = store.transaction(() => {
        store.more = new Date();
      });
      await assert.rejects(failing, TypeError);
      assert.equal(store.more, null);
    });
  });

  it('joins inner transactions, saves and deletions', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      await store.transaction(async () => {
        await store.transaction(() => {
          store.count = 1;
        });
        await store.clearState();
        store.saveStateSync();
        assert.equal(existsSync(file), false);
        await assert.rejects(store.loadState(), /transaction/);
      });
      assert.equal((await Store.open(file)).count, 1);
      await store.transaction(() => store.clearState());
      assert.equal(existsSync(file), false);
    });
  });

  it('is not joined by a save that comes once its state is taken', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      let late;
      await store.transaction(() => {
        // Before its replacement is there, which takes several turns of the loop.
        late = new Promise((resolve) => setImmediate(resolve)).then(() => {
          store.count = 2;
          return store.saveState();
        });
      });
      await late;
      assert.equal((await Store.open(file)).count, 2);
    });
  });

  it('stops waiting in time, or when it is told to', async () => {
    await inFolder(async (file) => {
      const [one, two] = [await Store.open(file), await Store.open(file)];
      let stop = Boolean;
      const pending = new Promise((resolve) => {
        stop = resolve;
      });
      const holding = one.transaction(() => pending);
      for (const store of [one, two]) {
        const late = store.transaction(() => 1, { timeout: 20 });
        await assert.rejects(late, {
          name: 'TimeoutError',
          message: /state/,
        });
      }
      const signal = AbortSignal.abort(new Error('enough'));
      const told = two.transaction(() => 1, { signal, timeout: Infinity });
      await assert.rejects(told, { message: 'enough' });
      assert.throws(() => {
        two.saveStateSync();
      }, /holds/);
      stop();
      await holding;
      assert.equal(await two.transaction(() => 2), 2);
    });
  });

  it('refuses to lose changes that are not saved', async () => {
    await inFolder(async (file) => {
      const [one, two] = [await Store.open(file), await Store.open(file)];
      one.count = 1;
      await one.saveState();
      two.count = 5;
      const losing = two.transaction(() => 1);
      await assert.rejects(losing, StateConflictError);
      assert.equal(two.count, 5);
    });
  });

  it('refuses somebody else’s lock file, and saves once it is gone', async () => {
    await inFolder(async (file, folder) => {
      const store = await Store.open(file);
      const lock = join(folder, '.state.json.lock');
      writeFileSync(lock, 'text');
      await assert.rejects(store.saveState(), /is no empty file/);
      rmSync(lock);
      await store.saveState();
    });
  });

  it('names the folder that may not be written, where it would ask whether that has locks', async () => {
    await inFolder(async (file, folder) => {
      symlinkSync(folder, join(folder, 'link'));
      const holder = await Store.open(file);
      await holder.saveState();
      chmodSync(file, 0o666);
      await holder.saveState();
      await holder.transaction(async () => {
        const late = new Store(join(folder, 'link/state.json'));
        chmodSync(folder, 0o555);
        const refusal = { code: 'EACCES', message: /link.*\.lock/ };
        await as(1000, 2000, () => assert.rejects(late.transaction(Boolean), refusal));
        chmodSync(folder, 0o755);
      });
    });
  });

  it('does not take a folder that could not be fsynced for one that cannot be', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      store.saveStateSync();
      const real = fs.fsyncSync;
      fs.fsyncSync = (fd) => {
        if (!fs.fstatSync(fd).isDirectory()) return real(fd);
        throw Object.assign(new Error('denied'), { code: 'EACCES' });
      };
      syncBuiltinESMExports();
      try {
        assert.throws(() => store.saveStateSync(), { code: 'EACCES' });
      } finally {
        fs.fsyncSync = real;
        syncBuiltinESMExports();
      }
    });
  });

  it('makes the lock file again when somebody has deleted it', async () => {
    await inFolder(async (file, folder) => {
      const store = await Store.open(file);
      const lock = join(folder, '.state.json.lock');
      for (const save of [() => store.saveState(), () => store.saveStateSync()]) {
        await save();
        rmSync(lock);
        await save();
        assert.ok(existsSync(lock));
      }
    });
  });

  it('leaves few lock files open, however many there are', async () => {
    await inFolder(async (_, folder) => {
      for (let number = 0; number < 50; number += 1) {
        const store = await Store.open(join(folder, `${number}.json`));
        store.saveStateSync();
      }
      const { length } = readdirSync('/proc/self/fd').filter((fd) => isLockIn(folder, fd));
      assert.ok(length <= 8, `${length} are open`);
    });
  });

  it('ends its wait for a task that waits for nothing, and lets nobody pass that task', async () => {
    await inFolder(async (file) => {
      const store = await Store.open(file);
      let end = () => undefined;
      const stuck = store.transaction(() => new Promise((resolve) => (end = resolve)));
      const late = () => store.transaction(() => 1, { timeout: 20 });
      await assert.rejects(late(), { name: 'TimeoutError' });
      const controller = new AbortController();
      const told = store.transaction(() => 1, { signal: controller.signal });
      controller.abort(new Error('enough'));
      await assert.rejects(told, { message: 'enough' });
      await assert.rejects(late(), { name: 'TimeoutError' });
      end();
      await stuck;
      assert.equal(await late(), 1);
    });
  });
});

describe('turns', () => {
  it('are taken in order, also past somebody who does not wait any longer', async () => {
    const turns = new StateFile('state.json');
    const begun = [];
    let end = () => undefined;
    const first = turns.take({}, () => new Promise((resolve) => (end = resolve)));
    await assert.rejects(
      turns.take({ timeout: 5 }, async () => begun.push('late')),
      /state\.json was not free/,
    );
    const third = turns.take({}, async () => begun.push('third'));
    await new Promise(setImmediate);
    assert.deepEqual(begun, []);
    end();
    await Promise.all([first, third]);
    assert.deepEqual(begun, ['third']);
  });

  it('leave nothing in memory', async () => {
    const turns = new StateFile('state.json');
    const signal = new AbortController().signal;
    const grow = async (times) => {
      const take = () => turns.take({ signal }, async () => undefined);
      for (let time = 0; time < times; time += 1) await Promise.all([take(), take()]);
      // What was finalised is swept by a later one.
      for (let time = 0; time < 3; time += 1) {
        await new Promise(setImmediate);
        globalThis.gc();
      }
      return process.memoryUsage().heapUsed;
    };
    const before = await grow(5000);
    const grown = (await grow(20_000)) - before;
    assert.ok(grown < 1e6, `${grown} bytes`);
  });
});
