/** Proves where pytest is declared in a pyproject.toml, and that nothing else changes. */

import assert from 'node:assert/strict';
import { addPytest } from '../../../generators/languages/python/edit/pytest-dependency.js';
import { UserError } from '../../../generators/types/user-error.js';

const head = '[project] # the project\nname = "acme"\n';

/** Title, text before, text after; `head` stands above both. */
const cases: readonly (readonly [string, string, string])[] = [
  ['a new group', '', '\n[dependency-groups]\ndev = ["pytest"]\n'],
  [
    'a group dev of one line',
    '[dependency-groups]\ndev = ["ruff"] # tools\n',
    '[dependency-groups]\ndev = ["ruff", "pytest"] # tools\n',
  ],
  [
    'a group test before dev',
    '[dependency-groups]\ndev = []\ntest = []\n',
    '[dependency-groups]\ndev = []\ntest = ["pytest"]\n',
  ],
  [
    'a group of another spelling',
    '[dependency-groups]\nDev = ["ruff"]\n',
    '[dependency-groups]\nDev = ["ruff", "pytest"]\n',
  ],
  [
    'groups of other names',
    "[dependency-groups]\nlint = ['ruff']\n\n[tool.x]\n",
    '[dependency-groups]\nlint = [\'ruff\']\ndev = ["pytest"]\n\n[tool.x]\n',
  ],
  [
    'an array over lines with remarks',
    '[dependency-groups]\ndev = [\n  # tools\n  "ruff", # fast\n  "mypy", # slow\n]\n',
    '[dependency-groups]\ndev = [\n  # tools\n  "ruff", # fast\n  "mypy", # slow\n  "pytest",\n]\n',
  ],
  [
    'an array without a last comma',
    '[dependency-groups]\ndev = [\n\t"ruff",\n\t"mypy" # slow\n]\n',
    '[dependency-groups]\ndev = [\n\t"ruff",\n\t"mypy", # slow\n\t"pytest"\n]\n',
  ],
  [
    'a sorted array',
    '[dependency-groups]\ndev = [\n  "coverage[toml]>=7",\n  "ruff",\n]\n',
    '[dependency-groups]\ndev = [\n  "coverage[toml]>=7",\n  "pytest",\n  "ruff",\n]\n',
  ],
  [
    'single quotes',
    "[dependency-groups]\ndev = ['ruff']\n",
    "[dependency-groups]\ndev = ['ruff', 'pytest']\n",
  ],
  [
    'a group that includes another',
    '[dependency-groups]\ndev = [{ include-group = "lint" }]\nlint = []\n',
    '[dependency-groups]\ndev = [{ include-group = "lint" }, "pytest"]\nlint = []\n',
  ],
  [
    'an inline table of groups',
    'x = 1\n[tool.pdm]\ndev-dependencies = { dev = ["ruff"] }\n',
    'x = 1\n[tool.pdm]\ndev-dependencies = { dev = ["ruff", "pytest"] }\n',
  ],
  [
    'dotted keys',
    'optional-dependencies.dev = ["ruff"]\n',
    'optional-dependencies.dev = ["ruff", "pytest"]\n',
  ],
  [
    'an extra',
    '[project.optional-dependencies]\ntests = ["ruff"]\n',
    '[project.optional-dependencies]\ntests = ["ruff", "pytest"]\n',
  ],
  [
    'extras of other names',
    '[project.optional-dependencies]\nsocks = ["PySocks"]\n',
    '[project.optional-dependencies]\nsocks = ["PySocks"]\n\n[dependency-groups]\ndev = ["pytest"]\n',
  ],
  [
    'a poetry group',
    '[tool.poetry.group.dev.dependencies]\nruff = "*" # fast\n\n[tool.x]\n',
    '[tool.poetry.group.dev.dependencies]\nruff = "*" # fast\npytest = "*"\n\n[tool.x]\n',
  ],
  [
    'poetry without groups',
    '[tool.poetry]\npackage-mode = true\n',
    '[tool.poetry]\npackage-mode = true\n\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n',
  ],
  ['poetry of old', '[tool.poetry.dev-dependencies]\n', '[tool.poetry.dev-dependencies]\npytest = "*"\n'],
  ['pdm', '[tool.pdm.dev-dependencies]\ntest = []\n', '[tool.pdm.dev-dependencies]\ntest = ["pytest"]\n'],
  [
    'uv of old',
    '[tool.uv]\ndev-dependencies = [\n    "ruff>=0.5",\n]\n',
    '[tool.uv]\ndev-dependencies = [\n    "ruff>=0.5",\n    "pytest",\n]\n',
  ],
  [
    'a hatch environment',
    '[tool.hatch.envs.default]\ndependencies = ["ruff"]\n',
    '[tool.hatch.envs.default]\ndependencies = ["ruff", "pytest"]\n',
  ],
  [
    'arrays of tables around it',
    '[[tool.mypy.overrides]]\nmodule = "x"\n\n[dependency-groups]\ntest = ["a"]\n\n[[tool.mypy.overrides]]\nmodule = "y"\n',
    '[[tool.mypy.overrides]]\nmodule = "x"\n\n[dependency-groups]\ntest = ["a", "pytest"]\n\n[[tool.mypy.overrides]]\nmodule = "y"\n',
  ],
  [
    'settings of pytest',
    '[tool.pytest.ini_options]\naddopts = "-q"\n',
    '[tool.pytest.ini_options]\naddopts = "-q"\n\n[dependency-groups]\ndev = ["pytest"]\n',
  ],
];

const declared = [
  'dependencies = ["pytest"]\n',
  '[dependency-groups]\nx = ["pytest-cov>=4"]\n',
  '[tool.poetry.group.x.dependencies]\npytest = "^8"\n',
];

const crlf = (text: string) => text.replaceAll('\n', '\r\n');

describe('adding pytest to a pyproject.toml', () => {
  for (const [title, before, after] of cases) {
    const [input, expected] = [head + before, head + after];
    it(`edits as expected: ${title}`, () => assert.equal(addPytest(input, 'pyproject.toml'), expected));
    it(`changes nothing when run again: ${title}`, () =>
      assert.equal(addPytest(expected, 'pyproject.toml'), expected));
    it(`keeps CRLF, a byte order mark and a missing last newline: ${title}`, () => {
      const end = (text: string) => text.replace(/\n$/, '');
      assert.equal(addPytest(crlf(input), 'pyproject.toml'), crlf(expected));
      assert.equal(addPytest(`\uFEFF${input}`, 'pyproject.toml'), `\uFEFF${expected}`);
      assert.equal(addPytest(end(input), 'pyproject.toml'), end(expected));
    });
  }

  for (const text of declared) {
    it(`leaves a file alone that declares it: ${text.trim().split('\n').at(-1)}`, () =>
      assert.equal(addPytest(head + text, 'x'), head + text));
  }

  it('names the file, line and column of what is not TOML', () => {
    const run = () => addPytest(`${head}dev = [\n"a" "b"]\n`, 'libs/a/pyproject.toml');
    assert.throws(
      run,
      (error) =>
        error instanceof UserError && /^libs\/a\/pyproject\.toml, line 4, column 5: /.test(error.message),
    );
  });
});
