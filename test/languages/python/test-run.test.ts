/** Proves where pytest counts as declared, which command runs the new tests, and what has to be done before. */

import assert from 'node:assert/strict';
import { python } from '../../../generators/languages/python/row.js';
import type { Around } from '../../../generators/types/around.js';
import type { Project } from '../../../generators/types/project.js';
import { memoryTree } from '../../tree/memory-tree.js';

type Files = Readonly<Record<string, string>>;

const toml = '[project]\nname = "acme"\nrequires-python = ">=3.10"\n';
const acme: Files = { 'pyproject.toml': toml, 'src/acme/__init__.py': '' };

function project(files: Files, around: Around = { above: [] }): Project {
  const tree = memoryTree({ ...acme, ...files });
  const [candidate] = python.packages(tree, { package: 'acme' });
  assert.ok(candidate);
  return python.project(tree, candidate, { package: 'acme', around });
}

/** What the word is in, and the file with it. */
const mentions: readonly (readonly [string, string, string])[] = [
  ['an override of mypy', 'pyproject.toml', `${toml}[[tool.mypy.overrides]]\nmodule = ["pytest", "x"]\n`],
  ['keywords', 'pyproject.toml', `${toml}keywords = ["pytest", "tests"]\n`],
  ['a list of isort', 'pyproject.toml', `${toml}[tool.isort]\nknown_third_party = ["pytest"]\n`],
  ['a task', 'pyproject.toml', `${toml}[tool.taskipy.tasks]\ntest = "pytest"\n`],
  ['a task of poe', 'pyproject.toml', `${toml}[tool.poe.tasks.test]\ncmd = "pytest -q"\n`],
  ['a script of pdm', 'pyproject.toml', `${toml}[tool.pdm.scripts]\ntest = "pytest"\n`],
  ['a script of hatch', 'pyproject.toml', `${toml}[tool.hatch.envs.qa.scripts]\ntest = "pytest"\n`],
  ['a list of ruff', 'pyproject.toml', `${toml}[tool.ruff.lint.isort]\nknown-third-party = ["pytest"]\n`],
  ['a list of deptry', 'pyproject.toml', `${toml}[tool.deptry]\nignore = ["pytest"]\n`],
  ['a list of isort in setup.cfg', 'setup.cfg', '[isort]\nknown_third_party = pytest\n'],
  ['keywords in setup.cfg', 'setup.cfg', '[metadata]\nkeywords =\n    pytest\n'],
  ['keywords in setup.py', 'setup.py', 'from setuptools import setup\nsetup(keywords=["pytest"])\n'],
  ['an entry point in setup.py', 'setup.py', 'setup(entry_points={"pytest": ["x = y"]})\n'],
  ['a command of tox', 'tox.ini', '[testenv]\ncommands = pytest\n'],
  ['an environment of tox', 'tox.ini', '[testenv:pytest]\ndeps = x\n'],
  ['a session of nox', 'noxfile.py', 'def pytest(session):\n    session.run("pytest")\n'],
  ['a remark in requirements', 'requirements.txt', 'iniconfig\n    # via pytest\n'],
];

const declarations: readonly (readonly [string, string, string])[] = [
  ['an extra', 'pyproject.toml', `${toml}[project.optional-dependencies]\nqa = ["pytest-cov>=4"]\n`],
  ['a group with an odd name', 'pyproject.toml', `${toml}[dependency-groups]\nQA = ["PyTest"]\n`],
  ['a group of poetry', 'pyproject.toml', `${toml}[tool.poetry.group.qa.dependencies]\npytest = "^8"\n`],
  ['an environment of hatch', 'hatch.toml', '[envs.qa]\nextra-dependencies = ["pytest"]\n'],
  ['cibuildwheel', 'pyproject.toml', `${toml}[tool.cibuildwheel]\ntest-requires = "pytest"\n`],
  [
    'extras of setup.cfg',
    'setup.cfg',
    '[options.extras_require]\ntests =\n    x\n    pytest; python_version > "3"\n',
  ],
  ['extras of setup.py', 'setup.py', 'QA = ["pytest"]\nsetup(extras_require={"qa": QA})\n'],
  ['tox, with a condition', 'tox.ini', '[testenv]\ndeps =\n    py{310,311}: pytest>=8\n'],
  ['tox.toml', 'tox.toml', '[env_run_base]\ndeps = ["pytest"]\n'],
  ['nox', 'noxfile.py', 'def tests(session):\n    session.install(\n        "-e.", "pytest",\n    )\n'],
  ['pipenv', 'Pipfile', '[dev-packages]\npytest = "*"\n'],
  ['conda', 'environment.yml', 'dependencies:\n  - pytest >=8\n'],
  ['requirements', 'requirements/dev.txt', '-r base.txt\npytest # fast\n'],
];

