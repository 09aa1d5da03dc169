/** The bin in TypeScript repositories, and in those of both languages: what it prints, writes and returns. */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { packageRoot } from '../../generators/run/package-root.js';
import { catalogue } from '../../generators/tables/catalogue.js';
import { type CommandResult, mustRun, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';

type Files = Readonly<Record<string, string>>;

const modules = catalogue.persistence.templates.typescript.modules;
const bin = join(packageRoot, 'dist/generators/bin/cli.js');

const typescriptFiles: Files = {
  'package.json': JSON.stringify({
    name: 'acme-web',
    type: 'module',
    scripts: { test: 'vitest' },
    devDependencies: { typescript: '^5.9.0', '@types/node': '^20.0.0', vitest: '^3.0.0' },
  }),
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }\n',
  'src/notes.ts': 'import { b } from "./utils/index.js"\n\nexport const notes = () => {\n\treturn b\n}\n',
  'src/utils/index.ts': '// Everything.\nexport const b = 1\n',
};

function makeProject(files: Files): string {
  const dir = makeScratch('typescript');
  writeProject(dir, files);
  return dir;
}

const chora = (cwd: string, ...args: string[]): Promise<CommandResult> =>
  run(['node', bin, ...args], { cwd });

/** Every file with its text. */
function readAll(dir: string): Files {
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('/.git/'));
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(dir.length + 1), readFileSync(path, 'utf8')]),
  );
}

async function added(files: Files, ...flags: string[]): Promise<string> {
  const dir = makeProject(files);
  await mustRun(['node', bin, 'persistence', '--yes', ...flags], { cwd: dir });
  return dir;
}

const placesIn = (dir: string) =>
  JSON.parse(readFileSync(join(dir, '.yo-rc.json'), 'utf8'))['generator-chora'].places as readonly {
    language: string;
    docsDir: string;
  }[];

