/** Proves the places and facts that are decided for a Python repository in memory. */

import assert from 'node:assert/strict';
import { lowestVersion } from '../../../generators/languages/python/detect/requires.js';
import { python } from '../../../generators/languages/python/row.js';
import type { Answers, Project } from '../../../generators/types/project.js';
import { UserError } from '../../../generators/types/user-error.js';
import { memoryTree } from '../../tree/memory-tree.js';

type Files = Readonly<Record<string, string>>;

const toml = '[project]\nname = "acme"\nrequires-python = ">=3.10"\n';
const acme: Files = { 'pyproject.toml': toml, 'src/acme/__init__.py': '' };

function project(files: Files, answers: Answers = {}): Project {
  const tree = memoryTree(files);
  const [candidate] = python.packages(tree, answers);
  assert.ok(candidate, 'there is a candidate');
  return python.project(tree, candidate, answers);
}

/** A test of its own that fails at a public name that is not exported. */
const countNames = (imports = '', names = '', name = '') =>
  `${imports}\n\ndef test_all():\n    public = {n for n in ${names} if not n.startswith("_")}\n` +
  `    assert set(${name}.__all__) == public\n`;

interface Case {
  readonly title: string;
  readonly files: Files;
  readonly answers?: Answers;
  readonly expected: Partial<Project>;
  readonly note?: RegExp;
}

const modules: readonly Case[] = [
  {
    title: 'puts modules into utils/',
    files: {},
    expected: {
      sourceDir: 'src/acme/utils',
      importPath: 'acme.utils',
      barrel: 'src/acme/utils/__init__.py',
      markers: [],
    },
  },
  {
    title: 'hides no module utils.py',
    files: { 'src/acme/utils.py': '' },
    expected: { sourceDir: 'src/acme/helpers', importPath: 'acme.helpers' },
    note: /src\/acme\/utils\.py is there already/,
  },
  {
    title: 'hides no compiled module',
    files: { 'src/acme/utils.cpython-312-x86_64-linux-gnu.so': '' },
    expected: { sourceDir: 'src/acme/helpers' },
  },
  {
    title: 'hides no Cython module',
    files: { 'src/acme/utils.pyx': '', 'src/acme/helpers.py': '' },
    expected: { sourceDir: 'src/acme/chora_utils' },
  },
  {
    title: 'joins a package util/ that is there',
    files: { 'src/acme/util/__init__.py': '' },
    expected: { sourceDir: 'src/acme/util', importPath: 'acme.util', testsDir: 'tests/util' },
  },
  {
    title: 'joins a package utilities/ that is there, also beside a module utils.py',
    files: { 'src/acme/utilities/__init__.py': '', 'src/acme/utils.py': '' },
    expected: { sourceDir: 'src/acme/utilities' },
  },
  {
    title: 'joins a private package _utils/ that is there',
    files: { 'src/acme/_utils/__init__.py': '' },
    expected: { sourceDir: 'src/acme/_utils', importPath: 'acme._utils', testsDir: 'tests/utils' },
  },
  {
    title: 'prefers utils/ to other names',
    files: { 'src/acme/util/__init__.py': '', 'src/acme/utils/__init__.py': '' },
    expected: { sourceDir: 'src/acme/utils' },
  },
  {
    title: 'takes a private folder where every module is private',
    files: { 'src/acme/_client.py': '', 'src/acme/_models.py': '', 'src/acme/__version__.py': '' },
    expected: { sourceDir: 'src/acme/_utils', testsDir: 'tests/utils' },
  },
  {
    title: 'takes a public folder where one module is public',
    files: { 'src/acme/_client.py': '', 'src/acme/_models.py': '', 'src/acme/api.py': '' },
    expected: { sourceDir: 'src/acme/utils' },
  },
  ...[
    ['dir', 'import acme\n', 'dir(acme)', 'acme'],
    ['vars', 'import acme as pkg  # ours\n', 'vars(pkg).keys()', 'pkg'],
    ['modules', 'import acme\nimport pkgutil\n', 'names(pkgutil.iter_modules(acme.__path__))', 'acme'],
  ].map(([title, imports, names, name]) => ({
    title: `takes a private folder where a test compares __all__ with what is public: ${title}`,
    files: { 'src/acme/client.py': '', 'tests/unit/test_all.py': countNames(imports, names, name) },
    expected: { sourceDir: 'src/acme/_utils', testsDir: 'tests/unit/utils' },
  })),
  ...[
    ['modules are passed by', 'import acme\n', 'plain(acme, ModuleType, dir(acme))', 'acme'],
    ['it is of another package', 'import beta\n', 'dir(beta)', 'beta'],
    ['it is of a module', 'import acme.client as client\n', 'dir(client)', 'client'],
    ['only what is listed is looked at', 'import acme\n', 'acme.__all__', 'acme'],
  ].map(([title, imports, names, name]) => ({
    title: `takes a public folder although a test looks at __all__, where ${title}`,
    files: { 'src/acme/client.py': '', 'tests/unit/test_all.py': countNames(imports, names, name) },
    expected: { sourceDir: 'src/acme/utils' },
  })),
  {
    title: 'hides no private module _utils.py',
    files: { 'src/acme/_client.py': '', 'src/acme/_utils.py': '' },
    expected: { sourceDir: 'src/acme/_helpers' },
    note: /a folder _utils\/ would hide it/,
  },
  {
    title: 'avoids a name that differs in case only',
    files: { 'src/acme/Utils/__init__.py': '' },
    expected: { sourceDir: 'src/acme/helpers' },
  },
  {
    title: 'joins a package utils/ that is there',
    files: { 'src/acme/utils/__init__.py': '', 'src/acme/utils.pyi': '' },
    expected: { sourceDir: 'src/acme/utils' },
  },
  {
    title: 'leaves utils/ without an __init__.py as it is',
    files: { 'src/acme/utils/strings.py': '' },
    expected: { sourceDir: 'src/acme/utils', barrel: undefined },
    note: /has no __init__\.py/,
  },
  {
    title: 'takes no module of utils/ that only speaks of the generator for one of its own',
    files: { 'src/acme/utils/strings.py': '# Unlike those of generator-chora.\n' },
    expected: { sourceDir: 'src/acme/utils', barrel: undefined },
  },
  {
    title: 'completes utils/ after a run that was interrupted',
    files: {
      'src/acme/utils/persistence.py': '# Added by generator-chora 1.0.0 (persistence); yours to edit.\n',
    },
    expected: { barrel: 'src/acme/utils/__init__.py' },
  },
  {
    title: 'makes a package of a folder of data',
    files: { 'src/acme/utils/data.json': '' },
    expected: { barrel: 'src/acme/utils/__init__.py' },
  },
  {
    title: 'mentions a stub beside the __init__.py',
    files: { 'src/acme/utils/__init__.py': '', 'src/acme/utils/__init__.pyi': '' },
    expected: {},
    note: /__init__\.pyi describes/,
  },
  {
    title: 'makes packages of new folders between',
    files: {},
    answers: { sourceDir: './src/acme/new/deep/tools/' },
    expected: {
      sourceDir: 'src/acme/new/deep/tools',
      importPath: 'acme.new.deep.tools',
      markers: ['src/acme/new/__init__.py', 'src/acme/new/deep/__init__.py'],
    },
  },
  {
    title: 'takes the package itself',
    files: {},
    answers: { sourceDir: 'src/acme' },
    expected: { importPath: 'acme', barrel: 'src/acme/__init__.py' },
  },
  {
    title: 'takes a new package beside the other',
    files: {},
    answers: { sourceDir: 'src/tools' },
    expected: { importPath: 'tools', packageName: 'tools' },
  },
  {
    title: 'takes a package inside of the package',
    files: { 'src/acme/core/__init__.py': '' },
    answers: { package: 'acme.core' },
    expected: { sourceDir: 'src/acme/core/utils', importPath: 'acme.core.utils', packageName: 'acme.core' },
  },
];