describe('pytest', () => {
  for (const [title, path, text] of mentions) {
    it(`is not declared by ${title}`, () =>
      assert.equal(project({ [path]: text }).testDependencyFile, 'pyproject.toml'));
  }
  for (const [title, path, text] of declarations) {
    it(`is declared by ${title}`, () =>
      assert.equal(project({ [path]: text }).testDependencyFile, undefined));
  }
});

const group = '[dependency-groups]\ndev = ["pytest"]\n';
const member = { 'pyproject.toml': toml, 'src/acme/__init__.py': '' };
const workspace = '[tool.uv.workspace]\nmembers = ["libs/*"]\n';

/** A member of a workspace as it is seen from its own folder. */
function inMember(root: string, files: Files = {}): Project {
  const tree = memoryTree({ 'pyproject.toml': root, 'libs/acme/pyproject.toml': toml, ...files });
  return project(member, {
    above: [
      { path: 'acme', tree: memoryTree({}) },
      { path: 'libs/acme', tree },
    ],
  });
}

describe('a member of a workspace, seen from its own folder', () => {
  it('gets no pytest of its own where the root has it', () => {
    const { testDependencyFile, testCommand } = inMember(workspace + group);
    assert.equal(testDependencyFile, undefined);
    assert.equal(testCommand, 'uv run --all-packages pytest');
  });

  it('is run by uv, by its name, where it gets pytest', () => {
    const { testDependencyFile, testCommand } = inMember(workspace);
    assert.equal(testDependencyFile, 'pyproject.toml');
    assert.equal(testCommand, 'uv run --package acme pytest');
  });

  it('names the group of the root that has pytest', () => {
    const { testCommand } = inMember(`${workspace}[dependency-groups]\nTests = ["pytest"]\n`);
    assert.equal(testCommand, 'uv run --all-packages --group Tests pytest');
  });

  it('makes the lock of the workspace stale, which is said', () => {
    const { notes } = inMember(workspace, { 'uv.lock': '' });
    assert.match(notes.join('\n'), /uv\.lock .*with uv lock/);
  });

  it('is run with the settings of pytest above it where it has none', () => {
    const { testCommand } = inMember(workspace, { 'pytest.ini': '[pytest]\naddopts = --cov\n' });
    assert.equal(testCommand, 'uv run --package acme pytest --no-cov');
  });

  it('does not belong to a workspace that leaves it out', () => {
    const { testCommand } = inMember('[tool.uv.workspace]\nmembers = ["apps/*"]\n');
    assert.equal(testCommand, 'python -m pytest');
  });
});

describe('a lock file', () => {
  for (const [name, command] of [
    ['uv.lock', 'uv lock'],
    ['poetry.lock', 'poetry lock'],
    ['pdm.lock', 'pdm lock'],
    ['pixi.lock', 'pixi lock'],
  ] as const) {
    it(`that an edit makes stale is named with the command that mends it: ${name}`, () => {
      const { notes } = project({ [name]: '' });
      assert.ok(
        notes.some((note) => note.startsWith(name) && note.endsWith(`with ${command}.`)),
        notes.join(),
      );
    });
  }

  it('is not spoken of where nothing is edited', () => {
    assert.deepEqual(project({ 'uv.lock': '', 'pyproject.toml': toml + group }).notes, []);
  });
});

const extra = '[project.optional-dependencies]\ntesting = ["x"]\n';

