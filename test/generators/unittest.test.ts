/** Proves that a repository whose tests are of unittest keeps a green run of them. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseParts } from '../../generators/run/choose-parts.js';
import { packageRoot } from '../../generators/run/package-root.js';
import type { Project } from '../../generators/types/project.js';
import { outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { planIn } from '../run/plan-in.js';
import { writeProject } from '../sample-project.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');

const files = {
  'pyproject.toml': '[project]\nname = "acme"\nversion = "1"\nrequires-python = ">=3.10"\n',
  'acme/__init__.py': '',
  'tests/__init__.py': '',
  'tests/test_acme.py':
    'import unittest\n\n\nclass TestAcme(unittest.TestCase):\n    def test_imports(self) -> None:\n        import acme  # noqa\n',
};

function makeProject(more: Readonly<Record<string, string>> = {}): string {
  const dir = makeScratch('unittest');
  writeProject(dir, { ...files, ...more });
  return dir;
}

const discover = ['python3', '-m', 'unittest', 'discover'];

describe('a repository with tests of unittest alone', () => {
  it('gets no tests unasked, says so, and its own still pass', async () => {
    const project = makeProject();
    const { stderr, status } = await run(['node', bin, 'utils', 'errors'], { cwd: project });
    assert.equal(status, 0);
    assert.match(stderr, /note {2}The tests here are of unittest.*--tests writes them\./);
    assert.doesNotMatch(stderr, /pip install|Run the tests/);
    assert.ok(!existsSync(join(project, 'tests/utils')));
    assert.doesNotMatch(readFileSync(join(project, 'AGENTS.md'), 'utf8'), /Their tests/);
    assert.equal(readFileSync(join(project, 'pyproject.toml'), 'utf8'), files['pyproject.toml']);
    const result = await run(discover, { cwd: project });
    assert.equal(result.status, 0, outputOf(result));
  });

  it('is told so by a preview, too', async () => {
    const { stderr } = await run(['node', bin, 'utils', 'errors', '--dry-run'], { cwd: makeProject() });
    assert.match(stderr, /note {2}The tests here are of unittest/);
  });

  it('gets them with --tests, and a later run has them without the flag', async () => {
    const project = makeProject();
    await run(['node', bin, 'utils', 'errors', '--tests'], { cwd: project });
    assert.ok(existsSync(join(project, 'tests/utils/test_errors.py')));
    const { stderr } = await run(['node', bin, 'utils', 'errors'], { cwd: project });
    assert.match(stderr, /Everything is in place already/);
  });

  it('is no such repository once anything speaks of pytest', async () => {
    const speaking = {
      'tox.ini': '[testenv]\ncommands = pytest\n',
      '.github/workflows/ci.yml': '      - run: pytest\n',
      'tests/conftest.py': '',
      'requirements/tests.txt': 'pytest\n',
    };
    for (const [path, text] of Object.entries(speaking)) {
      const { project } = await planIn(makeProject({ [path]: text }));
      assert.equal(project.otherTests, undefined, path);
    }
  });

  it('is asked where there is somebody to ask', async () => {
    const asked: string[] = [];
    const answer =
      (value: string) =>
      async ({ message }: { readonly message: string }) => {
        asked.push(message);
        return value;
      };
    const asker = { canAsk: true, selectMany: assert.fail, input: assert.fail };
    const project = { otherTests: 'The tests here are of unittest.' } as Project;
    assert.deepEqual(await chooseParts({ tests: undefined }, project, { ...asker, select: answer('no') }), [
      'module',
    ]);
    assert.deepEqual(await chooseParts({ tests: undefined }, project, { ...asker, select: answer('yes') }), [
      'module',
      'test',
    ]);
    assert.deepEqual(await chooseParts({ tests: true }, project, { ...asker, select: assert.fail }), [
      'module',
      'test',
    ]);
    assert.equal(asked.length, 2);
  });
});
