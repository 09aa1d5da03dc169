/** Proves which packages are found, by small repositories in memory. */

import assert from 'node:assert/strict';
import { python } from '../../../generators/languages/python/row.js';
import type { Answers } from '../../../generators/types/project.js';
import { UserError } from '../../../generators/types/user-error.js';
import { memoryTree } from '../../tree/memory-tree.js';

type Files = Readonly<Record<string, string>>;

const named = (name: string, rest = '') => `[project]\nname = "${name}"\n${rest}`;
const setup = (args: string) => `from setuptools import setup, find_packages\nsetup(name="acme", ${args})\n`;
const at = (...dirs: readonly string[]): Files =>
  Object.fromEntries(dirs.map((dir) => [`${dir}/__init__.py`, '']));

function packages(files: Files, answers: Answers = {}): readonly string[] {
  return python.packages(memoryTree(files), answers).map(({ name, dir }) => `${name} in ${dir}`);
}

const cases: readonly (readonly [string, Files, readonly string[]])[] = [
  ['a src layout', { 'pyproject.toml': named('acme'), ...at('src/acme') }, ['acme in src/acme']],
  [
    'a flat layout beside tests and docs',
    { 'pyproject.toml': named('acme'), ...at('acme', 'tests', 'docs', 'examples', 'build/lib') },
    ['acme in acme'],
  ],
  [
    'a name that is spelt differently',
    { 'pyproject.toml': named('Acme-Tools.io'), ...at('src/acme_tools_io') },
    ['acme_tools_io in src/acme_tools_io'],
  ],
  [
    'a package without the prefix of the project',
    { 'pyproject.toml': named('python-acme'), ...at('acme', 'other') },
    ['acme in acme'],
  ],
  ['a folder and no project file', at('acme'), ['acme in acme']],
  [
    "a declared package of the project's name without an __init__.py of its own",
    {
      'pyproject.toml': named(
        'acme-tools',
        '[tool.hatch.build.targets.wheel]\npackages = ["src/acme_tools"]\n',
      ),
      ...at('src/acme_tools/mcp', 'src/acme_tools/utils'),
    },
    ['acme_tools in src/acme_tools'],
  ],
  [
    'several packages in src, one of them of the name of the project',
    { 'pyproject.toml': named('beta'), ...at('src/alpha', 'src/beta') },
    ['beta in src/beta'],
  ],
  [
    'one of several in src, shipped by hatch',
    {
      'pyproject.toml': named('beta', '[build-system]\nbuild-backend = "hatchling.build"\n'),
      ...at('src/alpha', 'src/beta'),
    },
    ['beta in src/beta'],
  ],
  [
    'several packages that are not named like the project',
    { 'pyproject.toml': named('other'), ...at('alpha', 'beta') },
    ['alpha in alpha', 'beta in beta'],
  ],
  [
    'a private package beside the public one',
    { 'pyproject.toml': named('other'), ...at('src/acme', 'src/_vendor') },
    ['acme in src/acme'],
  ],
  [
    'a namespace package in src',
    { 'pyproject.toml': named('google-cloud-acme'), ...at('src/google/cloud/acme') },
    ['google.cloud.acme in src/google/cloud/acme'],
  ],
  [
    'a namespace package at the root',
    { 'pyproject.toml': named('google-cloud-acme'), ...at('google/cloud/acme', 'scripts/deep/tool') },
    ['google.cloud.acme in google/cloud/acme'],
  ],
  [
    'a namespace package of the older kind',
    {
      'setup.py': setup('packages=find_packages("src"), package_dir={"": "src"}'),
      'src/zope/__init__.py': "__import__('pkg_resources').declare_namespace(__name__)\n",
      ...at('src/zope/acme'),
    },
    ['zope.acme in src/zope/acme'],
  ],
  [
    'a package without __init__.py that holds modules',
    { 'pyproject.toml': named('acme'), 'src/acme/core.py': '', ...at('src/acme/cli') },
    ['acme in src/acme'],
  ],
  [
    'poetry with packages',
    {
      'pyproject.toml':
        '[tool.poetry]\nname = "x"\npackages = [{ include = "acme", from = "lib" }, { include = "tests", format = "sdist" }]\n',
      ...at('lib/acme', 'tests'),
    },
    ['acme in lib/acme'],
  ],
  [
    'poetry with a glob',
    {
      'pyproject.toml':
        '[tool.poetry]\nname = "x"\npackages = [{ include = "ns/acme/**/*.py", from = "src" }]\n',
      ...at('src/ns/acme'),
    },
    ['ns.acme in src/ns/acme'],
  ],
  [
    'hatch with packages',
    {
      'pyproject.toml': named('x', '[tool.hatch.build.targets.wheel]\npackages = ["python/acme"]\n'),
      ...at('python/acme', 'other'),
    },
    ['acme in python/acme'],
  ],
  [
    'hatch with only-include and sources',
    {
      'pyproject.toml': named(
        'x',
        '[tool.hatch.build.targets.wheel]\nonly-include = ["src"]\nsources = ["src"]\n',
      ),
      ...at('src/acme'),
    },
    ['acme in src/acme'],
  ],
  [
    'hatch with a package in only-include',
    {
      'pyproject.toml': named(
        'x',
        '[tool.hatch.build.targets.wheel]\nonly-include = ["src/ns/acme"]\nsources = ["src"]\n',
      ),
      ...at('src/ns/acme'),
    },
    ['ns.acme in src/ns/acme'],
  ],
  [
    'setuptools with packages',
    {
      'pyproject.toml': named(
        'x',
        '[tool.setuptools]\npackages = ["acme", "acme.sub"]\npackage-dir = { "" = "lib" }\n',
      ),
      ...at('lib/acme', 'lib/acme/sub'),
    },
    ['acme in lib/acme'],
  ],
  [
    'setuptools with find',
    {
      'pyproject.toml': named(
        'x',
        '[tool.setuptools.packages.find]\nwhere = ["lib"]\ninclude = ["acme*"]\nexclude = ["acme_internal*"]\n',
      ),
      ...at('lib/acme', 'lib/acme_internal', 'lib/other'),
    },
    ['acme in lib/acme'],
  ],
  [
    'flit with another name',
    { 'pyproject.toml': named('x', '[tool.flit.module]\nname = "acme"\n'), ...at('src/acme', 'other') },
    ['acme in src/acme'],
  ],
  [
    'flit of old',
    { 'pyproject.toml': '[tool.flit.metadata]\nmodule = "acme"\n', ...at('acme') },
    ['acme in acme'],
  ],
  [
    'pdm with a package-dir',
    {
      'pyproject.toml': named('x', '[tool.pdm.build]\npackage-dir = "python"\n'),
      ...at('python/acme', 'other'),
    },
    ['acme in python/acme'],
  ],
  [
    'uv with a module name',
    {
      'pyproject.toml': named('x', '[tool.uv.build-backend]\nmodule-root = ""\nmodule-name = "ns.acme"\n'),
      ...at('ns/acme', 'other'),
    },
    ['ns.acme in ns/acme'],
  ],
  [
    'maturin',
    { 'pyproject.toml': named('acme', '[tool.maturin]\npython-source = "python"\n'), ...at('python/acme') },
    ['acme in python/acme'],
  ],
  [
    'setup.cfg with find',
    {
      'setup.cfg':
        '[metadata]\nname = acme\n[options]\npackages = find:\npackage_dir =\n    = lib\n[options.packages.find]\nwhere = lib\nexclude =\n    acme_old*\n',
      ...at('lib/acme', 'lib/acme_old'),
    },
    ['acme in lib/acme'],
  ],
  [
    'setup.cfg with a list',
    { 'setup.cfg': '[options]\npackages =\n    acme\n    acme.sub\n', ...at('acme', 'acme/sub') },
    ['acme in acme'],
  ],
  [
    'setup.py with a list',
    {
      'setup.py': setup('packages=["acme", "acme/core"], package_dir={"": "src"}'),
      ...at('src/acme', 'src/acme/core'),
    },
    ['acme in src/acme'],
  ],
  [
    'setup.py with a name',
    { 'setup.py': `PACKAGES = ["acme"]\n${setup('packages=PACKAGES')}`, ...at('acme', 'other') },
    ['acme in acme'],
  ],
  [
    'setup.py with find_packages',
    {
      'setup.py': setup('packages=find_packages(where="src", exclude=["other"]), package_dir={"": "src"}'),
      ...at('src/acme', 'src/other'),
    },
    ['acme in src/acme'],
  ],
  [
    'setup.py of Python 2',
    { 'setup.py': `print "building"\n${setup('packages=["acme"]')}`, ...at('acme') },
    ['acme in acme'],
  ],
  [
    'several packages in src, shipped by setuptools',
    { 'pyproject.toml': named('python-beta'), ...at('src/alpha', 'src/beta') },
    ['beta in src/beta', 'alpha in src/alpha'],
  ],
  [
    'a list in which one has the name of the project',
    {
      'pyproject.toml': named(
        'acme',
        '[tool.hatch.build.targets.wheel]\npackages = ["acme_extra", "acme"]\n',
      ),
      ...at('acme', 'acme_extra'),
    },
    ['acme in acme'],
  ],
  ...['demo', 'tools', 'scripts', 'docs', 'examples', 'tasks'].map(
    (name) =>
      [
        `a project called ${name}`,
        { 'pyproject.toml': named(name), ...at(name, 'other') },
        [`${name} in ${name}`],
      ] as const,
  ),
  [
    'a workspace with examples',
    {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["packages/*", "examples/*"]\n',
      'packages/a/pyproject.toml': named('a'),
      'examples/shop/pyproject.toml': named('shop'),
      ...at('packages/a/a', 'examples/shop/shop'),
    },
    ['a in packages/a/a'],
  ],
  [
    'a workspace whose root is a package of its own name',
    {
      'pyproject.toml': named('acme', '[tool.uv.workspace]\nmembers = ["packages/*"]\n'),
      'packages/a/pyproject.toml': named('a'),
      ...at('src/acme', 'packages/a/a'),
    },
    ['acme in src/acme'],
  ],
  [
    'a uv workspace',
    {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]\n',
      'packages/a/pyproject.toml': named('a'),
      'packages/b/pyproject.toml': named('b'),
      'packages/old/pyproject.toml': named('old'),
      ...at('packages/a/src/a', 'packages/b/b', 'packages/old/old'),
    },
    ['a in packages/a/src/a', 'b in packages/b/b'],
  ],
];

