/** Brings a fresh clone to the point where it can be built: installs what package-lock.json names. */

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** npm writes this file at the end of an install, so it is older than a lock file that has changed since. */
const installed = `${root}node_modules/.package-lock.json`;
const wanted = `${root}package-lock.json`;

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
  const install = ['ci', '--no-audit', '--no-fund'];
  // Set where npm installs this package globally from git: it then prepares a clone, which has its own folder.
  const { npm_config_global: _, ...env } = process.env;
  const { status } = spawnSync('npm', install, { cwd: root, env, stdio: 'inherit', shell: true });
  if (status !== 0) {
    process.stderr.write('setup: npm ci failed; see its message above. Node 20.19 or newer is needed.\n');
    process.exit(1);
  }
}
