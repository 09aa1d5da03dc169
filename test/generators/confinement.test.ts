/** Which folders others may name: those that the user named, and what lies in them. */

import assert from 'node:assert/strict';
import { mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createConfinement } from '../../generators/bin/confinement.js';
import { makeScratch } from '../acceptance/scratch.js';

describe('the folders of a server', () => {
  const root = realpathSync(makeScratch('confinement'));
  const { find, findNew } = createConfinement([root]);

  it('have those in them, whatever their names', () => {
    mkdirSync(join(root, '..acme'));
    assert.equal(find('..acme'), join(root, '..acme'));
    assert.equal(findNew('..beta').target, join(root, '..beta'));
  });

  it('do not have those above and beside them', () => {
    for (const folder of ['..', dirname(root), `${root}/../`])
      assert.throws(() => find(folder), /is in none of the folders of this server/);
    assert.throws(() => findNew(`${root}-beside`), /is in none of the folders of this server/);
  });
});