/** Title, files, the programs that there are, the command. */
const commands: readonly (readonly [string, Files, readonly string[], string])[] = [
  [
    'names the extra that pytest is added to',
    { 'uv.lock': '', 'pyproject.toml': toml + extra },
    ['uv'],
    'uv run --extra testing pytest',
  ],
  [
    'names the group that pytest is added to',
    { 'uv.lock': '', 'pyproject.toml': `${toml}[dependency-groups]\ntest = []\n` },
    ['uv'],
    'uv run --group test pytest',
  ],
  [
    'names the group for tests before one that has a plugin',
    {
      'uv.lock': '',
      'pyproject.toml': `${toml}[dependency-groups]\nmypy = ["pytest-mypy-plugins"]\nTests = ["pytest"]\n`,
    },
    ['uv'],
    'uv run --group Tests pytest',
  ],
  [
    'names no group that uv installs by default',
    {
      'uv.lock': '',
      'pyproject.toml': `${toml}[dependency-groups]\nQa_x = ["pytest"]\n[tool.uv]\ndefault-groups = ["qa-x"]\n`,
    },
    ['uv'],
    'uv run pytest',
  ],
  [
    'names the group dev where it is none of the defaults',
    { 'uv.lock': '', 'pyproject.toml': `${toml}${group}[tool.uv]\ndefault-groups = []\n` },
    ['uv'],
    'uv run --group dev pytest',
  ],
  [
    'names no group that is included twice removed',
    {
      'uv.lock': '',
      'pyproject.toml': `${toml}[dependency-groups]\ndev = [{ include-group = "a" }]\na = [{ include-group = "b" }]\nb = ["pytest"]\n`,
    },
    ['uv'],
    'uv run pytest',
  ],
  ['is not of uv where there is none', { 'uv.lock': '' }, ['python3'], 'python3 -m pytest'],
  ['is not of poetry where there is none', { 'poetry.lock': '' }, ['python'], 'python -m pytest'],
  ['calls python3 where there is no python', {}, ['python3'], 'python3 -m pytest'],
  ['calls py where there is no python', {}, ['py'], 'py -m pytest'],
  [
    'lets a bare --cov swallow no path',
    { 'pytest.ini': '[pytest]\naddopts = -q --cov\n' },
    ['python'],
    'python -m pytest --no-cov',
  ],
  [
    "is pipenv's where the Pipfile has pytest",
    { Pipfile: '[dev-packages]\npytest = "*"\n' },
    ['pipenv', 'python'],
    'pipenv run python -m pytest',
  ],
  [
    'is not of pipenv where the Pipfile has no pytest',
    { Pipfile: '[dev-packages]\nmypy = "*"\n' },
    ['pipenv', 'python'],
    'python -m pytest',
  ],
  [
    'is not of pipenv where there is none',
    { Pipfile: '[dev-packages]\npytest = "*"\n' },
    ['python'],
    'python -m pytest',
  ],
  [
    'asks no coverage of a few tests',
    { 'pytest.ini': '[pytest]\naddopts = --cov=acme --cov-fail-under=90\n' },
    ['python'],
    'python -m pytest --no-cov',
  ],
];

describe('the printed command', () => {
  for (const [title, files, programs, command] of commands) {
    it(title, () => assert.equal(project(files, { programs, above: [] }).testCommandHere, command));
  }

  it("is the repository's in pages, whatever this machine has", () => {
    const { testCommand } = project({ 'uv.lock': '' }, { programs: ['python3'], above: [] });
    assert.equal(testCommand, 'uv run pytest');
  });

  it('comes with what pip has to install where it stands in for uv', () => {
    const files = { 'uv.lock': '', 'pyproject.toml': `${toml}[dependency-groups]\ntest = ["pytest", "x"]\n` };
    const { notes } = project(files, { programs: ['python3'], above: [] });
    assert.match(
      notes.join('\n'),
      /: python3 -m pip install -e \. --group test {2}\(--group needs pip 25\.1 or newer\)$/,
    );
  });

  it('comes with the extra that pip has to install', () => {
    const { notes } = project({ 'pyproject.toml': toml + extra });
    assert.match(notes.join('\n'), /: python -m pip install -e "\.\[testing\]"$/);
  });

  it('adds nothing to the project where the tests have all they need', () => {
    const { testDependencyFile } = project({ Pipfile: '[dev-packages]\npytest = "*"\n' });
    assert.equal(testDependencyFile, undefined);
  });
});

