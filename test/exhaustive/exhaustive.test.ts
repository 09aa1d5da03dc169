/** What the generated tests leave out, to be light, is tested here, on the modules as they lie. */

import assert from 'node:assert/strict';
import { outputOf } from '../acceptance/commands.js';
import { runOn, tested } from './run-on.js';

describe('the exhaustive tests', () => {
  for (const piece of tested) {
    it(`and the vectors of all languages pass on ${piece}`, async () => {
      const result = await runOn(piece, (source) => source);
      assert.equal(result.status, 0, outputOf(result));
    });
  }
});