const testPlaces: readonly Case[] = [
  { title: 'starts a folder tests/', files: {}, expected: { testsDir: 'tests/utils', markers: [] } },
  {
    title: 'needs no marker where tests/ is no package',
    files: { 'tests/test_a.py': '' },
    expected: { testsDir: 'tests/utils', markers: [] },
  },
  {
    title: 'makes a package where tests/ is one',
    files: { 'tests/__init__.py': '' },
    expected: { testsDir: 'tests/utils', markers: ['tests/utils/__init__.py'] },
  },
  { title: 'uses test/', files: { 'test/test_a.py': '' }, expected: { testsDir: 'test/utils' } },
  {
    title: 'uses tests inside of the package',
    files: { 'src/acme/tests/__init__.py': '' },
    expected: { testsDir: 'src/acme/tests/utils', markers: ['src/acme/tests/utils/__init__.py'] },
  },
  {
    title: 'uses tests/unit where the tests are there',
    files: { 'tests/conftest.py': '', 'tests/unit/test_a.py': '' },
    expected: { testsDir: 'tests/unit/utils' },
  },
  {
    title: 'mirrors the package where the tests do',
    files: { 'tests/acme/core/test_a.py': '', 'tests/conftest.py': '' },
    expected: { testsDir: 'tests/acme/utils' },
  },
  {
    title: 'mirrors the package below tests/unit where the tests do',
    files: { 'tests/unit/acme/test_a.py': '' },
    expected: { testsDir: 'tests/unit/acme/utils' },
  },
  {
    title: 'does not mirror a folder of data called like the package',
    files: { 'tests/acme/a.json': '', 'tests/test_a.py': '' },
    expected: { testsDir: 'tests/utils' },
  },
  {
    title: 'uses private tests inside of the package',
    files: { 'src/acme/_tests/__init__.py': '', 'src/acme/_tests/test_a.py': '' },
    expected: { testsDir: 'src/acme/_tests/utils', markers: ['src/acme/_tests/utils/__init__.py'] },
  },
  {
    title: 'uses unit_test/ beside test/',
    files: { 'test/test_all.py': '', 'unit_test/test_a.py': '' },
    expected: { testsDir: 'unit_test/utils' },
  },
  {
    title: 'uses the folder that holds tests, not an empty one',
    files: { 'test/data.json': '', 'src/acme/tests/test_a.py': '' },
    expected: { testsDir: 'src/acme/tests/utils' },
  },
  {
    title: "follows the chosen package's own testpaths",
    files: {
      'pytest.ini': '[pytest]\ntestpaths = src/beta/tests src/acme/tests\n',
      'src/beta/__init__.py': '',
      'src/beta/tests/test_b.py': '',
      'src/acme/tests/test_a.py': '',
    },
    answers: { package: 'acme' },
    expected: { testsDir: 'src/acme/tests/utils' },
  },
  {
    title: "does not follow another package's testpaths",
    files: {
      'pytest.ini': '[pytest]\ntestpaths = src/beta/tests\n',
      'src/beta/__init__.py': '',
      'src/beta/tests/test_b.py': '',
    },
    answers: { package: 'acme' },
    expected: { testsDir: 'tests/utils' },
  },
  {
    title: 'follows the testpaths that name the package',
    files: {
      'pytest.ini': '[pytest]\ntestpaths = tests/beta tests/acme\n',
      'tests/beta/test_b.py': '',
      'tests/acme/test_a.py': '',
    },
    expected: { testsDir: 'tests/acme/utils' },
  },
  {
    title: 'follows testpaths',
    files: {
      'pytest.ini': '[pytest]\ntestpaths = qa/tests docs\n',
      'qa/tests/test_a.py': '',
      'tests/x.py': '',
    },
    expected: { testsDir: 'qa/tests/utils' },
  },
  {
    title: 'follows testpaths with a slash at the end, whatever their name',
    files: {
      'setup.cfg': '[tool:pytest]\ntestpaths = docs/ t/unit/\n',
      't/__init__.py': '',
      't/unit/deep/test_a.py': '',
      'docs/a.md': '',
    },
    expected: { testsDir: 't/unit/utils' },
  },
  {
    title: 'does not follow testpaths into the package',
    files: { 'pytest.ini': '[pytest]\ntestpaths = src\n', 'src/acme/test_a.py': '' },
    expected: { testsDir: 'tests/utils' },
  },
  {
    title: 'mirrors the name of the folder',
    files: { 'src/acme/utils.py': '' },
    expected: { testsDir: 'tests/helpers' },
  },
  {
    title: 'hides no utils.py of the tests',
    files: { 'tests/utils.py': '' },
    expected: { testsDir: 'tests/acme_utils', markers: ['tests/acme_utils/__init__.py'] },
    note: /tests\/utils\.py is not to be hidden/,
  },
  {
    title: 'chooses the same again after that',
    files: { 'tests/utils.py': '', 'tests/acme_utils/__init__.py': '' },
    expected: { testsDir: 'tests/acme_utils', markers: [] },
  },
  {
    title: 'avoids a second test_errors.py outside of packages',
    files: { 'tests/api/test_errors.py': '' },
    expected: { testsDir: 'tests/acme_utils', markers: ['tests/acme_utils/__init__.py'] },
    note: /cannot tell tests\/api\/test_errors\.py/,
  },
  {
    title: 'does not mind a test_errors.py in a package',
    files: { 'tests/api/__init__.py': '', 'tests/api/test_errors.py': '' },
    expected: { testsDir: 'tests/utils' },
  },
  {
    title: 'does not mind a test_errors.py in a virtual environment',
    files: { 'venv/x/test_errors.py': '', '.tox/test_errors.py': '' },
    expected: { testsDir: 'tests/utils' },
  },
  {
    title: 'does not mind a test_errors.py with importlib mode',
    files: { 'tests/api/test_errors.py': '', 'pytest.ini': '[pytest]\naddopts = --import-mode=importlib\n' },
    expected: { testsDir: 'tests/utils' },
  },
  {
    title: 'does not take its own tests for others',
    files: { 'tests/utils/test_errors.py': '' },
    expected: { testsDir: 'tests/utils', markers: [] },
  },
  {
    title: 'takes --tests-dir',
    files: { 'checks/__init__.py': '' },
    answers: { testsDir: 'checks/unit/' },
    expected: { testsDir: 'checks/unit', markers: ['checks/unit/__init__.py'] },
  },
];

