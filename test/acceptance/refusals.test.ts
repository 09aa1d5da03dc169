/** Real repositories where a run must stop: one clear line that names the flag, and nothing changed. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { commitAll, hashTree } from './checkout.js';
import { generate } from './packed.js';
import { type Repository, repositories } from './repositories.js';
import { makeScratch } from './scratch.js';
import { fetchSdist, unpack } from './sdist.js';

const refusals = [
  { name: 'attrs', because: 'it has no such package', flags: ['--package=atr'], says: /--package/ },
  { name: 'colorama', because: 'it supports Python 2.7', flags: [], says: /--ignore-requires-python\b/ },
  { name: 'gitdb', because: 'setup.py supports Python 3.7', flags: [], says: /--ignore-requires-python\b/ },
  { name: 'cleo', because: 'poetry supports Python 3.7', flags: [], says: /--ignore-requires-python\b/ },
] as const;

describe('refusals on real repositories', function () {
  this.timeout('4m');

  for (const { name, because, flags, says } of refusals) {
    it(`stops at ${name} because ${because}`, async () => {
      const checkout = await checkOut(name);
      const before = hashTree(checkout);
      const { status, stdout, stderr } = await generate(checkout, ['persistence', ...flags]);
      assert.notEqual(status, 0, stdout);
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /\n {4}at /, 'no trace');
      assert.equal(hashTree(checkout), before);
    });
  }
});

async function checkOut(name: string): Promise<string> {
  const repository: Repository | undefined = repositories.find((row) => row.name === name);
  assert.ok(repository);
  const checkout = await unpack(await fetchSdist(repository), join(makeScratch(`${name}-refused`), 'work'));
  await commitAll(checkout);
  return checkout;
}
