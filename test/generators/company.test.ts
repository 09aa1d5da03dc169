/** Runs in company: repositories that somebody prepared, hostile names, and generators of others. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Generator from 'yeoman-generator';
import helpers from 'yeoman-test';
import PersistenceGenerator from '../../generators/persistence/index.js';
import { packageRoot } from '../../generators/run/package-root.js';
import { run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { generatorPath } from './generator-path.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');

describe('a repository that somebody prepared', () => {
  it('does not get a text into a hook of git by the name of a temporary file, and no pipe stops the run', async () => {
    const project = makeScratch('prepared');
    writeProject(project, { ...sampleFiles, '.git/hooks/pre-commit': '#!/bin/sh\n' });
    symlinkSync('.git/hooks/pre-commit', join(project, '.pyproject.toml.chora-staged'));
    spawnSync('mkfifo', [join(project, '.AGENTS.md.chora-staged')]);
    const { status } = await run(['timeout', '60', 'node', bin, 'persistence'], { cwd: project });
    assert.equal(status, 0);
    assert.equal(readFileSync(join(project, '.git/hooks/pre-commit'), 'utf8'), '#!/bin/sh\n');
    assert.match(readFileSync(join(project, 'pyproject.toml'), 'utf8'), /pytest/);
  });

  it('shows its names on the terminal without what that would obey', async () => {
    const project = makeScratch('hostile');
    const folder = 'tests\u001b[2J\u009b31m';
    const setting = '[tool.pytest.ini_options]\ntestpaths = ["tests\\u001b[2J\\u009b31m"]\n';
    const files = { ...sampleFiles, 'pyproject.toml': `${sampleFiles['pyproject.toml']}\n${setting}` };
    writeProject(project, { ...files, [`${folder}/test_a.py`]: 'def test_a():\n    pass\n' });
    const places = [{ language: 'python', package: 'acme', sourceDir: 'src/acme/utils', testsDir: folder }];
    writeFileSync(join(project, '.yo-rc.json'), JSON.stringify({ 'generator-chora': { places } }));
    for (const flags of [[], ['--json', '--dry-run'], ['--package=\u001b[31macme']]) {
      const { stdout, stderr } = await run(['node', bin, 'persistence', ...flags], { cwd: project });
      assert.doesNotMatch((stdout + stderr).replaceAll('\n', ''), /\p{Cc}/u);
    }
  });
});

/** A generator of somebody else that has a file of its own, and the pieces with it. */
class TheirGenerator extends Generator {
  async beforeQueue(): Promise<void> {
    const resolved = generatorPath('persistence');
    await this.composeWith<PersistenceGenerator>({ Generator: PersistenceGenerator, path: resolved }, [], {});
  }
  writing(): void {
    this.fs.write(this.destinationPath('README.md'), 'theirs\n');
  }
}

describe('under a generator of somebody else', () => {
  it("Yeoman's own commit asks about their file, and writes ours", async () => {
    const result = await helpers
      .create(TheirGenerator, { namespace: 'their:app', resolved: import.meta.filename }, { force: false })
      .onTargetDirectory((dir: string) => writeProject(dir, { ...sampleFiles, 'README.md': 'mine\n' }))
      .withOptions({ skipInstall: true })
      .withAnswers({ action: 'skip' })
      .run();
    assert.equal(readFileSync(join(result.cwd, 'README.md'), 'utf8'), 'mine\n');
    result.assertFile(['src/acme/utils/persistence.py', '.chora/manifest.jsonl']);
    assert.ok(!readdirSync(join(result.cwd, '.chora')).some((name) => name.startsWith('run-')));
  });
});

describe('a folder whose name is a pattern', () => {
  it('has the record of an earlier version removed, and no other file that the pattern means', async () => {
    const parent = makeScratch('pattern');
    const [project, other] = [join(parent, '[acme]'), join(parent, 'a')];
    for (const dir of [project, other])
      writeProject(dir, { ...sampleFiles, '.chora/manifest.json': '{"formatVersion":1,"files":{}}' });
    await run(['node', bin, 'persistence'], { cwd: project });
    assert.ok(!existsSync(join(project, '.chora/manifest.json')));
    assert.ok(existsSync(join(other, '.chora/manifest.json')));
  });
});
