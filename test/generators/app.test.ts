/** `yo chora`, as hosts run it and through the bin: what it asks, writes, refuses and leaves alone. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import helpers from 'yeoman-test';
import AppGenerator from '../../generators/app/index.js';
import { packageRoot } from '../../generators/run/package-root.js';
import { type CommandResult, mustRun, outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { writeProject } from '../sample-project.js';
import { generatorPath } from './generator-path.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');

function makeFolder(files: Readonly<Record<string, string>> = {}): string {
  const dir = join(makeScratch('app'), 'acme-notes');
  mkdirSync(dir);
  writeProject(dir, files);
  return dir;
}

const chora = (cwd: string, ...args: string[]): Promise<CommandResult> =>
  run(['node', bin, ...args], { cwd });

/** Every file with its text: two equal ones mean that nothing was changed. */
function textsIn(dir: string): Readonly<Record<string, string>> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(dir.length + 1), readFileSync(path, 'utf8')]));
}

const read = (dir: string, path: string) => readFileSync(join(dir, path), 'utf8');

function ask(answers: Readonly<Record<string, unknown>>, options: Readonly<Record<string, unknown>> = {}) {
  return helpers
    .create(AppGenerator, { namespace: 'chora:app', resolved: generatorPath('app') }, { force: false })
    .withOptions(options)
    .withAnswers(answers)
    .run();
}

describe('yo chora under Yeoman', () => {
  it('asks six questions, and writes what was answered', async () => {
    const result = await ask({
      projectName: 'acme-notes',
      projectType: 'mcp_server',
      projectDescription: 'Keeps notes.',
      minimal: 'no',
      pieces: ['utils'],
      license: 'BSD-3-Clause',
    });
    assert.deepEqual(
      result.askedQuestions.map(({ name }) => name),
      ['projectName', 'projectType', 'projectDescription', 'license', 'minimal', 'pieces'],
    );
    result.assertFile(['src/acme_notes/utils/errors.py', 'tests/utils/test_errors.py', 'LICENSE']);
    result.assertNoFile('src/acme_notes/utils/persistence.py');
    result.assertFileContent('LICENSE', 'BSD 3-Clause');
    result.assertFileContent('README.md', 'Keeps notes.');
  });

  for (const [answer, has] of [
    ['yes', true],
    ['no', false],
  ] as const)
    it(`asks of a service whether it is deployed, and takes ${answer} for an answer`, async () => {
      const options = { projectName: 'acme', projectType: 'web_service', license: 'MIT' };
      const result = await ask(
        { projectDescription: 'Notes.', minimal: 'no', pieces: [], includeDeployment: answer },
        options,
      );
      const asked = result.askedQuestions.map(({ name }) => name);
      assert.deepEqual(asked, ['projectDescription', 'minimal', 'pieces', 'includeDeployment']);
      for (const path of ['Dockerfile', 'acme.service']) {
        if (has) result.assertFile(path);
        else result.assertNoFile(path);
      }
      result.assertJsonFileContent('.yo-rc.json', {
        'generator-chora': { project: { includeDeployment: has } },
      });
    });

  it('does not ask for what a flag says', async () => {
    const options = {
      projectName: 'acme',
      'project-type': 'library',
      projectDescription: 'Notes.',
      license: 'MIT',
      minimal: false,
      includeApiUtilities: false,
    };
    assert.deepEqual((await ask({}, options)).askedQuestions, []);
  });

  it('refuses a bad flag before it asks anything', async () => {
    await assert.rejects(ask({}, { license: 'GPL' }), /--license=GPL: it must be one of/);
  });
});

