/** Real packages of JavaScript: a run stops with one clear line, and nothing is changed. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { commitAll, hashTree } from '../checkout.js';
import { generate } from '../packed.js';
import { makeScratch } from '../scratch.js';
import { unpack } from '../sdist.js';
import { fetchTarball } from './tarball.js';

const packages = [
  {
    name: 'pino',
    version: '10.4.0',
    integrity:
      'sha512-bk1ZMTwG/Vymx+zPoa28MhNzucFvXJWp3csrSuxuHPSMeUettaCoQ5Jvg07mtC4JGNpcfTwz41oVCnNgBK9+vA==',
    has: 'a tsconfig.json, and tests of its types',
  },
  {
    name: 'fastify',
    version: '5.12.8',
    integrity:
      'sha512-moP8exb2sCHLUbJkwp+I6C0padhy4D8lp0SdmzY7HhSdZuqm7O/u3o2aq7u8okaQ//33QDzj3G/u+FsSdB8Qzw==',
    has: 'typescript among its dependencies',
  },
] as const;

describe('refusals on real packages of JavaScript', function () {
  this.timeout('4m');

  for (const { has, ...tarball } of packages) {
    it(`stops at ${tarball.name}, which has ${has}`, async () => {
      const folder = join(makeScratch(`${tarball.name}-refused`), 'work');
      const checkout = await unpack(await fetchTarball(tarball), folder);
      await commitAll(checkout);
      const before = hashTree(checkout);
      const { status, stderr } = await generate(checkout, ['persistence']);
      assert.equal(status, 1);
      assert.match(
        stderr,
        /^generator-chora: package\.json is of a project without sources in TypeScript.*\n$/,
      );
      assert.equal(hashTree(checkout), before);
    });
  }
});
