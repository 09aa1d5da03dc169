/** The bin, as people and programs call it: what it prints, writes and returns. */

import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { packageRoot, packageVersion } from '../../generators/run/package-root.js';
import { type CommandResult, mustRun, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');

function makeProject(files: Readonly<Record<string, string>> = sampleFiles): string {
  const dir = makeScratch('cli');
  writeProject(dir, files);
  return dir;
}

const chora = (cwd: string, ...args: string[]): Promise<CommandResult> =>
  run(['node', bin, ...args], { cwd });

/** A configuration as an earlier run left it, or as somebody edited it since. */
function remember(place: Readonly<Record<string, string>>): string {
  const usual = {
    language: 'python',
    package: 'acme',
    sourceDir: 'src/acme/utils',
    testsDir: 'tests/utils',
    docsDir: 'docs',
  };
  return JSON.stringify({ 'generator-chora': { places: [{ ...usual, ...place }] } });
}

/** Every file's path, time and size, and every folder: two equal listings mean that nothing was written. */
function listing(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('.git/'))
    .map((path) => {
      const stats = statSync(join(dir, path));
      return stats.isDirectory() ? path : `${path} ${stats.mtimeMs} ${stats.size}`;
    })
    .sort();
}

describe('the bin', () => {
  it('says its version', async () => {
    assert.equal((await chora('/', '--version')).stdout, `${packageVersion}\n`);
  });

  it('shows the commands when it is called alone, or asked for help', async () => {
    for (const words of [[], ['--help'], ['help']]) {
      const { stdout, status } = await chora('/', ...words);
      assert.equal(status, 0);
      assert.match(stdout, /^ {2}persistence +add a crash-safe StatefulObject/m);
    }
  });

  it('names every flag in the help of a command, with examples', async () => {
    const { stdout } = await chora('/', 'persistence', '--help');
    for (const flag of ['--package=VALUE', '--on-conflict=VALUE', '--dry-run', '--json', '--yes']) {
      assert.ok(stdout.includes(flag), flag);
    }
    assert.match(stdout, /Examples:\n {2}generator-chora persistence/);
  });

  it('runs as root, as in a container', async () => {
    const project = makeProject();
    assert.equal((await chora(project, 'persistence')).status, 0);
    assert.ok(existsSync(join(project, 'src/acme/utils/persistence.py')));
  });

  it('changes nothing on a second run, and says so', async () => {
    const project = makeProject();
    await chora(project, 'persistence');
    const before = listing(project);
    const { stderr } = await chora(project, 'persistence');
    assert.match(stderr, /Everything is in place already; nothing changed/);
    assert.deepEqual(listing(project), before);
  });

  it('changes nothing on a second run in a folder outside of all packages', async () => {
    const project = makeProject();
    await chora(project, 'persistence', '--source-dir=lib/other');
    const before = listing(project);
    const { status } = await chora(project, 'persistence');
    assert.equal(status, 0);
    assert.deepEqual(listing(project), before);
  });

  it('says the way to the project before the test command where it is run in a folder below', async () => {
    const project = makeProject();
    const { stderr } = await chora(join(project, 'src/acme'), 'utils', 'errors');
    assert.match(
      stderr,
      /\nGo there: +cd \.\.\/\.\.\nRun the tests with: +.*pytest tests\/utils\/test_errors\.py\n/,
    );
  });

  it('declares pytest with one more item, and leaves the comment beside it', async () => {
    const project = makeProject();
    await chora(project, 'persistence');
    const text = readFileSync(join(project, 'pyproject.toml'), 'utf8');
    assert.match(text, /^dev = \["ruff>=0\.12", "pytest[^"]*"\] {2}# linting only, so far$/m);
  });

  it('prints with --dry-run a diff that makes git do exactly what a run does, and writes nothing', async () => {
    const [previewed, done] = [makeProject(), makeProject()];
    const before = listing(previewed);
    const { stdout } = await chora(previewed, 'persistence', '--dry-run');
    assert.deepEqual(listing(previewed), before);
    const patch = join(makeScratch('patch'), 'plan.diff');
    writeFileSync(patch, stdout);
    await mustRun(['git', 'apply', patch], { cwd: previewed });
    await chora(done, 'persistence');
    await mustRun(['diff', '-r', previewed, done], { cwd: '/' });
  });

  it('prints with --json one object, whose outcomes name every file', async () => {
    const project = makeProject();
    const { outcomes, testCommand } = JSON.parse((await chora(project, 'persistence', '--json')).stdout);
    const created = (outcomes as { path: string; status: string }[]).filter(
      ({ status }) => status === 'created',
    );
    for (const { path } of created) assert.ok(existsSync(join(project, path)), path);
    assert.equal(testCommand, 'python -m pytest tests/utils/test_persistence.py');
  });

  it('says the root of the project, and the files that it keeps for itself', async () => {
    const project = makeProject();
    const { stderr } = await chora(join(project, 'src'), 'persistence');
    assert.match(stderr, new RegExp(`^root +${project}$`, 'm'));
    for (const path of ['.chora/.gitattributes', '.chora/manifest.jsonl', '.yo-rc.json'])
      assert.match(stderr, new RegExp(`^ +created {2}${path} `, 'm'));
  });

  it('says them with --json, too', async () => {
    const project = makeProject();
    const { root, ownFiles } = JSON.parse((await chora(project, 'persistence', '--json')).stdout);
    assert.equal(root, project);
    assert.deepEqual(ownFiles, [
      { path: '.chora/.gitattributes', status: 'created' },
      { path: '.chora/manifest.jsonl', status: 'created' },
      { path: '.yo-rc.json', status: 'created' },
    ]);
  });

  it('prints with --json an error as an object, too', async () => {
    const { stdout, status } = await chora(makeProject(), 'persistence', '--json', '--package=nope');
    assert.equal(status, 1);
    assert.match(JSON.parse(stdout).error.message, /--package=nope is not a package/);
  });

  it('keeps what the user changed, and with overwrite keeps the text that it replaces', async () => {
    const project = makeProject();
    await chora(project, 'persistence');
    const path = join(project, 'src/acme/utils/persistence.py');
    writeFileSync(path, 'mine = 1\n');
    await chora(project, 'persistence');
    assert.equal(readFileSync(path, 'utf8'), 'mine = 1\n');
    const { stderr } = await chora(project, 'persistence', '--on-conflict=overwrite');
    const [, kept = ''] = /your text is in (\S+)\)/.exec(stderr) ?? [];
    assert.equal(readFileSync(join(project, kept), 'utf8'), 'mine = 1\n');
    assert.match(readFileSync(path, 'utf8'), /class StatefulObject/);
  });

  it('says what to do first when docs finds no piece', async () => {
    const { stderr, status } = await chora(makeProject(), 'docs');
    assert.equal(status, 0);
    assert.match(stderr, /nothing to do here: add a piece first/);
  });

  it('uses no colour with NO_COLOR or --no-color, not even where colours are forced', async () => {
    const see = async (env: NodeJS.ProcessEnv, ...flags: string[]) => {
      const place = { cwd: makeProject(), env: { ...process.env, FORCE_COLOR: '1', ...env } };
      return (await run(['node', bin, 'persistence', ...flags], place)).stderr.includes('\u001b');
    };
    assert.deepEqual(
      [await see({}), await see({ NO_COLOR: '1' }), await see({}, '--no-color')],
      [true, false, false],
    );
  });

  it('mends the record that a merge left with conflict markers, and says so', async () => {
    const project = makeProject();
    await chora(project, 'persistence');
    const path = join(project, '.chora/manifest.jsonl');
    const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
    const merged = [
      header,
      '<<<<<<< HEAD',
      ...lines.slice(0, 2),
      '=======',
      ...lines.slice(2),
      '>>>>>>> other',
      '',
    ];
    writeFileSync(path, merged.join('\n'));
    const { stderr } = await chora(project, 'persistence');
    assert.match(stderr, /manifest\.jsonl had conflict markers of a merge/);
    assert.equal(readFileSync(path, 'utf8'), `${[header, ...lines].join('\n')}\n`);
    assert.match((await chora(project, 'persistence')).stderr, /nothing changed/);
  });

  it('says what to do with the conflict of a merge in its configuration', async () => {
    const conflict = '{\n<<<<<<< HEAD\n  "a": 1\n=======\n  "a": 2\n>>>>>>> other\n}\n';
    const { status, stderr } = await chora(
      makeProject({ ...sampleFiles, '.yo-rc.json': conflict }),
      'persistence',
    );
    assert.equal(status, 1);
    assert.match(stderr, /\.yo-rc\.json holds conflict markers of a merge; resolve them/);
  });

  it('shows with status what is here, of which version, and what was edited or deleted', async () => {
    const project = makeProject();
    await chora(project, 'utils', 'errors');
    writeFileSync(join(project, 'src/acme/utils/errors.py'), 'mine = 1\n');
    rmSync(join(project, 'tests/utils/test_errors.py'));
    const before = listing(project);
    const { stdout, stderr, status } = await chora(join(project, 'src'), 'status');
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, new RegExp(`^errors ${packageVersion} \\(acme\\)$`, 'm'));
    assert.match(stdout, /^ {2}edited {4}src\/acme\/utils\/errors\.py$/m);
    assert.match(stdout, /^ {2}deleted {3}tests\/utils\/test_errors\.py$/m);
    assert.match(stdout, /^ {2}unedited {2}user-docs\/how-to\/improve-error-messages\.md$/m);
    assert.deepEqual(listing(project), before);
  });

  it('shows with status what was moved where it is now, and as recorded where two copies leave that open', async () => {
    const project = makeProject();
    await chora(project, 'utils', 'errors');
    renameSync(join(project, 'src/acme'), join(project, 'src/beta'));
    assert.match((await chora(project, 'status')).stdout, /^ {2}unedited {2}src\/beta\/utils\/errors\.py$/m);
    cpSync(join(project, 'src/beta'), join(project, 'src/copy'), { recursive: true });
    assert.match((await chora(project, 'status')).stdout, /^ {2}deleted {3}src\/acme\/utils\/errors\.py$/m);
  });

  it('shows the same with status --json as one object', async () => {
    const project = makeProject();
    await chora(project, 'utils', 'errors');
    const { root, files } = JSON.parse((await chora(project, 'status', '--json')).stdout);
    assert.equal(root, project);
    assert.deepEqual(files[0], {
      path: 'src/acme/utils/errors.py',
      state: 'unedited',
      piece: 'errors',
      part: 'module',
      language: 'python',
      package: 'acme',
      version: packageVersion,
    });
  });

  it('shows with status how to begin where nothing is recorded', async () => {
    assert.match((await chora(makeProject(), 'status')).stdout, /Nothing here is recorded\. Add a piece/);
  });

  it('prints the command for the tests so that a shell takes a folder with a blank for one word', async () => {
    const { stderr } = await chora(makeProject(), 'utils', 'errors', '--tests-dir=tests/my notes');
    assert.match(stderr, /^Run the tests with: .* 'tests\/my notes\/test_errors\.py'$/m);
  });

  it('uses no colour where its output is no terminal', async () => {
    const { stderr } = await chora(makeProject(), 'persistence');
    assert.ok(!stderr.includes('\u001b'));
  });
});