const two = { 'pyproject.toml': named('other'), ...at('src/alpha', 'src/alpha/core', 'src/beta') };

/** A repository of several projects that is itself none. */
const several: Files = {
  'backend/pyproject.toml': named('acme-backend'),
  'services/api/setup.py': 'from setuptools import setup\nsetup(name="api")\n',
  'examples/shop/pyproject.toml': named('shop'),
  'web/package.json': '{}',
  ...at('backend/src/acme_backend', 'services/api/api', 'examples/shop/shop'),
};
const tooled: Files = { ...several, 'pyproject.toml': '[tool.ruff]\n' };

const failures: readonly (readonly [string, Files, Answers, RegExp])[] = [
  [
    'a single module',
    { 'pyproject.toml': named('foo'), 'foo.py': '' },
    {},
    /^foo\.py is a single module.*--source-dir=foo_utils/,
  ],
  [
    'py_modules',
    { 'setup.py': setup('py_modules=["bar"]'), 'bar.py': '' },
    {},
    /^bar\.py is a single module/,
  ],
  ['no package at all', { 'pyproject.toml': named('foo') }, {}, /no Python package here.*--source-dir=DIR/],
  [
    'a root that has only projects below',
    several,
    {},
    /projects below: backend \(acme_backend\), services\/api \(api\)\. Go to .*--package=NAME/,
  ],
  [
    'a root of settings that has only projects below',
    tooled,
    {},
    /projects below: backend \(acme_backend\), services\/api \(api\)/,
  ],
  [
    'a root that has only projects below, in a folder that is called like one of sources',
    {
      'src/fetch/pyproject.toml': named('mcp-server-fetch'),
      'src/git/pyproject.toml': named('mcp-server-git'),
      ...at('src/fetch/src/mcp_server_fetch', 'src/git/src/mcp_server_git'),
    },
    {},
    /projects below: src\/fetch \(mcp_server_fetch\), src\/git \(mcp_server_git\)\. Go/,
  ],
  [
    'a --package with a slip where there are only projects below',
    several,
    { package: 'acme_backen' },
    /Did you mean acme_backend\? Its packages: acme_backend, api\./,
  ],
  ['a --package with a slip', two, { package: 'alhpa' }, /Did you mean alpha\? Its packages: alpha, beta/],
  [
    'a --package that is not there',
    two,
    { package: 'gamma' },
    /--package=gamma is not a package of this project\. Its packages: alpha, beta/,
  ],
  [
    'broken TOML',
    { 'pyproject.toml': '[project]\nname = acme\n' },
    {},
    /^pyproject\.toml, line 2, column \d+: this is not valid TOML/,
  ],
  ['a --source-dir outside', two, { sourceDir: '../x' }, /--source-dir=\.\.\/x lies outside/],
  ['an absolute --source-dir', two, { sourceDir: '/tmp/x' }, /--source-dir=\/tmp\/x is an absolute path/],
  ['a --source-dir of Windows that is absolute', two, { sourceDir: 'C:\\x' }, /is an absolute path/],
  [
    'a --source-dir that cannot be imported',
    two,
    { sourceDir: 'my-tools/class' },
    /"my-tools" is not a name that Python allows/,
  ],
  ['a --source-dir that is the source folder', two, { sourceDir: './src/' }, /holds them/],
];

