/**
 * The commands of the TypeScript subject: FOLDER WAY COMMAND …, where WAY is how it saves, `async` or `sync`.
 *
 * CommonJS is loaded by the main thread alone, so that system calls come in the same order each time.
 */

const { fsyncSync, promises, writeSync } = require('node:fs');
const { createInterface } = require('node:readline');

const [folder, way, command, ...rest] = process.argv.slice(2);
const { StatefulObject } = require(`${folder}/stateful-object.js`);
const NEXT = 'the next save';

/** `THREAD TIMES`: so many calls of fsync that change nothing, in the thread `main` or `pool`. */
async function warmUp(order) {
  const [thread, times] = order.split(' ');
  const file = await promises.open('/dev/null');
  for (let time = 0; time < Number(times); time += 1) {
    try {
      if (thread === 'main') fsyncSync(file.fd);
      else await file.sync();
    } catch {}
  }
  await file.close();
}

/** One value, null after a fresh start. */
class Subject extends StatefulObject {
  value = null;

  getState() {
    return { value: this.value };
  }

  setState(state) {
    this.value = state.value;
  }
}

/** Writes a marker in one system call. */
const say = (word, value) => writeSync(1, `${word} ${JSON.stringify(value ?? null)}\n`);

async function save(subject, value) {
  subject.value = value;
  if (way === 'sync') subject.saveStateSync();
  else await subject.saveState();
}

function become(uid) {
  process.setgroups([]);
  process.setgid(uid);
  process.setuid(uid);
}

async function change(subject, action) {
  if (action.do === 'clear') await subject.clearState();
  else if (action.do === 'save') await save(subject, action.value);
  else
    await subject.transaction(() => {
      subject.value = action.value;
    });
}

async function act(subject, action) {
  if (action.do === 'become') become(action.uid);
  else if (action.do === 'open') {
    const opened = await Subject.open(action.path);
    say('LOADED', opened.value);
    return opened;
  } else if (subject) {
    say('BEGIN', action.value);
    await change(subject, action);
    say('ACK', action.value);
  }
  return subject;
}

async function actAll(json) {
  let subject = null;
  if (process.env.WARM_UP) await warmUp(process.env.WARM_UP);
  for (const action of JSON.parse(json)) {
    try {
      subject = await act(subject, action);
    } catch (error) {
      const { name, code, message } = error;
      say('FAILED', { error: name, errno: code ?? null, message });
    }
  }
}

async function recover(path) {
  try {
    const subject = await Subject.open(path);
    const loaded = subject.value;
    await save(subject, NEXT);
    return { loaded, reloaded: (await Subject.open(path)).value };
  } catch (error) {
    return { error: `${error.name}: ${error.message}` };
  }
}

async function recoverAll() {
  for await (const line of createInterface({ input: process.stdin }))
    writeSync(1, `${JSON.stringify(await recover(line))}\n`);
}

async function count(path) {
  const subject = await Subject.open(path);
  say('LOADED', subject.value);
  for (let number = (subject.value ?? 0) + 1; ; number += 1) {
    await save(subject, number);
    say('ACK', number);
  }
}

async function increment(path, times) {
  const subject = await Subject.open(path);
  for (let time = 0; time < Number(times); time += 1)
    await subject.transaction(() => {
      subject.value = (subject.value ?? 0) + 1;
    });
}

process.on('warning', () => undefined);
({ act: actAll, recover: recoverAll, count, increment })[command](...rest);
