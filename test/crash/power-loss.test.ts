/** A power loss at any moment of a save, a transaction, a load, a clear or a sweep leaves the old or the new state. */

import assert from 'node:assert/strict';
import { checkPowerLoss } from './check-power-loss.js';
import { requireStrace } from './commands.js';
import { pythonSubject } from './python-subject.js';
import { SCENARIOS } from './scenarios.js';

describe('after a power loss at any moment, every possible directory state recovers to the old or the new state', function () {
  this.timeout(120_000);
  before(requireStrace);

  for (const scenario of SCENARIOS) {
    it(`of ${scenario.title}`, async function () {
      const { moments, states, violations } = await checkPowerLoss(pythonSubject(), scenario);
      assert.equal(
        violations.length,
        0,
        violations
          .slice(0, 3)
          .map(({ report }) => report)
          .join('\n'),
      );
      if (this.test) this.test.title += ` (${states} states, ${moments} moments)`;
    });
  }
});