describe('a mistake, told to the bin', () => {
  const broken = { ...sampleFiles, 'pyproject.toml': '[project\nname = "acme"\n' };
  const theirs = { ...sampleFiles, 'src/acme/utils/persistence.py': 'class Theirs: ...\n' };
  const badSyntax = { ...sampleFiles, 'src/acme/utils/__init__.py': 'from . import (\n    broken\n' };
  const taken = { ...sampleFiles, 'src/acme/utils/__init__.py': 'StatefulObject = 1\n' };
  const old = {
    ...sampleFiles,
    'pyproject.toml': sampleFiles['pyproject.toml']?.replace('3.10', '3.8') ?? '',
  };
  const notUtf8 = { ...sampleFiles, '.yo-rc.json': '[]' };

  for (const [what, files, args, message, expected = 1] of [
    ['broken TOML', broken, [], /pyproject\.toml/],
    ['a module of the same name', theirs, [], /src\/acme\/utils\/persistence\.py is there already/],
    ['a syntax error in __init__.py', badSyntax, [], /src\/acme\/utils\/__init__\.py, line 3: /],
    ['a name that is taken', taken, [], /src\/acme\/utils\/__init__\.py, line 1: the name StatefulObject/],
    ['a project for an older Python', old, [], /requires-python.*--ignore-requires-python/s],
    ['a configuration that is no object', notUtf8, [], /\.yo-rc\.json/],
    [
      'a folder of another tool',
      sampleFiles,
      ['--docs-dir=.git/docs'],
      /--docs-dir=\.git\/docs lies in \.git/,
    ],
    [
      'a name that the command does not take',
      sampleFiles,
      ['bogus'],
      /persistence takes no names; got bogus/,
      2,
    ],
    [
      'another command beside it',
      sampleFiles,
      ['utils'],
      /got utils\. That is a command of its own: generator-chora utils\./,
      2,
    ],
    [
      'an unknown package',
      sampleFiles,
      ['--package=acne'],
      /--package=acne is not a package.*Did you mean acme\?/,
    ],
    [
      'a mistyped flag',
      sampleFiles,
      ['--packag=acme'],
      /Unknown flag --packag\. Did you mean --package\?/,
      2,
    ],
    ['a flag without its value', sampleFiles, ['--package'], /--package/, 2],
    [
      'an unknown policy',
      sampleFiles,
      ['--on-conflict=ask'],
      /--on-conflict=ask is not one of keep, overwrite/,
      2,
    ],
    ['an unknown flag', sampleFiles, ['--wombat'], /Unknown flag --wombat\. See .*persistence --help/, 2],
    ['an unknown letter', sampleFiles, ['-x'], /Unknown flag -x\. See .*persistence --help/, 2],
    [
      'a remembered folder outside of the project',
      { ...sampleFiles, '.yo-rc.json': remember({ docsDir: '../docs' }) },
      [],
      /: The docsDir "\.\.\/docs" in \.yo-rc\.json lies outside of the project\./,
    ],
    [
      'a remembered package that is not there',
      { ...sampleFiles, '.yo-rc.json': remember({ package: 'acne' }) },
      ['--source-dir=src/acme/utils'],
      /The package "acne" in \.yo-rc\.json is not a package/,
    ],
    ['an unknown language', sampleFiles, ['--language=cobol'], /--language=cobol is not one of python/, 2],
    ['a folder outside of the project', sampleFiles, ['--source-dir=../elsewhere'], /--source-dir/],
    ['a folder that cannot be imported', sampleFiles, ['--source-dir=src/acme/my-utils'], /my-utils/],
  ] as const) {
    it(`ends with status ${expected} and one line for ${what}, and leaves everything as it was`, async () => {
      const project = makeProject(files);
      const before = listing(project);
      const { status, stderr } = await chora(project, 'persistence', ...args);
      assert.equal(status, expected);
      assert.match(stderr, message);
      assert.match(stderr, /generator-chora: .*\n$/);
      assert.doesNotMatch(stderr, /^\s+at /m);
      assert.deepEqual(listing(project), before);
    });
  }

  it('names the command that was meant', async () => {
    const { status, stderr } = await chora('/', 'persistance');
    assert.equal(status, 2);
    assert.match(stderr, /no command called persistance\. Did you mean persistence\?/);
  });

  it('says how to begin a project where there is none', async () => {
    const { status, stderr } = await chora(makeScratch('empty'), 'persistence');
    assert.equal(status, 1);
    assert.match(stderr, /no Python project here.*begin one with `generator-chora app`/);
  });
});

