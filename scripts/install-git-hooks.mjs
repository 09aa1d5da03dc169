/** Points git at the repository's own hooks; does nothing where there is no checkout, as in a package. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('.git')) spawnSync('git', ['config', 'core.hooksPath', '.githooks'], { stdio: 'inherit' });
