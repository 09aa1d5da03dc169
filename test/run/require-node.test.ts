/** Which Node is new enough. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { requireNode } from '../../generators/run/require-node.js';

describe('the guard of the version of Node', () => {
  for (const version of ['20.19.0', '20.20.2', '22.12.0', '24.1.0'])
    it(`takes ${version}`, () => requireNode(version));

  for (const version of ['18.20.8', '20.18.3', '21.7.0', '22.11.0'])
    it(`says in one line that ${version} is too old, and which is not`, () =>
      assert.throws(() => requireNode(version), {
        message: `Node ${version} is too old: Node 20.19, 22.12 or newer is needed.`,
      }));

  it('says what package.json says', () => {
    const { engines } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
    assert.equal(engines.node, '^20.19.0 || >=22.12.0');
  });
});
