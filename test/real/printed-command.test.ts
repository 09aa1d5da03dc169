/** Runs the commands that a run prints, to the letter, in a shell in the folder that the user is in. */

import assert from 'node:assert/strict';
import { delimiter, dirname, join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { mustRun, outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { cacheFolder, makeEnvironment, repositoryRoot } from '../python/environment.js';
import { writeProject } from '../sample-project.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');

const described = '[project]\nname = "acme"\nversion = "1"\nrequires-python = ">=3.10"\n\n';
const toml = `${described}[build-system]\nrequires = ["uv_build"]\nbuild-backend = "uv_build"\n\n`;
const flat = {
  'pyproject.toml': `${described}[project.optional-dependencies]\ntests = ["pytest-cov"]\n`,
  'acme/__init__.py': '',
  'acme/other.py': 'def other() -> int:\n    return 1\n',
  'tests/__init__.py': '',
  'tests/test_other.py': 'def test_is_never_run() -> None:\n    raise AssertionError\n',
};
const src = { 'pyproject.toml': toml, 'src/acme/__init__.py': '' };

type Files = Readonly<Record<string, string>>;

interface Case {
  readonly title: string;
  readonly files: Files;
  /** From the root to where the user is. */
  readonly folder?: string;
  readonly command: RegExp;
}

const member = { 'libs/acme/pyproject.toml': toml, 'libs/acme/src/acme/__init__.py': '' };
const workspace = '[tool.uv.workspace]\nmembers = ["libs/*"]\n';
const group = '\n[dependency-groups]\ndev = ["pytest"]\n';

const cases: readonly Case[] = [
  {
    title: 'where a bare --cov would swallow the path, and run all tests',
    files: { ...flat, 'pytest.ini': '[pytest]\naddopts = -q --cov\n' },
    command: /^python -m pytest --no-cov tests\//,
  },
  {
    title: 'where a few tests do not cover what all of them do',
    files: { ...flat, 'pytest.ini': '[pytest]\naddopts = --cov=acme --cov-fail-under=100\n' },
    command: /^python -m pytest --no-cov tests\//,
  },
  {
    title: 'in a folder of the project',
    files: flat,
    folder: 'acme',
    command: /^cd \.\. && python -m pytest /,
  },
  {
    title: 'with uv, where pytest is added to an extra',
    files: {
      ...src,
      'pyproject.toml': `${toml}[tool.uv]\n[project.optional-dependencies]\ntesting = ["iniconfig"]\n`,
    },
    command: /^uv run --extra testing pytest /,
  },
  {
    title: 'with uv, where pytest is added to a group that is called Dev',
    files: {
      ...src,
      'pyproject.toml': `${toml}[tool.uv]\n[dependency-groups]\nDev = ["iniconfig"]\n`,
    },
    command: /^uv run pytest /,
  },
  {
    title: 'with uv, in a member of a workspace whose root has pytest',
    files: { 'pyproject.toml': workspace + group, ...member },
    folder: 'libs/acme',
    command: /^uv run --all-packages pytest /,
  },
  {
    title: 'with uv, in a member of a workspace that gets pytest',
    files: { 'pyproject.toml': workspace, ...member },
    folder: 'libs/acme',
    command: /^uv run --package acme pytest /,
  },
];

describe('the printed command runs the new tests', () => {
  let env: NodeJS.ProcessEnv = {};

  before(function () {
    this.timeout(600_000);
    const requirements = join(repositoryRoot, 'test/real/printed/requirements.txt');
    const tools = dirname(makeEnvironment(join(cacheFolder, 'printed'), requirements));
    env = {
      ...process.env,
      PATH: `${tools}${delimiter}${process.env['PATH']}`,
      VIRTUAL_ENV: undefined,
      UV_CACHE_DIR: join(cacheFolder, 'uv'),
      UV_PYTHON_DOWNLOADS: 'never',
    };
  });

  async function makeRun(
    files: Files,
    folder: string,
  ): Promise<{ readonly cwd: string; readonly printed: string }> {
    const top = makeScratch('printed');
    writeProject(top, { ...files, '.git/HEAD': 'ref: refs/heads/main\n' });
    const cwd = join(top, folder);
    const { stdout } = await run(['node', bin, 'utils', 'errors', '--json'], { cwd, env });
    const { commands } = JSON.parse(stdout) as { commands: readonly { command: string }[] };
    return { cwd, printed: commands.map((step) => step.command).join(' && ') };
  }

  for (const { title, files, folder = '', command } of cases) {
    it(title, async function () {
      this.timeout(300_000);
      const { cwd, printed } = await makeRun(files, folder);
      assert.match(printed, command);
      const result = await run(['sh', '-c', printed], { cwd, env });
      assert.equal(result.status, 0, outputOf(result));
      if (!printed.includes('--no-cov')) return;
      const without = await run(['sh', '-c', printed.replace(' --no-cov', '')], { cwd, env });
      assert.notEqual(without.status, 0, 'the option is needed');
    });
  }

  it('once the run of pip that it names was made, where only tox says what the tests need', async function () {
    this.timeout(300_000);
    const setup =
      'from setuptools import setup\nsetup(name="acme", package_dir={"": "src"}, packages=["acme"])\n';
    const top = makeScratch('printed');
    writeProject(top, {
      'setup.py': setup,
      'src/acme/__init__.py': '',
      'tox.ini': '[testenv]\ndeps =\n    pytest\n    pytest-cov\ncommands = pytest {posargs}\n',
      'pytest.ini': '[pytest]\naddopts = --cov=acme\n',
    });
    await mustRun(['python', '-m', 'venv', '.venv'], { cwd: top, env });
    const active = { ...env, PATH: `${join(top, '.venv/bin')}${delimiter}/usr/bin${delimiter}/bin` };
    const { stdout, stderr } = await run([process.execPath, bin, 'utils', 'errors', '--json'], {
      cwd: top,
      env: { ...active, VIRTUAL_ENV: join(top, '.venv') },
    });
    const { project, testCommand } = JSON.parse(stdout || stderr);
    const notes = project.notes.join('\n');
    const [, install = ''] = /Before the tests run for the first time: (.*)/.exec(notes) ?? [];
    assert.equal(install, 'python -m pip install -e . pytest pytest-cov');
    const result = await run(['sh', '-c', `${install} && ${testCommand}`], { cwd: top, env: active });
    assert.equal(result.status, 0, outputOf(result));
  });

  it('and the lock file stays true where nothing was added to a project', async function () {
    this.timeout(300_000);
    const top = makeScratch('printed');
    writeProject(top, { 'pyproject.toml': workspace + group, ...member });
    await mustRun(['uv', 'lock', '--quiet'], { cwd: top, env });
    await mustRun(['node', bin, 'utils', 'errors', '--package=acme'], { cwd: top, env });
    await mustRun(['uv', 'lock', '--check'], { cwd: top, env });
  });

  it('and a lock file that the run made stale is mended by the command that it names', async function () {
    this.timeout(300_000);
    const top = makeScratch('printed');
    writeProject(top, { 'pyproject.toml': workspace, ...member });
    await mustRun(['uv', 'lock', '--quiet'], { cwd: top, env });
    const { stderr } = await run(['node', bin, 'utils', 'errors', '--package=acme'], { cwd: top, env });
    assert.notEqual((await run(['uv', 'lock', '--check'], { cwd: top, env })).status, 0);
    const [, command = ''] = /note {2}uv\.lock .* with (.*)\.$/m.exec(stderr) ?? [];
    await mustRun(['sh', '-c', command], { cwd: top, env });
    await mustRun(['uv', 'lock', '--check'], { cwd: top, env });
  });
});