const otherPlaces: readonly Case[] = [
  { title: 'starts user-docs/ for guides', files: {}, expected: { docsDir: 'user-docs/how-to' } },
  { title: 'uses docs/ for guides', files: { 'docs/conf.py': '' }, expected: { docsDir: 'docs/how-to' } },
  {
    title: 'prefers user-docs/ for guides',
    files: { 'docs/conf.py': '', 'user-docs/x.md': '' },
    expected: { docsDir: 'user-docs/how-to' },
  },
  {
    title: 'uses a folder of guides that is there',
    files: { 'doc/howto/x.md': '' },
    expected: { docsDir: 'doc/howto' },
  },
  { title: 'takes --docs-dir', files: {}, answers: { docsDir: 'guides' }, expected: { docsDir: 'guides' } },
  {
    title: 'reads the line length of ruff',
    files: { 'ruff.toml': 'line-length = 100\n' },
    expected: { lineLength: 100 },
  },
  {
    title: 'reads the line length of black',
    files: { 'pyproject.toml': `${toml}[tool.black]\nline-length = 79\n` },
    expected: { lineLength: 79 },
  },
  {
    title: 'reads the line length of flake8',
    files: { '.flake8': '[flake8]\nmax-line-length = 120\n' },
    expected: { lineLength: 120 },
  },
  { title: 'takes 88 for the line length', files: {}, expected: { lineLength: 88, absoluteImports: false } },
  {
    title: 'respects a ban on relative imports',
    files: {
      'pyproject.toml': `${toml}[tool.ruff.lint.flake8-tidy-imports]\nban-relative-imports = "all"\n`,
    },
    expected: { absoluteImports: true },
  },
  {
    title: 'sees the habit of absolute imports',
    files: { 'src/acme/a.py': 'from acme.b import c\n' },
    expected: { absoluteImports: true },
  },
  {
    title: 'sees the habit of relative imports',
    files: { 'src/acme/a.py': 'from acme.b import c\nfrom .d import e\n' },
    expected: { absoluteImports: false },
  },
];

