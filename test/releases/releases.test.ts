/** Each release can be updated to this version, and none can be made that later ones could not update from. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestPath, readManifest } from '../../generators/core/manifest-file.js';
import { readRecorded } from '../../generators/core/packed-text.js';
import { type Files, generate } from '../docs/generate.js';
import { repositoryRoot } from '../python/environment.js';
import { updateIn } from '../run/update-in.js';
import {
  formatRelease,
  generateAll,
  parseRelease,
  piecesIn,
  type Release,
  readReleases,
  samples,
  withoutVersion,
} from './release.js';

const releases = readReleases();

describe('a project that a release left and nobody edited', () => {
  for (const { version, language, files } of releases)
    it(`of ${version} in ${language} is updated to what a fresh run writes`, async () => {
      const { files: updated } = await updateIn(files);
      const fresh = await generate(piecesIn(files), { files: samples[language] });
      assert.deepEqual(withoutOwn(updated), withoutOwn(fresh));
      assert.deepEqual(recordOf(updated), recordOf(fresh));
      assert.deepEqual((await updateIn(updated)).planned.writes, []);
    });
});

describe('the fixture of a release', () => {
  it('gives the project back to the byte', async () => {
    for (const language of ['python', 'typescript'] as const) {
      const files = await generateAll(language);
      assert.deepEqual(parseRelease(formatRelease(files)), { ...files });
    }
  });

  it('is there for every version that the changelog has, in both languages', () => {
    const changelog = readFileSync(join(repositoryRoot, 'CHANGELOG.md'), 'utf8');
    assert.deepEqual(missing(changelog, releases), []);
    assert.deepEqual(missing('## Unreleased\n\n## 99.0.0\n', releases), [
      '99.0.0 python',
      '99.0.0 typescript',
    ]);
  });

  it('is asked for before a release is published', () => {
    const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
    assert.match(scripts.prepublishOnly, /snapshot-release\.mjs --check/);
  });
});

/** What the changelog lists, and no fixture has. */
function missing(changelog: string, there: readonly Release[]): readonly string[] {
  const versions = [...changelog.matchAll(/^## \[?(\d[\w.-]*)/gm)].map(([, version = '']) => version);
  const has = (each: string) => there.some(({ version, language }) => each === `${version} ${language}`);
  return versions
    .flatMap((version) => [`${version} python`, `${version} typescript`])
    .filter((each) => !has(each));
}

/** The project without the record, which remembers what was there before the first run. */
function withoutOwn(files: Files): Files {
  const others = Object.entries(files).filter(([path]) => path !== manifestPath);
  return Object.fromEntries(others.map(([path, text]) => [path, withoutVersion(text)]));
}

/** What is recorded, unpacked: another Brotli packs the same text in other bytes. */
function recordOf(files: Files): readonly object[] {
  const { files: recorded } = readManifest((path) => files[path]);
  return Object.entries(recorded).map(([path, { packed, sha256, ...record }]) => {
    const text = readRecorded({ packed, sha256, ...record });
    return { path, ...record, text: text === undefined ? undefined : withoutVersion(text) };
  });
}
