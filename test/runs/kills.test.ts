/** Kills a write at every system call of it that can change something; the next run leaves all or nothing. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch } from '../acceptance/scratch.js';
import { after, before, layOut, readAll, runPlan } from '../write/faults.js';
import { create, write } from '../write/writer.js';

const calls =
  'mkdir|rmdir|rename|link|unlink|openat|write|pwrite64|fsync|fchown|lchown|fchmod|utimensat|close';

/** The calls on files of the project, each by its name and its number among all of that name. */
function listCalls(): readonly (readonly [string, number])[] {
  const [dir, log] = [makeScratch('calls'), join(makeScratch('log'), 'calls')];
  layOut(dir);
  assert.equal(runPlan(dir, [], log).status, 0);
  const counts = new Map<string, number>();
  return readFileSync(log, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, name] = new RegExp(`^(${calls})\\(`).exec(line) ?? [];
      if (name === undefined) return [];
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return line.includes(dir) ? [[name, counts.get(name) ?? 0] as const] : [];
    });
}

describe('a write that is killed at any system call', () => {
  it('leaves whole files; the next run leaves all or nothing of it, and none of its strays', async () => {
    const found = listCalls();
    assert.ok(found.length > 60, `only ${found.length} calls`);
    const ends = new Map<string, number>();
    for (const [name, number] of found) {
      const dir = makeScratch('killed');
      layOut(dir);
      const { signal, output } = runPlan(dir, [`${name}:signal=KILL:when=${number}`]);
      assert.equal(signal, 'SIGKILL', `${name} ${number}: ${output}`);
      for (const [path, text] of Object.entries(readAll(dir)))
        if (!path.startsWith('.chora'))
          assert.match(text, /^(old|new) \w+$|^\(no file\)$/, `${name} ${number}: ${path}`);
      await write(dir, [create('next.txt', 'x')]);
      const { 'next.txt': next, ...left } = readAll(dir);
      const end = ['before', 'after'].find((_, index) => same(left, [before, after][index] ?? {}));
      assert.equal(next, 'x');
      assert.ok(end !== undefined, `${name} ${number}: ${JSON.stringify(left)}`);
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
    assert.ok((ends.get('before') ?? 0) > 20 && (ends.get('after') ?? 0) > 5, JSON.stringify([...ends]));
  });
});

function same(a: object, b: object): boolean {
  const sorted = (files: object) => JSON.stringify(Object.entries(files).sort());
  return sorted(a) === sorted(b);
}