const dev = '[dependency-groups]\ndev = ["pytest"]\n';
const commands: readonly Case[] = [
  {
    title: 'adds pytest where it is missing',
    files: {},
    expected: { testDependencyFile: 'pyproject.toml', testCommand: 'python -m pytest' },
    note: /python -m pip install -e \. pytest$/,
  },
  {
    title: 'does not add pytest to a file of tools only',
    files: { 'pyproject.toml': '[tool.ruff]\n', 'setup.py': 'setup(name="acme")' },
    expected: { testDependencyFile: undefined },
    note: /python -m pip install -e \. pytest$/,
  },
  {
    title: 'sees pytest in a group',
    files: { 'pyproject.toml': toml + dev },
    expected: { testDependencyFile: undefined },
  },
  {
    title: 'sees pytest by its plugin',
    files: { 'pyproject.toml': `${toml}[project.optional-dependencies]\nqa = ["pytest-cov>=4"]\n` },
    expected: { testDependencyFile: undefined },
  },
  {
    title: 'sees pytest among poetry groups',
    files: {
      'pyproject.toml': '[tool.poetry]\nname = "acme"\n[tool.poetry.group.qa.dependencies]\npytest = "^8"\n',
    },
    expected: { testDependencyFile: undefined, testCommand: 'poetry run pytest' },
  },
  {
    title: 'sees pytest in requirements',
    files: { 'requirements/dev.txt': '-r base.txt\npytest>=8\n' },
    expected: { testDependencyFile: undefined },
  },
  {
    title: 'sees pytest in dev-requirements.txt',
    files: { 'dev-requirements.txt': 'pytest\n' },
    expected: { testDependencyFile: undefined },
  },
  {
    title: 'sees pytest in tox.ini',
    files: { 'tox.ini': '[testenv]\ndeps =\n    pytest\n' },
    expected: { testDependencyFile: undefined },
  },
  {
    title: 'does not take settings of pytest for a requirement',
    files: {
      'tox.ini': '[pytest]\n# pytest is fine\naddopts = -q\n',
      'pyproject.toml': `${toml}[tool.pytest.ini_options]\naddopts = "-q"\n`,
    },
    expected: { testDependencyFile: 'pyproject.toml' },
  },
  {
    title: 'runs pytest with uv',
    files: { 'uv.lock': '', 'pyproject.toml': toml + dev },
    expected: { testCommand: 'uv run pytest' },
  },
  {
    title: 'names the group for uv',
    files: { 'uv.lock': '', 'pyproject.toml': `${toml}[dependency-groups]\ntest = ["pytest"]\n` },
    expected: { testCommand: 'uv run --group test pytest' },
  },
  {
    title: 'names no group for uv that another one includes',
    files: {
      'uv.lock': '',
      'pyproject.toml': `${toml}[dependency-groups]\ntest = ["pytest"]\ndev = [{ include-group = "test" }]\n`,
    },
    expected: { testCommand: 'uv run pytest' },
  },
  {
    title: 'names the extra for uv',
    files: {
      'uv.lock': '',
      'pyproject.toml': `${toml}[project.optional-dependencies]\ntests = ["pytest"]\n`,
    },
    expected: { testCommand: 'uv run --extra tests pytest' },
  },
  {
    title: 'runs pytest with uv where uv builds the project, as after uv init',
    files: { 'pyproject.toml': `[build-system]\nbuild-backend = "uv_build"\n${toml}` },
    expected: { testCommand: 'uv run pytest', testDependencyFile: 'pyproject.toml' },
  },
  { title: 'runs pytest with pdm', files: { 'pdm.lock': '' }, expected: { testCommand: 'pdm run pytest' } },
  {
    title: 'runs pytest with hatch',
    files: { 'hatch.toml': '[envs.default]\ndependencies = ["pytest"]\n' },
    expected: { testCommand: 'hatch run pytest', testDependencyFile: undefined },
  },
  {
    title: 'runs hatch test',
    files: { 'pyproject.toml': `${toml}[tool.hatch.envs.hatch-test]\nparallel = true\n` },
    expected: { testCommand: 'hatch test', testDependencyFile: undefined },
  },
];

