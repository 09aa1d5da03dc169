/** Where the fixtures lie: in the source tree, also when the tests run compiled. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRepoRoot(dir: string): string {
  return existsSync(join(dir, 'package.json')) ? dir : findRepoRoot(dirname(dir));
}

export const repoRoot = findRepoRoot(dirname(fileURLToPath(import.meta.url)));
export const fixturesDir = join(repoRoot, 'test', 'languages', 'fixtures');
