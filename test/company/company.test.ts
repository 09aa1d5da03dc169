/** The promise in company: a save that returned is in the file, or in a later save that contains it. */

import assert from 'node:assert/strict';
import { campaigns, findViolations, PATIENCE, plantedBugs } from './campaigns.js';

describe('a save that returned is in the file, or in a later one,', function () {
  this.timeout(300_000);

  for (const campaign of campaigns) {
    it(campaign.title, async () => assert.deepEqual(await findViolations(campaign, campaign.amount), []));
  }
});

describe('the campaigns prove themselves', function () {
  this.timeout(300_000);

  for (const { title, caughtBy, edits } of plantedBugs) {
    it(`${title}: ${caughtBy} finds it`, async () => {
      const campaign = campaigns.find(({ script }) => script === caughtBy);
      assert.ok(campaign);
      assert.notDeepEqual(await findViolations(campaign, PATIENCE * campaign.amount, edits), []);
    });
  }
});