const collection: readonly Case[] = [
  {
    title: 'overrides python_classes that leaves out the new tests',
    files: { 'setup.cfg': '[tool:pytest]\npython_classes = test_*\n' },
    expected: { testCommand: 'python -m pytest -o python_classes=Test' },
    note: /python_classes in setup\.cfg.*a plain run of pytest/,
  },
  {
    title: 'overrides python_files that leaves out the new tests',
    files: { 'tox.ini': '[pytest]\npython_files = check_*.py api/test_*.py\n' },
    expected: { testCommand: 'python -m pytest -o "python_files=test_*.py"' },
    note: /python_files in tox\.ini/,
  },
  {
    title: 'overrides several settings of pytest',
    files: {
      'pyproject.toml': `${toml}[tool.pytest.ini_options]\npython_functions = ["check_*"]\npython_classes = []\n`,
    },
    expected: { testCommand: 'python -m pytest -o python_classes=Test -o python_functions=test' },
    note: /python_classes and python_functions in pyproject\.toml/,
  },
  {
    title: 'overrides nothing that lets the new tests in',
    files: {
      'pytest.ini':
        '[pytest]\npython_files = *.py\npython_classes = Describe* Test*\npython_functions = it_* test_\n',
    },
    expected: { testCommand: 'python -m pytest' },
  },
  {
    title: 'sees that a pattern with a folder lets the new tests in',
    files: { 'pytest.ini': '[pytest]\npython_files = tests/*.py\n' },
    expected: { testCommand: 'python -m pytest' },
  },
];

const utils = 'acme.utils';
const releases: readonly Case[] = [
  {
    title: 'a list in setup.py',
    files: {
      'pyproject.toml': '',
      'setup.py': 'setup(packages=["acme", "acme.core"], package_dir={"": "src"})',
    },
    expected: {},
    note: /add "acme\.utils" to packages in setup\.py/,
  },
  {
    title: 'a list in setup.cfg',
    files: {
      'pyproject.toml': '',
      'setup.cfg': '[options]\npackages =\n    acme\npackage_dir =\n    = src\n',
    },
    expected: {},
    note: /add "acme\.utils" to \[options\] packages in setup\.cfg/,
  },
  {
    title: 'a list in pyproject.toml',
    files: {
      'pyproject.toml': `${toml}[tool.setuptools]\npackages = ["acme"]\npackage-dir = { "" = "src" }\n`,
    },
    expected: {},
    note: /add "acme\.utils" to \[tool\.setuptools\] packages in pyproject\.toml/,
  },
  {
    title: 'a search that includes the package alone',
    files: {
      'pyproject.toml': `${toml}[tool.setuptools.packages.find]\nwhere = ["src"]\ninclude = ["acme"]\n`,
    },
    expected: {},
    note: /add "acme\.utils" to the include of \[tool\.setuptools\.packages\.find\] in pyproject\.toml/,
  },
  {
    title: 'a search that excludes it',
    files: {
      'pyproject.toml': '',
      'setup.py': 'setup(packages=find_packages("src", exclude=["*.utils"]), package_dir={"": "src"})',
    },
    expected: {},
    note: /take "\*\.utils" from the exclude of packages in setup\.py/,
  },
  {
    title: 'a list of files for poetry',
    files: {
      'pyproject.toml':
        '[tool.poetry]\nname = "acme"\npackages = [{ include = "acme/*.py", from = "src" }]\n',
    },
    expected: {},
    note: /add "acme\.utils" to \[tool\.poetry\] packages in pyproject\.toml/,
  },
  {
    title: 'a list, and new packages between',
    files: { 'pyproject.toml': '', 'setup.py': 'setup(packages=["acme"], package_dir={"": "src"})' },
    answers: { sourceDir: 'src/acme/new/tools' },
    expected: {},
    note: /add "acme\.new" and "acme\.new\.tools" to packages in setup\.py/,
  },
];