describe('the bin in a TypeScript repository', () => {
  it('writes modules, test and pages as the repository is written, and edits one line of it', async () => {
    const files = readAll(await added(typescriptFiles));
    assert.deepEqual(
      Object.keys(files).filter((path) => !(path in typescriptFiles)),
      [
        '.chora/.gitattributes',
        '.chora/manifest.jsonl',
        '.yo-rc.json',
        'AGENTS.md',
        ...[...modules, 'persistence.test.ts'].map((name) => `src/utils/${name}`).sort(),
        'user-docs/how-to/persist-application-state.md',
        'user-docs/reference/typescript-patterns.md',
      ],
    );
    assert.equal(
      files['src/utils/index.ts'],
      `${typescriptFiles['src/utils/index.ts']}export { StateConflictError, StateNotLoadedError, StatefulObject } from "./stateful-object.js"\n`,
    );
    const changed = Object.keys(typescriptFiles).filter((path) => files[path] !== typescriptFiles[path]);
    assert.deepEqual(changed, ['src/utils/index.ts']);
    assert.match(
      files['src/utils/persistence.test.ts'] ?? '',
      /^\/\/ Added by .*\nimport \{ describe, it \} from "vitest"\n/,
    );
  });

  it('changes nothing in a second run', async () => {
    const dir = await added(typescriptFiles);
    const before = readAll(dir);
    const { status, stderr } = await chora(dir, 'persistence', '--yes');
    assert.equal(status, 0);
    assert.match(stderr, /Everything is in place already; nothing changed\./);
    assert.deepEqual(readAll(dir), before);
  });

  it('previews what it then writes', async () => {
    const dir = makeProject(typescriptFiles);
    await mustRun(['git', 'init', '-q'], { cwd: dir });
    const patch = await mustRun(['node', bin, 'persistence', '--yes', '--dry-run'], { cwd: dir });
    assert.deepEqual(readAll(dir), typescriptFiles);
    writeFileSync(join(dir, '..', 'preview.patch'), patch);
    await mustRun(['git', 'apply', join(dir, '..', 'preview.patch')], { cwd: dir });
    rmSync(join(dir, '..', 'preview.patch'));
    assert.deepEqual(readAll(dir), readAll(await added(typescriptFiles)));
  });

  it('keeps what was edited, and counts formatting as no edit', async () => {
    const dir = await added(typescriptFiles);
    const [edited, formatted] = ['src/utils/file-lock.ts', 'src/utils/state-file.ts'].map((path) =>
      join(dir, path),
    );
    const read = (path = '') => readFileSync(path, 'utf8');
    writeFileSync(edited ?? '', `${read(edited)}export const mine = 1\n`);
    writeFileSync(
      formatted ?? '',
      await format(read(formatted), { parser: 'typescript', singleQuote: true }),
    );
    const before = readAll(dir);
    const { stderr } = await chora(dir, 'persistence', '--yes');
    assert.match(stderr, /kept {2}src\/utils\/file-lock\.ts/);
    assert.match(stderr, /unchanged {2}src\/utils\/state-file\.ts/);
    assert.deepEqual(readAll(dir), before);
  });

  for (const [program, script, settings] of [
    ['prettier', 'prettier/bin/prettier.cjs', ['.prettierrc.json', '{ "printWidth": 50, "semi": false }']],
    ['prettier', 'prettier/bin/prettier.cjs', ['.prettierrc', 'printWidth: 50\nsemi: false\n']],
    ['prettier', 'prettier/bin/prettier.cjs', ['.prettierrc.toml', 'printWidth = 50\nsemi = false\n']],
    ['biome', '@biomejs/biome/bin/biome', ['biome.json', '{ "formatter": { "lineWidth": 50 } }']],
  ] as const) {
    const [name, text] = settings;
    const check = program === 'biome' ? ['format'] : ['--check'];

    it(`lays out its files with ${program} as ${name} says, where the user has that`, async () => {
      const dir = makeProject({ ...typescriptFiles, [name]: text });
      const file = join(packageRoot, 'node_modules', script);
      const tools = makeScratch('tools');
      symlinkSync(file, join(tools, program));
      const env = { ...process.env, PATH: `${tools}:${process.env['PATH']}` };
      const { stderr } = await run(['node', bin, 'persistence', '--yes'], { cwd: dir, env });
      assert.doesNotMatch(stderr, /could not be run/);
      const written = ['atomic-file.ts', 'stateful-object.ts', 'persistence.test.ts'];
      const pages = ['AGENTS.md', 'user-docs/how-to/persist-application-state.md'];
      const paths = [...written.map((name) => `src/utils/${name}`), ...(program === 'biome' ? [] : pages)];
      await mustRun(['node', file, ...check, ...paths], { cwd: dir });
    });

    it(`says that ${program} is to be run where the user does not have it, and ${name} needs it`, async () => {
      const env = { ...process.env, PATH: makeScratch('no-tools') };
      const dir = makeProject({ ...typescriptFiles, [name]: text });
      const { stderr } = await run([process.execPath, bin, 'persistence', '--yes'], { cwd: dir, env });
      assert.match(
        stderr,
        new RegExp(`${program}, which lays out .*Afterwards run: npx ${program} .*--write src/utils/`),
      );
    });
  }

  it('prints the command that runs the new test', async () => {
    const { stderr } = await chora(makeProject(typescriptFiles), 'persistence', '--yes');
    assert.match(stderr, /Run the tests with: {2}npx vitest run src\/utils\/persistence\.test\.ts/);
  });

  it('prints it for a member of a workspace in its folder, and tells agents the same', async () => {
    const dir = makeProject({
      'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
      'packages/core/package.json': typescriptFiles['package.json'] ?? '',
      'packages/core/src/a.ts': '',
    });
    const { stderr } = await chora(dir, 'persistence', '--yes', '--package=acme-web');
    const command = 'cd packages/core && npx vitest run src/utils/persistence.test.ts';
    assert.match(stderr, new RegExp(`Run the tests with: {2}${command}\n`));
    assert.match(readFileSync(join(dir, 'AGENTS.md'), 'utf8'), new RegExp(`Their tests: \`${command}\``));
  });

  it('tells agents the path of the folder only where that imports something', async () => {
    const { 'src/utils/index.ts': barrel = '', ...others } = typescriptFiles;
    const agents = async (files: Readonly<Record<string, string>>) =>
      readAll(await added(files))['AGENTS.md'];
    assert.match(
      (await agents(others)) ?? '',
      /In `src\/utils`, each imported from its own module, as the guides/,
    );
    assert.match(
      (await agents({ ...others, 'src/utils/index.ts': barrel })) ?? '',
      /imported from `\.\/utils`;/,
    );
  });

  it('leaves tests out that would stop those that are there, and writes them with --tests', async () => {
    const files = { ...typescriptFiles, 'src/a.test.ts': "import test from 'ava';\n" };
    const dir = makeProject(files);
    const { stderr } = await chora(dir, 'persistence', '--yes');
    assert.match(stderr, /note {2}The tests here are of ava.* None were written; --tests writes them\./);
    assert.doesNotMatch(stderr, /Run the tests/);
    assert.ok(!existsSync(join(dir, 'src/utils/persistence.test.ts')));
    assert.ok(existsSync(join(await added(files, '--tests'), 'src/utils/persistence.test.ts')));
  });

  it('adds the utilities, all or those that are named, beside persistence, whatever came first', async () => {
    const [first, second] = [makeProject(typescriptFiles), makeProject(typescriptFiles)];
    await mustRun(['node', bin, 'persistence', '--yes'], { cwd: first });
    await mustRun(['node', bin, 'utils', '--yes'], { cwd: first });
    for (const args of [['errors'], ['validation', 'responses']])
      await mustRun(['node', bin, 'utils', ...args, '--yes'], { cwd: second });
    await mustRun(['node', bin, 'persistence', '--yes'], { cwd: second });
    const [files, others] = [readAll(first), readAll(second)];
    const barrel = (text = '') => text.split('\n').sort();
    assert.deepEqual(barrel(files['src/utils/index.ts']), barrel(others['src/utils/index.ts']));
    assert.match(files['src/utils/index.ts'] ?? '', /^export \{ Response \} from "\.\/responses\.js"$/m);
    // The lines of exports come in the order of the runs, here and in the record.
    const differ = Object.keys({ ...files, ...others }).filter((path) => files[path] !== others[path]);
    assert.deepEqual(differ, ['.chora/manifest.jsonl', 'src/utils/index.ts']);
    for (const piece of ['validation', 'responses', 'errors'])
      assert.match(files[`src/utils/${piece}.test.ts`] ?? '', /import \{ describe, it \} from "vitest"/);
    assert.match(files['AGENTS.md'] ?? '', /`normalizeInput`: parameters that take an object/);
  });

  it('says how a repository of JavaScript can have the pieces', async () => {
    const dir = makeProject({ 'package.json': '{ "name": "acme" }', 'index.js': '' });
    for (const args of [[], ['--language=typescript']]) {
      const { status, stderr } = await chora(dir, 'persistence', '--yes', ...args);
      assert.equal(status, 1);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
      assert.match(stderr, /and run again\.\n$/);
      assert.match(
        stderr,
        /package\.json is of a project without sources in TypeScript.*npm install --save-dev typescript @types\/node/,
      );
    }
  });

  it('says how a project of Deno can have the pieces, and that is all it takes', async () => {
    const files = { 'deno.json': '{}', 'src/mod.ts': 'export const a = 1;\n' };
    const { status, stderr } = await chora(makeProject(files), 'persistence', '--yes');
    assert.equal(status, 1);
    assert.match(
      stderr,
      /deno\.json is of a project of Deno.*Add both \(\{ "type": "module" \} and \{\} will do\)/,
    );
    const added = { ...files, 'package.json': '{ "type": "module" }', 'tsconfig.json': '{}' };
    assert.equal((await chora(makeProject(added), 'persistence', '--yes')).status, 0);
  });

  it('writes no second module over one of the same name that somebody else wrote', async () => {
    const files = { ...typescriptFiles, 'src/utils/file-lock.ts': 'export const mine = 1;\n' };
    const dir = makeProject(files);
    const { status, stderr } = await chora(dir, 'persistence', '--yes');
    assert.equal(status, 1);
    assert.match(stderr, /src\/utils\/file-lock\.ts is there already and was not written by generator-chora/);
    assert.deepEqual(readAll(dir), files);
  });

  it('leaves what was deleted deleted, and brings it back when asked', async () => {
    const dir = await added(typescriptFiles);
    const test = join(dir, 'src/utils/persistence.test.ts');
    rmSync(test);
    await mustRun(['node', bin, 'persistence', '--yes'], { cwd: dir });
    assert.ok(!existsSync(test));
    await mustRun(['node', bin, 'persistence', '--yes', '--restore'], { cwd: dir });
    assert.ok(existsSync(test));
  });
});