describe('yo chora through the bin', () => {
  it('begins a project in the folder it is in, named after it, and says the commands that run and test it', async () => {
    const dir = makeFolder();
    const result = await chora(dir, 'app', '--yes');
    assert.equal(result.status, 0, outputOf(result));
    assert.match(read(dir, 'pyproject.toml'), /^name = "acme-notes"$/m);
    assert.match(result.stderr, /\nRun it: .*acme-notes greet Ada\nTest it: .*pytest --cov\n/);
    assert.doesNotMatch(result.stderr, /Go there/);
  });

  it('makes a new folder, and says how to go there', async () => {
    const dir = makeFolder();
    const result = await chora(dir, 'app', 'deep/other', '--yes');
    assert.ok(existsSync(join(dir, 'deep/other/src/other/cli.py')), outputOf(result));
    assert.deepEqual(readdirSync(dir), ['deep']);
    assert.match(result.stderr, /\nGo there: +cd deep\/other\n/);
  });

  it('writes at most 34 files by default, the record among them', async () => {
    const dir = makeFolder();
    await chora(dir, 'app', '--yes');
    const files = Object.keys(textsIn(dir));
    assert.ok(files.length <= 34, files.join('\n'));
  });

  it('says the way to a folder whose name has a blank so that a shell takes it', async () => {
    const result = await chora(makeFolder(), 'app', 'my notes', '--yes');
    assert.match(result.stderr, /\nGo there: +cd 'my notes'\n/);
  });

  for (const [folder, isTheirs] of [
    ['bin', true],
    ['node_modules/.bin', false],
  ] as const) {
    it(`says ${isTheirs ? 'uv' : 'pip'} where there is a uv in ${folder}`, async () => {
      const path = join(makeScratch('programs'), folder);
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, 'uv'), '', { mode: 0o755 });
      const command = [process.execPath, bin, 'app', 'acme', '--yes', '--dry-run', '--json'];
      const { stdout } = await run(command, { cwd: makeFolder(), env: { PATH: path } });
      const { commands } = JSON.parse(stdout) as { commands: readonly { command: string }[] };
      assert.equal(
        commands.some((step) => step.command.startsWith('uv run ')),
        isTheirs,
      );
    });
  }

  it('is not drawn into a project above', async () => {
    const above = makeFolder({ 'pyproject.toml': '[project]\nname = "above"\n', '.yo-rc.json': '{}' });
    const dir = join(above, 'inner');
    mkdirSync(dir);
    const before = read(above, '.yo-rc.json');
    await chora(dir, 'app', '--yes');
    assert.match(read(dir, 'pyproject.toml'), /^name = "inner"$/m);
    assert.equal(read(above, '.yo-rc.json'), before);
  });

  it('changes nothing on a second run, also where the first was told otherwise', async () => {
    const dir = makeFolder();
    const flags = [
      '--project-type=library',
      '--include-persistence-helpers',
      '--no-include-agents-md',
      '--license=GPL-3.0',
    ];
    await chora(dir, 'app', '--yes', ...flags, '--author-name=Ada', '--author-email=');
    const before = textsIn(dir);
    const result = await chora(dir, 'app', '--yes');
    assert.match(result.stderr, /nothing changed/);
    assert.deepEqual(textsIn(dir), before);
  });

  it('adds tests in a later run, with their settings', async () => {
    const [later, atOnce] = [makeFolder(), makeFolder()];
    await chora(later, 'app', '--yes', '--no-include-tests');
    await chora(later, 'app', '--yes', '--include-tests');
    await chora(atOnce, 'app', '--yes');
    assert.equal(read(later, 'pyproject.toml'), read(atOnce, 'pyproject.toml'));
  });

  it('remembers another folder of the guides', async () => {
    const dir = makeFolder();
    await chora(dir, 'app', '--yes', '--docs-dir=guides');
    assert.match((await chora(dir, 'app', '--yes')).stderr, /nothing changed/);
  });

  it('adds what a later run asks for, and keeps what the user changed meanwhile', async () => {
    const dir = makeFolder();
    await chora(dir, 'app', '--yes', '--no-include-persistence-helpers');
    writeFileSync(join(dir, 'README.md'), '# Mine\n');
    const result = await chora(dir, 'app', '--yes', '--include-persistence-helpers');
    assert.match(result.stderr, /kept {2}README\.md/);
    assert.equal(read(dir, 'README.md'), '# Mine\n');
    assert.ok(existsSync(join(dir, 'src/acme_notes/utils/persistence.py')));
    assert.ok(existsSync(join(dir, 'src/acme_notes/history.py')));
  });

  it('declares what an added piece imports, in a pyproject.toml that was edited meanwhile', async () => {
    const dir = makeFolder();
    await chora(dir, 'app', '--yes', '--no-include-persistence-helpers', '--no-include-tests');
    const edited = read(dir, 'pyproject.toml').replace('"typer>=', '"httpx>=0.28",\n    "typer>=');
    writeFileSync(join(dir, 'pyproject.toml'), edited);
    await chora(dir, 'app', '--yes', '--include-persistence-helpers', '--include-tests');
    const pyproject = read(dir, 'pyproject.toml');
    for (const name of ['httpx', 'platformdirs', 'typer', 'pytest', 'pytest-cov', 'mypy'])
      assert.match(pyproject, new RegExp(`^    "${name}>=`, 'm'));
    assert.match(pyproject, /^\[tool\.pytest\.ini_options\]$/m);
    await chora(dir, 'app', '--yes');
    assert.equal(read(dir, 'pyproject.toml'), pyproject);
  });

  it('brings the parts of an added flag into files that were edited meanwhile, or keeps them as they are', async () => {
    const dir = makeFolder();
    await chora(dir, 'app', '--yes', '--no-include-tests', '--no-include-pre-commit');
    const edit = (path: string, from: string, to: string) =>
      writeFileSync(join(dir, path), read(dir, path).replace(from, to));
    edit('README.md', '# acme-notes\n', '# Notes of Acme\n');
    edit('.gitignore', '.venv/\n', '.venv/\n*.log\n');
    edit('justfile', 'uv run ruff check\n', 'uv run ruff check --quiet\n');
    writeFileSync(join(dir, '.github/workflows/ci.yml'), 'name: Mine\n');
    const result = await chora(dir, 'app', '--yes', '--include-tests', '--include-pre-commit');
    assert.match(read(dir, 'README.md'), /^# Notes of Acme\n.*uv run pytest --cov\n.*pre-commit install/s);
    assert.match(read(dir, '.gitignore'), /\n\*\.log\n.*\n\.coverage\n/s);
    assert.match(read(dir, 'justfile'), /ruff check --quiet\n.*pytest --cov/s);
    assert.equal(read(dir, '.github/workflows/ci.yml'), 'name: Mine\n');
    assert.match(result.stderr, /kept {2}\.github\/workflows\/ci\.yml/);
  });

  it('says which requirement is missing where it cannot be declared', async () => {
    const dir = makeFolder();
    await chora(dir, 'app', '--yes', '--no-include-persistence-helpers');
    const edited = read(dir, 'pyproject.toml').replace(
      /^dependencies = \[[^\]]*\]\n/m,
      'dynamic = ["dependencies"]\n',
    );
    writeFileSync(join(dir, 'pyproject.toml'), edited);
    const result = await chora(dir, 'app', '--yes', '--include-persistence-helpers');
    assert.match(result.stderr, /pyproject\.toml does not require "platformdirs>=4", "typer>=/);
  });

  it('adds only what is not in the way, and reports the rest', async () => {
    const theirs = {
      'README.md': '# Theirs\n',
      '.gitignore': '*.log\n',
      LICENSE: 'Mine.\n',
      'AGENTS.md': '# Rules\n',
    };
    const dir = makeFolder(theirs);
    const result = await chora(dir, 'app', '--yes');
    assert.equal(result.status, 0, outputOf(result));
    for (const path of ['README.md', '.gitignore', 'LICENSE']) {
      assert.equal(read(dir, path), theirs[path as keyof typeof theirs]);
      assert.match(result.stderr, new RegExp(`kept {2}${path.replace('.', '\\.')} `));
    }
    assert.ok(read(dir, 'AGENTS.md').startsWith('# Rules\n\n<!-- chora:begin pieces -->'));
    assert.ok(existsSync(join(dir, 'pyproject.toml')));
  });

  it('writes nothing where a module of somebody else is in the way of a piece', async () => {
    const dir = makeFolder({ 'src/acme_notes/utils/persistence.py': 'class Theirs: ...\n' });
    const before = textsIn(dir);
    const result = await chora(dir, 'app', '--yes');
    assert.equal(result.status, 1);
    assert.match(result.stderr, /src\/acme_notes\/utils\/persistence\.py is there already/);
    assert.deepEqual(textsIn(dir), before);
  });

  it('refuses where a project is already, and names the commands that add to it', async () => {
    const dir = makeFolder({
      'pyproject.toml': '[project]\nname = "theirs"\n',
      'src/theirs/__init__.py': '',
    });
    const before = textsIn(dir);
    const result = await chora(dir, 'app', '--yes');
    assert.equal(result.status, 1);
    assert.match(
      result.stderr,
      /already \(pyproject\.toml\).*generator-chora persistence or generator-chora utils/,
    );
    assert.deepEqual(textsIn(dir), before);
  });

  it('blames no flag where the name of the folder is to blame', async () => {
    const dir = makeFolder();
    const result = await chora(dir, 'app', '123', '--yes');
    assert.equal(result.status, 1);
    assert.match(result.stderr, /Give --project-name=VALUE\. There is none that fits here: it must begin/);
  });

  it('names no flag that it has not, where a file is in the way of a folder', async () => {
    const dir = makeFolder({ 'src/acme_notes/utils.py': '' });
    const result = await chora(dir, 'app', '--yes');
    assert.match(result.stderr, /src\/acme_notes\/utils\.py is in the way/);
    assert.doesNotMatch(result.stderr, /--source-dir/);
  });

  for (const flag of [
    '--project-name=Acme',
    '--package-name=json',
    '--python-version=2.7',
    '--include-tests=maybe',
    '--package=acme',
    '--no-license',
  ])
    it(`refuses ${flag} in one line, with status 2, and makes no folder`, async () => {
      const dir = makeFolder();
      const result = await chora(dir, 'app', 'other', '--yes', flag);
      assert.equal(result.status, 2);
      assert.match(result.stderr, /^generator-chora: .+\n$/);
      assert.deepEqual(readdirSync(dir), []);
    });

  it('shows a preview that git applies to the same project, and writes nothing', async () => {
    const [dir, other] = [makeFolder(), makeFolder()];
    const preview = await chora(dir, 'app', '--yes', '--dry-run');
    assert.deepEqual(readdirSync(dir), []);
    await mustRun(['git', 'init', '--quiet'], { cwd: other });
    writeFileSync(join(other, '../preview.diff'), preview.stdout);
    await mustRun(['git', 'apply', '../preview.diff'], { cwd: other });
    await mustRun(['rm', '-rf', '.git'], { cwd: other });
    await chora(dir, 'app', '--yes');
    assert.deepEqual(textsIn(other), textsIn(dir));
  });

  it('prints one object for programs, with the commands', async () => {
    const dir = makeFolder();
    const { stdout, stderr } = await chora(dir, 'app', '--json', '--project-type=daemon');
    const plan = JSON.parse(stdout);
    assert.deepEqual(
      plan.commands.map(({ label }: { label: string }) => label),
      ['Run it', 'Test it'],
    );
    assert.ok(plan.outcomes.some(({ path }: { path: string }) => path === 'pyproject.toml'));
    assert.equal(stderr, '');
  });

  it('asks nothing without a terminal, and takes the defaults', async () => {
    const dir = makeFolder();
    const result = await chora(dir, 'app');
    assert.equal(result.status, 0, outputOf(result));
    assert.ok(existsSync(join(dir, 'pyproject.toml')));
  });

  it('writes no AGENTS.md for later pieces either, once it was declined', async () => {
    const dir = makeFolder();
    await chora(dir, 'app', '--yes', '--no-include-agents-md');
    await chora(dir, 'utils', '--yes');
    assert.ok(existsSync(join(dir, 'src/acme_notes/utils/errors.py')));
    assert.ok(!existsSync(join(dir, 'AGENTS.md')));
  });

  it('puts the pieces of later runs beside those of the first', async () => {
    const [atOnce, later] = [makeFolder(), makeFolder()];
    await chora(atOnce, 'app', '--yes', '--project-type=library', '--include-persistence-helpers');
    await chora(later, 'app', '--yes', '--project-type=library');
    await chora(later, 'persistence', '--yes');
    const pieces = (dir: string) => Object.keys(textsIn(dir)).filter((path) => /utils|docs/.test(path));
    assert.deepEqual(pieces(later), pieces(atOnce));
  });
});