/** Title, files, what is said. */
const singleModules: readonly (readonly [string, Files, string])[] = [
  [
    'setup.py names modules only',
    { 'setup.py': 'setup(name="foo", py_modules=["foo"])' },
    'A release would leave out foo_utils, and its imports would fail: add packages = ["foo_utils"], as py_modules in setup.py names modules only.',
  ],
  [
    'setuptools searches',
    built('setuptools.build_meta'),
    'A release would have only one of foo.py and foo_utils: add py-modules = ["foo"] and packages = ["foo_utils"] to [tool.setuptools] in pyproject.toml.',
  ],
  [
    'hatch searches',
    built('hatchling.build'),
    'A release would have only one of foo.py and foo_utils: add only-include = ["foo.py", "foo_utils"] to [tool.hatch.build.targets.wheel] in pyproject.toml.',
  ],
  [
    'poetry searches',
    built('poetry.core.masonry.api'),
    'A release would have only one of foo.py and foo_utils: add packages = [{ include = "foo.py" }, { include = "foo_utils" }] to [tool.poetry] in pyproject.toml.',
  ],
  [
    'pdm searches',
    built('pdm.backend'),
    'A release would have only one of foo.py and foo_utils: add includes = ["foo.py", "foo_utils"] to [tool.pdm.build] in pyproject.toml.',
  ],
  [
    'another tool searches',
    built('flit_core.buildapi'),
    'A release would have only one of foo.py and foo_utils: name both in the settings of the build.',
  ],
];

/** A project of one module, `foo.py`. */
function built(backend: string, more = ''): Files {
  return {
    'foo.py': '',
    'pyproject.toml': `[build-system]\nbuild-backend = "${backend}"\n[project]\nname = "foo"\n${more}`,
  };
}

const shippedModules: readonly Files[] = [
  built('setuptools.build_meta', '[tool.setuptools]\npy-modules = ["foo"]\npackages = ["foo_utils"]\n'),
  built('hatchling.build', '[tool.hatch.build.targets.wheel]\nonly-include = ["foo.py", "foo_utils"]\n'),
  built(
    'poetry.core.masonry.api',
    '[tool.poetry]\npackages = [{ include = "foo.py" }, { include = "foo_utils" }]\n',
  ),
  built('pdm.backend', '[tool.pdm.build]\nincludes = ["foo.py", "foo_utils"]\n'),
];

const complete: readonly (readonly [string, Files])[] = [
  ['nothing is listed', {}],
  ['the list has it', { 'setup.py': `setup(packages=["acme", "${utils}"], package_dir={"": "src"})` }],
  [
    'the list has it as a path',
    { 'setup.py': 'setup(packages=["acme", "acme/utils"], package_dir={"": "src"})' },
  ],
  [
    'all are searched',
    { 'setup.py': 'setup(packages=find_packages("src", include=["acme*"]), package_dir={"": "src"})' },
  ],
  [
    'poetry takes the whole folder',
    { 'pyproject.toml': '[tool.poetry]\nname = "acme"\npackages = [{ include = "acme", from = "src" }]\n' },
  ],
];

const evidence: readonly (readonly [string, Files])[] = [
  ['setup.py', { 'setup.cfg': '[egg_info]\ntag_build =\n', 'setup.py': 'setup(name="acme")' }],
  [
    'setup.py',
    { 'pyproject.toml': '[tool.black]\n', 'setup.cfg': '[flake8]\n', 'setup.py': 'setup(**read())' },
  ],
  ['setup.cfg', { 'setup.cfg': '[metadata]\nname = acme\n', 'setup.py': 'setup()' }],
  ['pyproject.toml', { 'pyproject.toml': toml, 'setup.cfg': '[metadata]\nname = acme\n' }],
  ['pyproject.toml', { 'pyproject.toml': '[tool.ruff]\n' }],
];