describe('the bin in a repository of both languages', () => {
  const both = { ...sampleFiles, ...typescriptFiles };

  it('asks which one is meant, and names the flag where nobody can answer', async () => {
    const dir = makeProject(both);
    const { status, stderr } = await chora(dir, 'persistence', '--yes');
    assert.equal(status, 1);
    assert.match(
      stderr,
      /There are several languages here: python, typescript\. Choose one with --language=NAME\./,
    );
    assert.deepEqual(readAll(dir), both);
  });

  it('needs no question where a flag names a package of one of them', async () => {
    assert.ok(existsSync(join(await added(both, '--package=acme'), 'src/acme/utils/persistence.py')));
    assert.ok(existsSync(join(await added(both, '--package=acme-web'), 'src/utils/stateful-object.ts')));
  });

  it('serves both, each in its own places, whatever the order, and runs again without a change', async () => {
    const languages = ['python', 'typescript'];
    for (const order of [languages, languages.toReversed()]) {
      const dir = makeProject(both);
      for (const language of order)
        await mustRun(['node', bin, 'persistence', '--yes', `--language=${language}`], { cwd: dir });
      const before = readAll(dir);
      assert.deepEqual(
        placesIn(dir).map(({ language }) => language),
        languages,
      );
      assert.equal(new Set(placesIn(dir).map(({ docsDir }) => docsDir)).size, 2);
      const { stderr } = await chora(dir, 'persistence', '--yes');
      assert.match(stderr, /Pieces are in several places here: .*Choose one with --language=NAME/);
      for (const language of order) {
        await mustRun(['node', bin, 'persistence', '--yes', `--language=${language}`], { cwd: dir });
        assert.deepEqual(readAll(dir), before);
      }
      const agents = readFileSync(join(dir, 'AGENTS.md'), 'utf8');
      assert.match(agents, /python-patterns\.md/);
      assert.match(agents, /typescript-patterns\.md/);
    }
  });

  it('goes on with the utilities of Python where TypeScript has persistence', async () => {
    const dir = await added(both, '--language=typescript');
    await mustRun(['node', bin, 'utils', 'errors', '--language=python'], { cwd: dir });
    assert.ok(existsSync(join(dir, 'src/acme/utils/errors.py')));
  });

  it('takes a Python repository with a package.json of tools for one of Python', async () => {
    const dir = await added({
      ...sampleFiles,
      'package.json': '{ "devDependencies": { "prettier": "^3.0.0" } }',
    });
    assert.ok(existsSync(join(dir, 'src/acme/utils/persistence.py')));
  });
});
