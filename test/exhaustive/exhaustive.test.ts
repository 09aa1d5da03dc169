/** What the generated tests leave out, to be light, is tested here, on the modules as they lie. */

import assert from 'node:assert/strict';
import { outputOf } from '../acceptance/commands.js';
import { runCovered, tested } from './run-on.js';
import { runTypescript } from './run-typescript.js';

/** Of persistence, what is for other systems and rare faults is left to test/crash and test/company. */
const LEAST_COVERED = { errors: 100, responses: 100, validation: 100, persistence: 80 };
const LEAST_COVERED_IN_TYPESCRIPT = { persistence: 85, utilities: 100 };

describe('the exhaustive tests', () => {
  for (const piece of tested) {
    it(`and the vectors of all languages pass on ${piece}, and cover ${LEAST_COVERED[piece]} % of its lines and branches`, async () => {
      const result = await runCovered(piece, LEAST_COVERED[piece]);
      assert.equal(result.status, 0, outputOf(result));
    });
  }

  for (const id of ['persistence', 'utilities'] as const) {
    const least = LEAST_COVERED_IN_TYPESCRIPT[id];

    it(`pass on ${id} in TypeScript, and cover ${least} % of its lines and branches`, async () => {
      const result = await runTypescript(id, [], least);
      assert.equal(result.status, 0, outputOf(result));
    });
  }
});