function verify({ title, files, answers, expected, note }: Case): void {
  it(title, () => {
    const found = project({ ...acme, ...files }, answers);
    for (const [key, value] of Object.entries(expected))
      assert.deepEqual(found[key as keyof Project], value, key);
    if (note) assert.match(found.notes.join('\n'), note);
  });
}

const requirements: readonly (readonly [string, string | undefined])[] = [
  ['>=3.8', '3.8'],
  ['>= 3.8, < 4', '3.8'],
  ['>=3.10', '3.10'],
  ['^3.8', '3.8'],
  ['~3.9', '3.9'],
  ['~=3.8', '3.8'],
  ['~=3.8.1', '3.8'],
  ['3.11.*', '3.11'],
  ['==3.12.*', '3.12'],
  ['>3.9', '3.9'],
  ['>=3.9,!=3.9.*', '3.10'],
  ['^2.7 || ^3.10', '2.7'],
  ['<3.9', '2.5'],
  ['>=2.7, !=3.0.*', '2.7'],
  ['*', undefined],
  ['>=3', '3.0'],
  ['>=3.10.2', '3.10'],
];

describe('deciding the places in a Python repository', () => {
  describe('for modules', () => modules.forEach(verify));
  describe('for tests', () => testPlaces.forEach(verify));
  describe('for guides, and the style', () => otherPlaces.forEach(verify));
  describe('for pytest', () => [...commands, ...collection].forEach(verify));
  describe('tells what a release would leave out by', () => releases.forEach(verify));

  for (const [title, files, note] of singleModules) {
    it(`says that a release lacks a package beside a single module where ${title}`, () => {
      const { notes } = project({ 'foo.py': '', ...files }, { sourceDir: 'foo_utils' });
      assert.ok(notes.includes(note), notes.join('\n'));
    });
  }

  for (const files of shippedModules) {
    it(`says nothing where a single module and a package are named: ${files['pyproject.toml']?.split('\n')[1]}`, () => {
      const { notes } = project(files, { sourceDir: 'foo_utils' });
      assert.doesNotMatch(notes.join('\n'), /release/);
    });
  }

  for (const [title, files] of complete) {
    it(`says nothing of a release where ${title}`, () => {
      const text = { 'pyproject.toml': '', ...files };
      assert.doesNotMatch(project({ ...acme, ...text }).notes.join('\n'), /release/);
    });
  }

  for (const [file, files] of evidence) {
    it(`names ${file} as what makes it a Python project, beside ${Object.keys(files).join(', ')}`, () => {
      const { facts } = project({ 'src/acme/__init__.py': '', ...files });
      assert.equal(facts[0]?.because, file);
    });
  }

  it('stops when a --source-dir would hide a module', () => {
    const files = { ...acme, 'src/acme/tools.py': '' };
    assert.throws(
      () => project(files, { sourceDir: 'src/acme/tools/deep' }),
      (error) => error instanceof UserError && /src\/acme\/tools\.py is in the way/.test(error.message),
    );
  });

  it('explains each decision, in the order in which a user asks', () => {
    assert.deepEqual(
      project(acme).facts.map(({ label, value, because }) => `${label}: ${value} (${because})`),
      [
        'language: Python (pyproject.toml)',
        "package: acme (src/acme) (the project's name in pyproject.toml)",
        'layout: src layout (the package lies in src/)',
        'modules: src/acme/utils (a new folder)',
        'tests: tests/utils (there is no folder of tests yet)',
        'guide: user-docs/how-to (there is no folder of documentation yet)',
        'Python: >=3.10 (requires-python in pyproject.toml)',
      ],
    );
  });

  it('writes absolute imports into the modules of a project that does so, wrapped to its lines', () => {
    const text = 'from . import atomic_file\nfrom .file_lock import FileLock, TaskLock, lock_within\n';
    const shape = (style: Partial<Project>) => python.fitModule(text, { ...project(acme), ...style });
    assert.equal(shape({ absoluteImports: false }), text);
    assert.equal(
      shape({ absoluteImports: true }),
      'from acme.utils import atomic_file\nfrom acme.utils.file_lock import FileLock, TaskLock, lock_within\n',
    );
    assert.equal(
      shape({ absoluteImports: true, lineLength: 60 }),
      'from acme.utils import atomic_file\nfrom acme.utils.file_lock import (\n    FileLock,\n    TaskLock,\n    lock_within,\n)\n',
    );
  });

  it('places everything of a workspace member inside of it', () => {
    const files = {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
      'libs/a/pyproject.toml': toml,
      'libs/a/src/acme/__init__.py': '',
      'libs/a/docs/x.md': '',
    };
    const { sourceDir, importPath, testsDir, docsDir, testDependencyFile, testCommand } = project(files);
    assert.deepEqual(
      [sourceDir, importPath, testsDir, docsDir, testDependencyFile, testCommand],
      [
        'libs/a/src/acme/utils',
        'acme.utils',
        'libs/a/tests/utils',
        'libs/a/docs/how-to',
        'libs/a/pyproject.toml',
        'uv run --package acme pytest',
      ],
    );
  });
});

