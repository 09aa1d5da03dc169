/** Keeps what this version writes as a fixture, for later versions to update from: `npm run snapshot-release`.
 *
 * With `--check` it writes nothing, and fails where the fixture of this version is not there or says something else. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatRelease, generateAll, releasesFolder, samples } from '../dist/test/releases/release.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const isCheck = process.argv.includes('--check');

for (const language of Object.keys(samples)) {
  const file = join(releasesFolder, version, `${language}.jsonl`);
  const text = formatRelease(await generateAll(language));
  if (!isCheck) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(
      `${file} is not what ${version} writes. Before a release, run: npm run snapshot-release\n`,
    );
    process.exitCode = 1;
  }
}