describe('another mind about a project', () => {
  const base = ['app', '--yes', '--author-name=Ada'];
  const settings: readonly (readonly string[])[] = [
    ['--project-type=cli_tool'],
    ['--project-type=library', '--include-tests=false'],
    ['--project-type=daemon', '--package-name=acme', '--include-pre-commit=false'],
    ['--project-type=web_service', '--include-api-utilities=true', '--include-persistence-helpers=false'],
    ['--project-type=mcp_server', '--include-persistence-helpers=false'],
    ['--project-type=library', '--include-api-utilities=true', '--docs=false'],
  ];
  /** Every flag of any setting, so that a later run forgets what an earlier one was told. */
  const complete = (setting: readonly string[]) => [
    '--package-name=acme_notes',
    '--include-persistence-helpers=true',
    '--include-api-utilities=false',
    '--docs=true',
    '--include-tests=true',
    '--include-pre-commit=true',
    ...setting,
  ];

  // Every one after every other takes minutes: test/projects has them.
  for (const [from, to] of settings.map((each, index) => [each, settings.at(index - 1) ?? []] as const))
    it(`leaves no trace: ${from.join(' ')}, then ${to.join(' ')}`, async () => {
      const [changed, atOnce] = [makeFolder(), makeFolder()];
      await chora(changed, ...base, ...complete(from));
      const result = await chora(changed, ...base, ...complete(to));
      assert.equal(result.status, 0, outputOf(result));
      await chora(atOnce, ...base, ...complete(to));
      assert.deepEqual(textsIn(changed), textsIn(atOnce));
    });

  for (const [from, to] of [
    [['--include-persistence-helpers'], ['--no-include-persistence-helpers']],
    [['--include-api-utilities'], ['--no-include-api-utilities']],
    [['--no-docs', '--include-api-utilities'], ['--docs']],
    [['--include-api-utilities'], ['--no-docs']],
  ] as const)
    it(`leaves no trace: ${from.join(' ')}, and then only ${to.join(' ')}`, async () => {
      const [changed, atOnce] = [makeFolder(), makeFolder()];
      await chora(changed, ...base, ...from);
      const result = await chora(changed, ...base, ...to);
      assert.equal(result.status, 0, outputOf(result));
      const meaning = (flag: string) => flag.replace('--no-', '--');
      const both = from.filter((flag) => meaning(flag) !== meaning(to[0]));
      await chora(atOnce, ...base, ...both, ...to);
      assert.deepEqual(textsIn(changed), textsIn(atOnce));
      assert.match((await chora(changed, 'app', '--yes')).stderr, /nothing changed/);
    });

  it('leaves what the user exports beside a piece that goes, and an edited module, and says so', async () => {
    const dir = makeFolder();
    await chora(dir, ...base, '--include-api-utilities');
    const barrel = 'src/acme_notes/utils/__init__.py';
    const theirs = read(dir, barrel).replace(
      'TYPE_CHECKING = False',
      'from .mine import mine\n\nTYPE_CHECKING = False',
    );
    writeFileSync(join(dir, barrel), `${theirs}MINE = mine\n`);
    writeFileSync(join(dir, 'src/acme_notes/utils/mine.py'), 'mine = 1\n');
    writeFileSync(join(dir, 'src/acme_notes/utils/errors.py'), '"""Mine."""\n');
    const result = await chora(dir, ...base, '--no-include-persistence-helpers');
    assert.equal(read(dir, barrel).includes('Stateful'), false);
    assert.equal(read(dir, barrel).includes('ErrorFormatter'), true);
    assert.doesNotMatch(read(dir, 'AGENTS.md'), /StatefulObject/);
    assert.doesNotMatch(read(dir, 'pyproject.toml'), /platformdirs/);
    const last = await chora(dir, ...base, '--no-include-api-utilities');
    assert.match(last.stderr, /left {2}src\/acme_notes\/utils\/errors\.py/, outputOf(result));
    assert.match(read(dir, barrel), /^from \.mine import mine$/m);
    assert.match(
      last.stderr,
      /__init__\.py was edited, and still exports InputFormat,.* ErrorFormatter, whose module is gone/,
    );
    assert.equal(read(dir, 'src/acme_notes/utils/mine.py'), 'mine = 1\n');
  });

  it('takes a piece that was added by itself for chosen: what depends on it follows', async () => {
    const [changed, atOnce] = [makeFolder(), makeFolder()];
    await chora(changed, ...base, '--no-include-persistence-helpers');
    await chora(changed, 'persistence', '--yes');
    await chora(changed, 'utils', '--yes');
    await chora(changed, ...base);
    await chora(atOnce, ...base, '--include-api-utilities');
    assert.deepEqual(textsIn(changed), textsIn(atOnce));
  });

  it('lets a utility that was added by itself follow another name of the package', async () => {
    const dir = makeFolder();
    await chora(dir, ...base);
    await chora(dir, 'utils', 'errors', '--yes');
    await chora(dir, ...base, '--package-name=acme');
    assert.ok(existsSync(join(dir, 'src/acme/utils/errors.py')));
    assert.ok(!existsSync(join(dir, 'src/acme/utils/responses.py')));
    assert.ok(!existsSync(join(dir, 'src/acme_notes/utils/errors.py')));
    assert.match(read(dir, '.yo-rc.json'), /"includeApiUtilities": false/);
  });

  for (const [what, theirs] of [
    ['goes', ''],
    ['keeps what the user added', 'Be kind.\n'],
  ] as const)
    it(`has an AGENTS.md that ${what} where it is declined later, without what it says of pieces`, async () => {
      const dir = makeFolder();
      await chora(dir, ...base);
      if (theirs !== '') writeFileSync(join(dir, 'AGENTS.md'), read(dir, 'AGENTS.md') + theirs);
      await chora(dir, ...base, '--no-include-agents-md');
      assert.equal(existsSync(join(dir, 'AGENTS.md')), theirs !== '');
      if (theirs !== '') assert.match(read(dir, 'AGENTS.md'), /^(?!.*StatefulObject).*Be kind\.\n$/s);
    });

  it('leaves away a file of the program that the user deleted', async () => {
    const dir = makeFolder();
    await chora(dir, ...base);
    rmSync(join(dir, 'src/acme_notes/profiles.py'));
    const result = await chora(dir, ...base, '--no-include-justfile');
    assert.match(result.stderr, /deleted {2}src\/acme_notes\/profiles\.py/);
    assert.ok(!existsSync(join(dir, 'src/acme_notes/profiles.py')));
  });

  it('leaves a file that was edited where it is, says so, and forgets it', async () => {
    const dir = makeFolder();
    await chora(dir, ...base, '--project-type=daemon');
    writeFileSync(join(dir, 'src/acme_notes/spool.py'), '"""Mine."""\n');
    const result = await chora(dir, ...base, '--project-type=library');
    assert.match(
      result.stderr,
      /left {2}src\/acme_notes\/spool\.py {2}\(no part of the project any more, but edited/,
    );
    assert.match(result.stderr, /removed {2}src\/acme_notes\/worker\.py/);
    assert.equal(read(dir, 'src/acme_notes/spool.py'), '"""Mine."""\n');
    assert.doesNotMatch(read(dir, '.chora/manifest.jsonl'), /spool\.py/);
  });

  it('takes the sample program away, and names the edited file that imports a part of it', async () => {
    const dir = makeFolder();
    await chora(dir, ...base);
    const edited = read(dir, 'src/acme_notes/cli.py').replace('"""The command line."""', '"""Mine."""');
    writeFileSync(join(dir, 'src/acme_notes/cli.py'), edited);
    const result = await chora(dir, ...base, '--minimal');
    assert.equal(result.status, 0, outputOf(result));
    assert.equal(read(dir, 'src/acme_notes/cli.py'), edited);
    assert.ok(!existsSync(join(dir, 'src/acme_notes/profiles.py')));
    assert.match(
      result.stderr,
      /src\/acme_notes\/cli\.py imports what is no part of the project any more: .*src\/acme_notes\/profiles\.py/,
    );
  });

  it('follows a package that was renamed, also in files where its name was not', async () => {
    const [renamed, atOnce] = [makeFolder(), makeFolder()];
    await chora(renamed, ...base);
    renameSync(join(renamed, 'src/acme_notes'), join(renamed, 'src/acme'));
    for (const path of ['tests/test_cli.py', 'pyproject.toml'])
      writeFileSync(join(renamed, path), read(renamed, path).replaceAll('acme_notes', 'acme'));
    const result = await chora(renamed, ...base, '--include-justfile=false');
    assert.equal(result.status, 0, outputOf(result));
    await chora(atOnce, ...base, '--package-name=acme', '--include-justfile=false');
    assert.deepEqual(textsIn(renamed), textsIn(atOnce));
  });

  it('removes nothing that a piece added by itself', async () => {
    const dir = makeFolder();
    await chora(dir, ...base, '--include-persistence-helpers=false');
    await chora(dir, 'persistence', '--yes');
    await chora(dir, ...base, '--project-type=library');
    assert.ok(existsSync(join(dir, 'src/acme_notes/utils/persistence.py')));
    assert.ok(existsSync(join(dir, 'tests/utils/test_persistence.py')));
  });

  it('shows in a preview what it would remove, and removes nothing', async () => {
    const dir = makeFolder();
    await chora(dir, ...base, '--project-type=daemon');
    const before = textsIn(dir);
    const preview = await chora(dir, ...base, '--project-type=library', '--dry-run');
    assert.match(preview.stdout, /^deleted file mode 100644$/m);
    assert.deepEqual(textsIn(dir), before);
  });
});

describe('yo chora --git', () => {
  const author = { GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z' };
  const withGit = (dir: string, env: NodeJS.ProcessEnv = {}) =>
    run([process.execPath, bin, 'app', '--yes', '--git'], {
      cwd: dir,
      env: { ...process.env, ...author, ...env },
    });
  const identity = { GIT_CONFIG_GLOBAL: join(makeScratch('git'), 'config') };

  // Without this setting git makes an address of the machine's name.
  const nobody = { GIT_CONFIG_GLOBAL: join(makeScratch('git'), 'config'), GIT_CONFIG_SYSTEM: '/dev/null' };

  before(() => {
    writeFileSync(nobody.GIT_CONFIG_GLOBAL, '[user]\n\tuseConfigOnly = true\n');
    writeFileSync(identity.GIT_CONFIG_GLOBAL, '[user]\n\tname = Ada\n\temail = ada@example.org\n');
  });

  it('makes a repository with one commit of what it wrote', async () => {
    const dir = makeFolder({ 'secret.env': 'x' });
    const result = await withGit(dir, identity);
    assert.equal(result.status, 0, outputOf(result));
    const log = await mustRun(['git', 'log', '--format=%an %s'], { cwd: dir });
    assert.equal(log, 'Ada Begin the project\n');
    assert.equal(await mustRun(['git', 'status', '--porcelain'], { cwd: dir }), '?? secret.env\n');
  });

  it('refuses before it writes where git knows no name', async () => {
    const dir = makeFolder();
    const result = await withGit(dir, nobody);
    assert.match(result.stderr, /--git: git does not know who you are/);
    assert.deepEqual(readdirSync(dir), []);
  });

  it('refuses where there is a repository already', async () => {
    const dir = makeFolder();
    await mustRun(['git', 'init', '--quiet'], { cwd: dir });
    const result = await withGit(dir, identity);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /there is a git repository here already/);
    assert.deepEqual(readdirSync(dir), ['.git']);
  });

  it('refuses, in one line, where there is no git', async () => {
    const dir = makeFolder();
    const result = await withGit(dir, { ...identity, PATH: makeScratch('empty') });
    assert.match(result.stderr, /--git: git is not installed/);
    assert.deepEqual(readdirSync(dir), []);
  });
});
