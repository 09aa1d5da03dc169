/** The promise in company: a save that returned is in the file, or in a later save that contains it. */

import assert from 'node:assert/strict';
import * as python from './campaigns.js';
import * as typescript from './typescript-campaigns.js';

const { PATIENCE } = python;

for (const [language, { campaigns, findViolations, plantedBugs }] of Object.entries({
  Python: python,
  TypeScript: typescript,
})) {
  describe(`a save that returned is in the file, or in a later one, in ${language}`, function () {
    this.timeout(300_000);

    for (const campaign of campaigns) {
      it(campaign.title, async () => assert.deepEqual(await findViolations(campaign, campaign.amount), []));
    }
  });

  describe(`the campaigns of ${language} prove themselves`, function () {
    this.timeout(300_000);

    for (const { title, caughtBy, edits } of plantedBugs) {
      it(`${title}: ${caughtBy} finds it`, async () => {
        const campaign = campaigns.find(({ script }) => script === caughtBy);
        assert.ok(campaign);
        assert.notDeepEqual(await findViolations(campaign, PATIENCE * campaign.amount, edits), []);
      });
    }
  });
}