describe('finding the packages of a Python repository', () => {
  for (const [name, files, expected] of cases) {
    it(`finds them in ${name}`, () => assert.deepEqual(packages(files), expected));
  }

  for (const [name, files, answers, message] of failures) {
    it(`says what to do about ${name}`, () => {
      assert.throws(
        () => packages(files, answers),
        (error) => error instanceof UserError && message.test(error.message),
      );
    });
  }

  it('takes the package that --package names, or one inside of it', () => {
    assert.deepEqual(packages(two, { package: 'beta' }), ['beta in src/beta']);
    assert.deepEqual(packages(two, { package: 'alpha.core' }), ['alpha.core in src/alpha/core']);
  });

  it('takes the package of a project below that --package names', () => {
    for (const files of [several, tooled]) {
      assert.deepEqual(packages(files, { package: 'acme_backend' }), [
        'acme_backend in backend/src/acme_backend',
      ]);
      assert.deepEqual(packages(files, { package: 'api' }), ['api in services/api/api']);
    }
  });

  it('takes a package that --package names although it is called like a folder of helpers', () => {
    const files = { 'pyproject.toml': named('acme'), ...at('acme', 'tools', 'src/scripts') };
    assert.deepEqual(packages(files, { package: 'tools' }), ['tools in tools']);
    assert.deepEqual(packages(files, { package: 'scripts' }), ['scripts in src/scripts']);
  });

  it('takes a package that --package names beside the one of the name of the project', () => {
    const files = { 'pyproject.toml': named('acme'), ...at('src/acme', 'src/other') };
    assert.deepEqual(packages(files, { package: 'other' }), ['other in src/other']);
  });

  it('takes the package of a project below that --source-dir leads into', () => {
    for (const files of [several, tooled, { ...several, 'pyproject.toml': named('acme'), ...at('src/acme') }])
      assert.deepEqual(packages(files, { sourceDir: 'backend/src/acme_backend/state' }), [
        'acme_backend in backend/src/acme_backend',
      ]);
  });

  it('takes the package around --source-dir, so that nobody is asked', () => {
    assert.deepEqual(packages(two, { sourceDir: 'src/beta/tools' }), ['beta in src/beta']);
    assert.deepEqual(packages(two, { sourceDir: 'src\\beta\\tools' }), ['beta in src/beta']);
    assert.deepEqual(packages({ 'pyproject.toml': named('foo'), 'foo.py': '' }, { sourceDir: 'foo_utils' }), [
      'foo_utils in foo_utils',
    ]);
  });

  it('recognises Python by a project file or a package, and nothing else', () => {
    const recognised = (files: Files) => python.findEvidence(memoryTree(files)) !== undefined;
    assert.deepEqual([{ 'setup.cfg': '' }, at('acme'), at('src/acme')].map(recognised), [true, true, true]);
    assert.deepEqual([{}, { 'package.json': '{}' }, { 'acme/tool.py': '' }].map(recognised), [
      false,
      false,
      false,
    ]);
  });
});
