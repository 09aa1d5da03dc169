/** What becomes of the remembered places when people move their packages, tests and guides. */

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { planIn, writeIn } from './plan-in.js';

const modules = 'src/acme/utils';

async function makeProject(): Promise<string> {
  const root = makeScratch('recall');
  writeProject(root);
  await writeIn(root);
  return root;
}

function move(root: string, from: string, to: string): void {
  mkdirSync(dirname(join(root, to)), { recursive: true });
  renameSync(join(root, from), join(root, to));
}

function replaceIn(root: string, path: string, from: string, to: string): void {
  writeFileSync(join(root, path), readFileSync(join(root, path), 'utf8').replaceAll(from, to));
}

async function statusesIn(root: string): Promise<readonly string[]> {
  const { outcomes } = await planIn(root);
  return outcomes.map(({ status, path }) => `${status} ${path}`);
}

const placesIn = (root: string) =>
  JSON.parse(readFileSync(join(root, '.yo-rc.json'), 'utf8'))['generator-chora'].places;

describe('a package that was renamed', () => {
  async function rename(): Promise<string> {
    const root = await makeProject();
    move(root, 'src/acme', 'src/beta');
    replaceIn(root, 'pyproject.toml', '"acme"', '"beta"');
    return root;
  }

  it('is found again, with its pieces, and nothing is made where it was', async () => {
    const root = await rename();
    const { project, outcomes } = await writeIn(root);
    assert.deepEqual([project.packageName, project.sourceDir], ['beta', 'src/beta/utils']);
    assert.deepEqual(
      outcomes.filter(({ status }) => status === 'created'),
      [],
    );
    assert.deepEqual(readdirSync(join(root, 'src')), ['beta']);
    assert.match(project.notes.join('\n'), /What was in src\/acme\/utils is in src\/beta\/utils now/);
  });

  it('is what is remembered from then on, and the next run is idle', async () => {
    const root = await rename();
    await writeIn(root);
    assert.deepEqual(
      placesIn(root).map((place: { package: string; sourceDir: string }) => [place.package, place.sourceDir]),
      [['beta', 'src/beta/utils']],
    );
    const record = readFileSync(join(root, '.chora/manifest.jsonl'), 'utf8');
    assert.doesNotMatch(record, /src\/acme|"package":"acme"/);
    const { writes, project } = await planIn(root);
    assert.deepEqual([writes, project.notes.filter((note) => note.includes('What was'))], [[], []]);
  });

  it('has its new name in the tests and guides that nobody edited', async () => {
    const root = await rename();
    await writeIn(root);
    for (const path of ['tests/utils/test_errors.py', 'user-docs/how-to/improve-error-messages.md'])
      assert.match(readFileSync(join(root, path), 'utf8'), /from beta\.utils/);
  });

  it('keeps what the user edited in a module', async () => {
    const root = await rename();
    const path = 'src/beta/utils/errors.py';
    replaceIn(root, path, 'class ErrorFormatter', 'MINE = 1\n\n\nclass ErrorFormatter');
    assert.ok((await statusesIn(root)).includes(`kept ${path}`));
  });

  it('has its tests inside of it where they were inside before', async () => {
    const root = makeScratch('recall');
    writeProject(root, { ...sampleFiles, 'src/acme/tests/test_a.py': '' });
    rmSync(join(root, 'tests'), { recursive: true });
    await writeIn(root);
    rmSync(join(root, 'src/acme/tests/utils'), { recursive: true });
    move(root, 'src/acme', 'src/beta');
    assert.ok((await statusesIn(root)).includes('deleted src/beta/tests/utils/test_errors.py'));
    const { project } = await writeIn(root);
    assert.equal(project.testsDir, 'src/beta/tests/utils');
    assert.deepEqual(readdirSync(join(root, 'src')), ['beta']);
  });

  it('is detected anew where the pieces are gone with it', async () => {
    const root = await rename();
    rmSync(join(root, 'src/beta/utils'), { recursive: true });
    const { project } = await planIn(root);
    assert.equal(project.sourceDir, 'src/beta/utils');
  });
});

describe('pieces that were moved', () => {
  for (const [from, to] of [
    ['src/acme', 'acme'],
    [modules, 'src/acme/core/helpers'],
    ['tests/utils', 'tests/unit/helpers'],
    ['user-docs', 'docs'],
  ] as const) {
    it(`are found again in ${to}, and none is made in ${from}`, async () => {
      const root = await makeProject();
      move(root, from, to);
      const statuses = await statusesIn(root);
      assert.deepEqual(
        statuses.filter((line) => line.includes(` ${from}/`) || line.startsWith('deleted')),
        [],
      );
      assert.ok(
        statuses.some((line) => line.includes(` ${to}`)),
        statuses.join('\n'),
      );
    });
  }

  it('are asked for by the flag where there are two copies', async () => {
    const root = await makeProject();
    const text = readFileSync(join(root, modules, 'errors.py'), 'utf8');
    rmSync(join(root, modules), { recursive: true });
    writeProject(root, { 'src/acme/a/errors.py': text, 'src/acme/b/errors.py': text });
    await assert.rejects(
      planIn(root),
      /is in src\/acme\/a and in src\/acme\/b now\. Say with --source-dir=DIR/,
    );
    const { project } = await writeIn(root, { 'source-dir': 'src/acme/b/' });
    assert.equal(project.sourceDir, 'src/acme/b');
    assert.equal((await planIn(root)).project.sourceDir, 'src/acme/b');
  });

  it('are not found in another project below, which has a record of its own', async () => {
    const root = await makeProject();
    const below = join(root, 'backend');
    writeProject(below);
    await writeIn(below);
    rmSync(join(root, modules), { recursive: true });
    assert.ok((await statusesIn(root)).includes(`deleted ${modules}/errors.py`));
  });

  it('are not found in a file of the name of one that only speaks of the generator', async () => {
    const root = await makeProject();
    rmSync(join(root, modules), { recursive: true });
    writeProject(root, { 'src/acme/web/errors.py': '# Unlike those of generator-chora.\nLIMIT = 1\n' });
    assert.ok((await statusesIn(root)).includes(`deleted ${modules}/errors.py`));
  });

  it('are not looked for where the user deleted them', async () => {
    const root = await makeProject();
    rmSync(join(root, modules), { recursive: true });
    assert.ok((await statusesIn(root)).includes(`deleted ${modules}/errors.py`));
  });
});