const poetry = '[tool.poetry]\nname = "acme"\n';
const flat: Files = { 'src/acme/__init__.py': '', 'acme/__init__.py': '' };

/** Title, files, what is to be done before. */
const preparations: readonly (readonly [string, Files, string])[] = [
  [
    'the plugins that tox installs',
    { 'tox.ini': '[testenv]\ndeps =\n    pytest>=8\n    py312: pytest-cov[toml]\n    coverage\n' },
    'python -m pip install -e . pytest pytest-cov',
  ],
  [
    'what nox installs',
    { 'noxfile.py': 'def tests(s):\n    s.install("-e.", "pytest-xdist")\n' },
    'python -m pip install -e . pytest pytest-xdist',
  ],
  [
    'the project itself beside a group, wherever its package lies',
    { ...flat, 'pyproject.toml': `${toml}${group}` },
    'python -m pip install -e . --group dev  (--group needs pip 25.1 or newer)',
  ],
  [
    'the plainest file of requirements that has pytest',
    {
      'requirements/x.txt': 'x\n',
      'requirements/dev tools.txt': 'pytest\n',
      'requirements/dev tools-ci.txt': '-r dev tools.txt\npytest-cov\n',
    },
    "python -m pip install -e . -r 'requirements/dev tools.txt'",
  ],
  [
    'an extra of setup.cfg',
    { 'setup.cfg': '[options.extras_require]\ntests =\n    x\n    pytest; python_version > "3"\n' },
    'python -m pip install -e ".[tests]"',
  ],
  [
    'an extra of setup.py',
    { 'setup.py': 'QA = ["pytest"]\nsetup(extras_require={"qa": QA})\n' },
    'python -m pip install -e ".[qa]"',
  ],
  [
    'pytest alone where there is no project to install',
    { 'pyproject.toml': '[tool.black]\n' },
    'python -m pip install pytest',
  ],
  [
    'what an application imports, which is no project to install',
    { 'pyproject.toml': '[tool.black]\n', 'requirements.txt': 'flask\n' },
    'python -m pip install -r requirements.txt pytest',
  ],
  [
    'what an application imports, beside the file that has pytest',
    { 'pyproject.toml': '', 'requirements.txt': 'flask\n', 'requirements-dev.txt': 'pytest\n' },
    'python -m pip install -r requirements.txt -r requirements-dev.txt',
  ],
  [
    'the one file of requirements that has all',
    { 'pyproject.toml': '', 'requirements.txt': 'flask\npytest\n' },
    'python -m pip install -r requirements.txt',
  ],
  [
    'what the Pipfile lists',
    { Pipfile: '[packages]\nacme = {path = ".", editable = true}\n[dev-packages]\npytest = "*"\n' },
    'pipenv install --dev',
  ],
  [
    'a project that the Pipfile does not list',
    { Pipfile: '[dev-packages]\npytest = "*"\n' },
    'pipenv install --dev && pipenv run pip install -e .',
  ],
  [
    'what poetry installs unasked, as poetry run makes only an empty environment',
    { 'pyproject.toml': `${poetry}[tool.poetry.group.qa.dependencies]\npytest = "^8"\n` },
    'poetry install',
  ],
  [
    'the optional group of poetry',
    {
      'pyproject.toml': `${poetry}[tool.poetry.group.qa]\noptional = true\ndependencies = { pytest = "^8" }\n`,
    },
    'poetry install --with qa',
  ],
  [
    'the extra for poetry',
    { 'poetry.lock': '', 'pyproject.toml': `${toml}${extra}` },
    'poetry install --extras testing',
  ],
  ['what pdm installs unasked', { 'pdm.lock': '', 'pyproject.toml': `${toml}${group}` }, 'pdm install'],
  [
    'the extra for pdm',
    { 'pdm.lock': '', 'pyproject.toml': `${toml}${extra}` },
    'pdm install --group testing',
  ],
];

describe('before the tests run for the first time, the run names', () => {
  for (const [title, files, command] of preparations) {
    it(title, () => {
      const { notes } = project(files);
      const [, said] = /Before the tests run for the first time: (.*)/.exec(notes.join('\n')) ?? [];
      assert.equal(said, command);
    });
  }
});
