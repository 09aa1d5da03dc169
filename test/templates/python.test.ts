/** What every generated Python piece must hold, in a project that the generator wrote it to. */

import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { catalogue, pieceIds } from '../../generators/tables/catalogue.js';
import { type CommandResult, mustRun, outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { cacheFolder, makeEnvironment, pythonEnvironment, withTools } from '../python/environment.js';
import { writeProject } from '../sample-project.js';

const utils = 'src/acme/utils';
const lineLengths = [79, 88, 100, 120];
const projectLength = 88;
const pythonVersions = ['3.10', '3.14'];
const platforms = ['linux', 'darwin', 'win32'];

/** A linter's or type checker's command, over a project with all pieces in it. */
interface Checker {
  readonly name: string;
  readonly command: readonly string[];
}

const ruffConfig = join(packageRoot, 'test/templates/ruff.toml');

/** What a repository has that imports as little as it can at run time. */
const importsConfig = join(packageRoot, 'test/templates/ruff-imports.toml');

const formatCommand = ['ruff', 'format', '--check', '--no-cache', utils, 'tests/utils', '--line-length'];

const checkers: readonly Checker[] = [
  {
    name: 'ruff check, all rules',
    command: ['ruff', 'check', '--no-cache', '--config', ruffConfig, 'src', 'tests/utils'],
  },
  {
    name: 'ruff check of imports for annotations, at its strictest',
    command: ['ruff', 'check', '--no-cache', '--config', importsConfig, utils, 'tests/utils'],
  },
  {
    name: 'pycodestyle, all rules',
    // W503 and W504 contradict each other; the exports are laid out for the project's own line length.
    command: ['pycodestyle', '--ignore=W503,W504', '--exclude=__init__.py', utils, 'tests/utils'],
  },
  ...lineLengths.map((length) => ({
    name: `ruff format at ${length} columns`,
    // The exports are laid out for the project's own line length.
    command: [
      ...formatCommand,
      `${length}`,
      ...(length === projectLength ? [] : ['--exclude', '__init__.py']),
    ],
  })),
  ...pythonVersions.flatMap((version) =>
    platforms.map((platform) => ({
      name: `mypy --strict for Python ${version} on ${platform}`,
      command: [
        'mypy',
        '--strict',
        '--warn-unreachable',
        '--no-error-summary',
        '--python-version',
        version,
        '--platform',
        platform,
        utils,
        'tests/utils',
      ],
    })),
  ),
  ...pythonVersions.map((version) => ({
    name: `pyright, strict, for Python ${version}`,
    command: pyrightCommand(version),
  })),
  { name: 'ty, every warning an error', command: tyCommand() },
];

function pyrightCommand(version: string): readonly string[] {
  const pyright = join(packageRoot, 'node_modules/.bin/pyright');
  return [
    pyright,
    '--project',
    'pyrightconfig.json',
    '--pythonversion',
    version,
    '--pythonpath',
    pythonEnvironment(),
  ];
}

/** In an environment of its own: it is new each week. */
function tyCommand(): readonly string[] {
  const python = makeEnvironment(
    join(cacheFolder, 'ty'),
    join(packageRoot, 'test/templates/ty/requirements.txt'),
  );
  const options = ['--error-on-warning', '--output-format', 'concise', '--python', pythonEnvironment()];
  return [join(dirname(python), 'ty'), 'check', ...options, utils, 'tests/utils'];
}

describe('the generated Python pieces', () => {
  let project: string;

  before(async () => {
    pythonEnvironment();
    project = makeScratch('templates');
    writeProject(project);
    writeFileSync(
      join(project, 'pyrightconfig.json'),
      '{ "typeCheckingMode": "strict", "include": ["src", "tests/utils"] }',
    );
    for (const generator of ['persistence', 'utils']) {
      await mustRun(['node', join(packageRoot, 'dist/generators/bin/cli.js'), generator, '--yes'], {
        cwd: project,
      });
    }
  });

  const inProject = (command: readonly string[], cwd = project) => {
    return run(command, {
      cwd,
      env: { ...withTools(), PYTHONPATH: join(cwd, 'src'), PYTHONDONTWRITEBYTECODE: '1' },
    });
  };
  const assertSucceeds = (result: CommandResult) => assert.equal(result.status, 0, outputOf(result));

  /** A copy of the project with more lines in a module. */
  function copyWith(lines: string): string {
    const copy = makeScratch('planted');
    cpSync(project, copy, { recursive: true });
    const path = join(copy, utils, 'persistence.py');
    writeFileSync(path, `${readFileSync(path, 'utf8')}${lines}\n`);
    return copy;
  }

  for (const { name, command } of checkers) {
    it(`pass ${name}`, async () => assertSucceeds(await inProject(command)));
  }

  // One of each tool: its variants differ only in a number or a platform.
  for (const tool of ['ruff check', 'pycodestyle', 'ruff format', 'mypy', 'pyright', 'ty']) {
    it(`would fail ${tool} with a planted mistake`, async () => {
      const command = checkers.find(({ name }) => name.startsWith(tool))?.command ?? [];
      const result = await inProject(command, copyWith('PLANTED :int="text";'));
      assert.notEqual(result.status, 0);
      assert.match(outputOf(result), /persistence\.py/);
    });
  }

  it('would fail mypy with code that is never reached', async () => {
    const command = checkers.find(({ name }) => name.startsWith('mypy'))?.command ?? [];
    const lines = 'def planted(count: int) -> int:\n    return count\n    return 0';
    assert.match(outputOf(await inProject(command, copyWith(lines))), /persistence\.py.*\[unreachable\]/);
  });

  it('pass their tests, which cover most of the lines and branches', async () => {
    const covered = [
      'coverage',
      'run',
      '--branch',
      `--source=${utils}`,
      '-m',
      'pytest',
      '-q',
      '-p',
      'no:randomly',
      'tests/utils',
    ];
    assertSucceeds(await inProject(covered));
    const report = ['coverage', 'report', '--show-missing'];
    // The rest is for test/exhaustive, and what is for other systems and rare faults for test/crash and test/company.
    assertSucceeds(await inProject([...report, '--fail-under=85']));
  });

  it('pass their tests as a normal user', async () => assertSucceeds(await runAsUser(project)));

  it('have at most 200 lines of code a module', async () => {
    const modules = pieceIds.flatMap((piece) =>
      catalogue[piece].templates.python.modules.map((name) => `${utils}/${name}`),
    );
    const counter = join(packageRoot, 'test/templates/count_lines.py');
    const counts = (await mustRun([pythonEnvironment(), counter, ...modules], { cwd: project }))
      .trim()
      .split('\n')
      .map(Number);
    assert.deepEqual(
      modules.filter((_, index) => (counts[index] ?? 0) > 200),
      [],
    );
  });
});

/** Root may do anything to a file, so its tests prove less: this runs them as uid 1000 when it is root. */
async function runAsUser(project: string): Promise<CommandResult> {
  const home = makeScratch('user');
  const user = process.getuid?.() === 0 ? ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups'] : [];
  const sitePackages = await mustRun(
    [
      pythonEnvironment(),
      '-c',
      'import pytest, os; print(os.path.dirname(os.path.dirname(pytest.__file__)))',
    ],
    { cwd: home },
  );
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: '/nonexistent',
    PYTHONPATH: `${join(project, 'src')}:${sitePackages.trim()}`,
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const python = user.length > 0 ? '/usr/bin/python3' : pythonEnvironment();
  return run([...user, python, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests/utils'], {
    cwd: project,
    env,
  });
}