describe('flags of any command', () => {
  const answer = (dir: string, text: string) => writeFileSync(join(dir, 'answers.json'), text);

  it('come from a file, and those of the command line win', async () => {
    const dir = makeProject();
    answer(dir, '{ "docs": false, "source-dir": "src/acme/a", "yes": true }');
    const args = ['persistence', '--answers=answers.json', '--source-dir=src/acme/b'];
    assert.equal((await chora(dir, ...args)).status, 0);
    assert.ok(existsSync(join(dir, 'src/acme/b/persistence.py')));
    assert.ok(!existsSync(join(dir, 'src/acme/a')));
    assert.ok(!existsSync(join(dir, 'user-docs')));
  });

  it('are refused by the name of the file and the flag where they are wrong in it', async () => {
    const dir = makeProject();
    for (const [text, message] of [
      ['{ "docz": false }', /--answers=answers\.json: there is no flag docz; did you mean docs\?/],
      ['{ "docs": "no" }', /answers\.json: docs is to be a boolean, and is "no"/],
      ['{ "__proto__": true }', /answers\.json: there is no flag __proto__/],
      ['[]', /answers\.json does not hold a JSON object/],
    ] as const) {
      answer(dir, text);
      const { status, stderr } = await chora(dir, 'persistence', '--answers=answers.json');
      assert.equal(status, 2, text);
      assert.match(stderr, message);
    }
    const { status, stderr } = await chora(dir, 'persistence', '--answers=none.json');
    assert.equal(status, 2);
    assert.match(stderr, /--answers=none\.json/);
    assert.ok(!existsSync(join(dir, '.chora')));
  });

  it('make it quiet, but for errors', async () => {
    const dir = makeProject();
    const { status, stdout, stderr } = await chora(dir, 'persistence', '--quiet');
    assert.deepEqual([status, stdout, stderr], [0, '', '']);
    assert.match((await chora(dir, 'utils', 'eror', '--quiet')).stderr, /There is no piece called eror/);
  });
});
