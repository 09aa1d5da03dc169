/** The pieces in company of each other; each alone and all at once are tried out every day. */

import { isSimple, subsets, tryOut } from '../generators/subsets.js';

for (const pieces of subsets.filter((each) => !isSimple(each))) {
  describe(`the pieces ${pieces.join(', ')}`, () => {
    it('can be imported and pass their tests, as generated', () => tryOut(pieces));
  });
}
