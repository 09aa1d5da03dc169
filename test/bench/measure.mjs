/**
 * Times saves and loads of TypeScript against the least that a durable save must do, with what npm has, in one process.
 *
 * FOLDER of the compiled helper, PACKAGES, PLACE, ROUNDS in percent; prints rows of JSON.
 */

import { mkdirSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadFloor, saveFloor, saveFloorSync } from './floor.mjs';

const [folder, packages, place, share] = process.argv.slice(2);
const { StatefulObject } = await import(join(folder, 'dist/stateful-object.js'));
const from = createRequire(join(packages, 'package.json'));
const load = (name) => import(from.resolve(name));
const [{ default: writeFileAtomic }, atomically, { default: Conf }, { Low }, { JSONFile }] =
  await Promise.all(['write-file-atomic', 'atomically', 'conf', 'lowdb', 'lowdb/node'].map(load));

// Bytes of compact JSON, and how often each runs in the interleaved rounds.
const SIZES = { '1 KB': [1_000, 300], '100 KB': [100_000, 120], '10 MB': [10_000_000, 11] };
const MIN_ROUNDS = 5;
const BUDGET_MS = 15_000;
const VALUES = ['on', true, 0.75, null, '/var/lib/acme/data', 8080, 'Zürich', 'a longer text, with a comma'];
const SECTION = 50;

class Timed extends StatefulObject {
  state = {};

  getState() {
    return this.state;
  }

  setState(state) {
    this.state = state;
  }
}

const itemOf = (at) => VALUES[at % VALUES.length];

function settings(count) {
  const sections = Array.from({ length: Math.ceil(count / SECTION) }, (_, at) => at * SECTION);
  const valuesOf = (first) =>
    Array.from({ length: Math.min(SECTION, count - first) }, (_, at) => [
      `setting_${first + at}`,
      itemOf(first + at),
    ]);
  return Object.fromEntries(
    sections.map((first) => [`section_${first}`, Object.fromEntries(valuesOf(first))]),
  );
}

const record = (at) => ({
  id: at,
  name: `server-${at}`,
  address: `10.0.${Math.floor(at / 250) % 250}.${at % 250}`,
  ports: [80, 443, 8000 + (at % 1000)],
  active: at % 3 !== 0,
  load: (at % 97) / 97,
  note: null,
});

const records = (count) => ({
  next_id: count,
  title: 'Servers',
  servers: Array.from({ length: count }, (_, at) => record(at)),
});

/** As many as make a state of that size. */
function build(shape, bytes) {
  const count = Math.round((64 * bytes) / JSON.stringify(shape(64)).length);
  return shape(Math.max(1, count));
}

async function subjectsOf(cwd, state) {
  const path = (name) => join(cwd, `${name}.json`);
  const helper = await Timed.open(path('helper'));
  helper.state = state;
  const conf = new Conf({ cwd, configName: 'conf' });
  const lowdb = new Low(new JSONFile(path('lowdb')), state);
  const text = () => JSON.stringify(state);
  const save = {
    floor: () => saveFloor(path('floor'), state),
    helper: () => helper.saveState(),
    'write-file-atomic': () => writeFileAtomic(path('wfa'), text()),
    atomically: () => atomically.writeFile(path('atomically'), text()),
    lowdb: () => lowdb.write(),
  };
  const saveSync = {
    floor: () => saveFloorSync(path('floor'), state),
    helper: () => helper.saveStateSync(),
    'write-file-atomic': () => writeFileAtomic.sync(path('wfa'), text()),
    atomically: () => atomically.writeFileSync(path('atomically'), text()),
    conf: () => {
      conf.store = state;
    },
  };
  const read = {
    floor: () => loadFloor(path('floor')),
    helper: () => helper.loadState({ discard: true }),
    conf: () => conf.store,
    lowdb: () => lowdb.read(),
  };
  return { saveState: save, saveStateSync: saveSync, loadState: read, helper };
}

async function timeOnce(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Runs all once a round, each round beginning with another one; the first round warms up, and garbage is none of before. */
async function interleave(subjects, rounds) {
  const names = Object.keys(subjects);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  globalThis.gc();
  const start = performance.now();
  for (let at = 0; at <= Math.max(MIN_ROUNDS, rounds); at += 1) {
    if (at > MIN_ROUNDS && performance.now() - start > BUDGET_MS) break;
    const first = at % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)])
      times[name].push(await timeOnce(subjects[name]));
  }
  return Object.fromEntries(names.map((name) => [name, times[name].slice(1)]));
}

async function measure(cwd, [shape, size]) {
  const [bytes, rounds] = SIZES[size];
  mkdirSync(cwd);
  const { helper: _, ...verbs } = await subjectsOf(cwd, build(shape, bytes));
  for (const [verb, subjects] of Object.entries(verbs)) {
    const times = await interleave(subjects, (rounds * Number(share)) / 100);
    process.stdout.write(`${JSON.stringify({ verb, shape: shape.name, size, times })}\n`);
  }
}

/** A thousand calls at once: how many writes they share, and how long they take. */
async function measureMany(cwd) {
  mkdirSync(cwd);
  const { helper } = await subjectsOf(cwd, { count: 0 });
  await helper.saveState();
  const saves = [];
  const milliseconds = await timeOnce(async () => {
    for (let count = 1; count <= 1000; count += 1) {
      helper.state = { count };
      saves.push(helper.saveState());
      if (count % 100 === 0) await new Promise(setImmediate);
    }
    await Promise.all(saves);
  });
  await helper.loadState();
  const many = { writes: new Set(saves).size, milliseconds, last: helper.state.count };
  process.stdout.write(`${JSON.stringify({ many })}\n`);
}

const made = mkdtempSync(join(place, 'bench-'));
let number = 0;
for (const shape of [settings, records])
  for (const size of Object.keys(SIZES)) {
    number += 1;
    await measure(join(made, `${number}`), [shape, size]);
  }
await measureMany(join(made, 'many'));