describe('a project below the root', () => {
  it('is what a --source-dir into it is about', () => {
    const files = {
      ...acme,
      'backend/pyproject.toml': '[project]\nname = "api"\nrequires-python = ">=3.12"\n',
      'backend/api/__init__.py': '',
    };
    const { packageName, importPath, testsDir, docsDir, testDependencyFile } = project(files, {
      sourceDir: 'backend/api/state',
    });
    assert.deepEqual(
      [packageName, importPath, testsDir, docsDir, testDependencyFile],
      ['api', 'api.state', 'backend/tests/state', 'backend/user-docs/how-to', 'backend/pyproject.toml'],
    );
  });
});

describe('a project below a root that is none', () => {
  const below = { 'api/api/__init__.py': '', 'api/pyproject.toml': toml.replace('acme', 'api') };

  it('is named by its own file as what makes it a Python project', () => {
    assert.equal(project(below, { package: 'api' }).facts[0]?.because, 'api/pyproject.toml');
  });

  it('is what pip is told to install, not the root', () => {
    assert.match(project(below, { package: 'api' }).notes.join(), /pip install -e api pytest$/);
    const grouped = { ...below, 'api/pyproject.toml': below['api/pyproject.toml'] + dev };
    const { notes } = project(grouped, { package: 'api' });
    assert.match(notes.join(), /pip install -e api --group api\/pyproject\.toml:dev {2}/);
  });
});

describe('the tests of a workspace member', () => {
  const member = {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    'libs/a/pyproject.toml': toml,
    'libs/a/src/acme/__init__.py': '',
  };

  it('go to where the root of the workspace keeps them', () => {
    assert.equal(project({ ...member, 'tests/test_all.py': '' }).testsDir, 'tests/utils');
    assert.equal(project({ ...member, 'tests/a/test_a.py': '' }).testsDir, 'tests/a/utils');
    assert.equal(project({ ...member, 'tests/libs/a/test_a.py': '' }).testsDir, 'tests/libs/a/utils');
  });

  it('stay in the member where it has a folder of tests', () => {
    const files = { ...member, 'tests/test_all.py': '', 'libs/a/tests/test_a.py': '' };
    assert.equal(project(files).testsDir, 'libs/a/tests/utils');
  });
});

describe('the Python versions that a project supports', () => {
  for (const [specifier, expected] of requirements) {
    it(`go down to ${expected ?? 'nothing known'} with ${specifier}`, () =>
      assert.equal(lowestVersion(specifier)?.join('.'), expected));
  }

  const places: readonly (readonly [string, Files])[] = [
    ['pyproject.toml', { 'pyproject.toml': toml.replace('3.10', '3.8') }],
    [
      'pyproject.toml',
      { 'pyproject.toml': '[tool.poetry]\nname = "acme"\n[tool.poetry.dependencies]\npython = "^3.8"\n' },
    ],
    ['setup.cfg', { 'pyproject.toml': '', 'setup.cfg': '[options]\npython_requires = >=3.8\n' }],
    ['setup.py', { 'pyproject.toml': '', 'setup.py': 'setup(name="acme", python_requires=">=3.8")\n' }],
    [
      'setup.py',
      {
        'pyproject.toml': '',
        'setup.py': 'project = dict(\n    name="acme",\n    python_requires=">=3.8",\n)\nsetup(**project)\n',
      },
    ],
    [
      'setup.py',
      {
        'pyproject.toml': '',
        'setup.py': 'ARGS = {\n"python_requires": ">=3.8"}\nsetup(name="acme", **ARGS)\n',
      },
    ],
  ];
  for (const [file, files] of places) {
    it(`stop the run when ${file} says 3.8: ${Object.values(files).join(' ').split('\n')[1] ?? ''}`, () => {
      const message = new RegExp(
        `^${file} supports Python 3\\.8 .*Raise it to ">=3\\.10".*--ignore-requires-python`,
      );
      assert.throws(
        () => project({ ...acme, ...files }),
        (error) => error instanceof UserError && message.test(error.message),
      );
      assert.match(
        project({ ...acme, ...files }, { ignoreRequires: true }).notes.join(),
        /will not run on older versions/,
      );
    });
  }
});
