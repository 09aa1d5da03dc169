/** What `remove` takes back: everything, to the byte, and nothing that is the user's. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { mustRun } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { runHere, snapshot } from './run-here.js';

type Files = Readonly<Record<string, string>>;

function makeProject(files: Files): string {
  const dir = makeScratch('remove');
  writeProject(dir, files);
  return dir;
}

const withFiles = (files: Files): Files => ({ ...sampleFiles, ...files });
const pyproject = String(sampleFiles['pyproject.toml']);
const inCrlf = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));

const barrel = 'src/acme/utils/__init__.py';
const typescript: Files = {
  'package.json':
    '{ "name": "acme-web", "type": "module", "devDependencies": { "typescript": "^5", "vitest": "^3" } }\n',
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "strict": true } }\n',
  'src/app.ts': "import { a } from './a.js';\n\nexport const b = a;\n",
  'src/a.ts': 'export const a = 1;\n',
};

const layouts: Readonly<Record<string, Files>> = {
  'without anything around': sampleFiles,
  'without a pyproject.toml': {
    'acme/__init__.py': '',
    'setup.py': 'from setuptools import setup\nsetup(name="acme")\n',
  },
  'in a flat layout': {
    'pyproject.toml': pyproject,
    'acme/__init__.py': '',
    'test_acme.py': 'import acme\n',
  },
  'with a folder of utilities that exports nothing': withFiles({
    [barrel]: '',
    'src/acme/utils/text.py': 'X = 1\n',
  }),
  'with a docstring without a last line ending': withFiles({ [barrel]: '"""Utilities."""' }),
  'with exports of its own': withFiles({
    [barrel]: '"""Utilities."""\n\nfrom .text import X\n\n__all__ = ["X"]\n',
    'src/acme/utils/text.py': 'X = 1\n',
  }),
  'with a list of exports over several lines': withFiles({
    [barrel]:
      'from acme.utils.text import (\n    X,\n    Y,\n)\n\n__all__ = (\n    "X",\n    "Y",\n)\n\n# end',
    'src/acme/utils/text.py': 'X = Y = 1\n',
  }),
  'with a byte order mark in the exports': withFiles({ [barrel]: '\uFEFF"""Utilities."""\n' }),
  'with CRLF': inCrlf(withFiles({ [barrel]: '"""Utilities."""\n\nA = 1\n', 'AGENTS.md': '# Mine\n' })),
  'with line endings of both kinds in a file': withFiles({ 'AGENTS.md': '# Mine\r\n\nSay\nno more.\r\n' }),
  'with an AGENTS.md': withFiles({ 'AGENTS.md': '# Mine\n\nSay no more.\n' }),
  'with an AGENTS.md that ends in blank lines': withFiles({ 'AGENTS.md': '# Mine\n\n\n' }),
  'with an AGENTS.md without a last line ending': withFiles({ 'AGENTS.md': '# Mine' }),
  'with an empty AGENTS.md': withFiles({ 'AGENTS.md': '' }),
  'with a CLAUDE.md': withFiles({ 'CLAUDE.md': '# Claude\n' }),
  'with a CLAUDE.md that imports AGENTS.md': withFiles({
    'CLAUDE.md': '@AGENTS.md\n',
    'AGENTS.md': '# Mine\n',
  }),
  'without a group of development': withFiles({ 'pyproject.toml': pyproject.replace(/\n\[dep[\s\S]*/, '') }),
  'with pytest declared': withFiles({ 'pyproject.toml': pyproject.replace('"ruff', '"pytest", "ruff') }),
  'with a pyproject.toml without a last line ending': withFiles({ 'pyproject.toml': pyproject.trimEnd() }),
  'with packages of tests': withFiles({ 'tests/__init__.py': '' }),
  'with a test of the same name elsewhere': withFiles({ 'other/test_errors.py': 'def test(): ...\n' }),
  'with a site of mkdocs': withFiles({ 'mkdocs.yml': 'site_name: Acme\n', 'docs/index.md': '# Acme\n' }),
  'with the settings of another generator': withFiles({
    '.yo-rc.json': '{"generator-other":\n\t{ "a": [1,2] } }',
  }),
};

const typescriptLayouts: Readonly<Record<string, Files>> = {
  'without a folder of utilities': typescript,
  'with an index.ts': {
    ...typescript,
    'src/utils/index.ts': "export * from './text.js'",
    'src/utils/text.ts': '',
  },
  'with exports of all that is in the folder': {
    ...typescript,
    'src/index.ts': "export * from './utils/index.js';\n",
    'src/utils/index.ts': "export { A } from './text.js';\n",
    'src/utils/text.ts': 'export const A = 1;\n',
  },
};

/** Each run in turn. */
async function runAll(dir: string, ...lines: readonly string[]): Promise<void> {
  for (const line of lines) await runHere(dir, line);
}

/** Adds one after the other, and removes the last first: each step back leaves what was there before the step. */
async function stepBack(dir: string, steps: readonly (readonly [string, string])[]): Promise<void> {
  const [first, ...rest] = steps;
  if (first === undefined) return;
  const before = snapshot(dir);
  await runHere(dir, first[0]);
  assert.notDeepEqual(snapshot(dir), before);
  await stepBack(dir, rest);
  await runHere(dir, first[1]);
  assert.deepEqual(snapshot(dir), before);
}

describe('a piece that was added and removed', () => {
  for (const [name, files] of Object.entries(layouts))
    it(`leaves no byte and no folder behind, nor a second one: ${name}`, async () => {
      await stepBack(makeProject(files), [
        ['utils errors', 'remove errors'],
        ['utils responses', 'remove responses'],
      ]);
    });

  for (const [name, files] of Object.entries(typescriptLayouts))
    it(`leaves no byte and no folder behind in TypeScript: ${name}`, async () => {
      await stepBack(makeProject(files), [['persistence', 'remove persistence']]);
    });

  it('says nothing of what is to be done for tests that go, or of a commit of a record that goes', async () => {
    const dir = makeProject(sampleFiles);
    await runHere(dir, 'persistence');
    const said = (await runHere(dir, 'remove persistence')).join('\n');
    assert.match(said, /removed {2}\.chora\/manifest\.jsonl {2}\(the record of what was written\)/);
    assert.doesNotMatch(said, /Before the tests run|commit it/);
  });

  it('says that the texts stay which an overwriting run replaced', async () => {
    const dir = makeProject(sampleFiles);
    await runHere(dir, 'utils errors');
    writeFileSync(join(dir, 'src/acme/utils/errors.py'), 'MINE = 1\n');
    await runHere(dir, 'utils errors --on-conflict=overwrite');
    const said = (await runHere(dir, 'remove errors')).join('\n');
    assert.match(said, /note {2}\.chora\/replaced\/ stays: it has texts of yours/);
  });

  it('goes also where the project has come to support a Python that the pieces do not', async () => {
    const dir = makeProject(sampleFiles);
    await runHere(dir, 'persistence');
    const file = join(dir, 'pyproject.toml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('>=3.10', '>=3.9'));
    await runHere(dir, 'remove persistence');
    assert.ok(!existsSync(join(dir, '.chora')));
  });

  it('leaves none behind in a repository of both languages', async () => {
    await stepBack(makeProject(withFiles(typescript)), [
      ['persistence --language=python', 'remove persistence --language=python'],
      ['persistence --language=typescript', 'remove persistence --language=typescript'],
    ]);
  });

  it('leaves what another package has of it, its guide, too, and nothing once that is removed', async () => {
    const table = '[tool.hatch.build.targets.wheel]\npackages = ["src/acme", "src/beta"]\n';
    const dir = makeProject(
      withFiles({ 'src/beta/__init__.py': '', 'pyproject.toml': `${pyproject}\n${table}` }),
    );
    const before = snapshot(dir);
    await runAll(dir, 'utils errors --package=acme', 'utils errors --package=beta');
    await runAll(dir, 'remove errors --package=beta');
    const there = snapshot(dir);
    assert.ok(there['src/acme/utils/errors.py'] && !there['src/beta/utils']);
    assert.ok(there['user-docs/how-to/improve-error-messages.md']);
    assert.match(there['AGENTS.md'] ?? '', /improve-error-messages/);
    await runAll(dir, 'remove errors');
    assert.deepEqual(snapshot(dir), before);
  });

  it('leaves nothing behind in any order', async () => {
    for (const name of ['with exports of its own', 'with CRLF', 'without anything around']) {
      const dir = makeProject(layouts[name] ?? {});
      const before = snapshot(dir);
      await runAll(dir, 'utils errors responses', 'persistence');
      await runAll(dir, 'remove errors', 'remove persistence responses');
      assert.deepEqual(snapshot(dir), before);
    }
  });

  it('leaves nothing behind of a folder in a folder that was made for it', async () => {
    const dir = makeProject(sampleFiles);
    await stepBack(dir, [['utils errors --source-dir=src/acme/core/deep', 'remove errors']]);
  });
});

describe('the lines of a user', () => {
  const add = (dir: string, path: string, edit: (text: string) => string) =>
    writeFileSync(join(dir, path), edit(readFileSync(join(dir, path), 'utf8')));
  const read = (dir: string, path: string) => readFileSync(join(dir, path), 'utf8');
  const agents = 'AGENTS.md';
  const reference = 'user-docs/reference/python-patterns.md';

  it('stay where they stand, in every file that is edited, and nothing of ours does', async () => {
    const dir = makeProject(withFiles({ [barrel]: '"""Utilities."""\n', [agents]: '# Mine\n' }));
    await runAll(dir, 'utils errors responses');
    add(dir, barrel, (text) => `${text}\nMINE = 1\n`);
    add(dir, agents, (text) => `${text}\nMore of mine.\n`);
    add(dir, 'pyproject.toml', (text) => `${text}\n[tool.mine]\na = 1\n`);
    add(dir, '.yo-rc.json', (text) => JSON.stringify({ ...JSON.parse(text), 'generator-other': 1 }));
    await runAll(dir, 'remove errors');
    assert.match(read(dir, barrel), /Response[\s\S]*\nMINE = 1\n$/);
    await runAll(dir, 'remove responses');
    assert.equal(read(dir, barrel), '"""Utilities."""\n\nMINE = 1\n');
    assert.equal(read(dir, agents), '# Mine\n\nMore of mine.\n');
    assert.equal(read(dir, 'pyproject.toml'), `${pyproject}\n[tool.mine]\na = 1\n`);
    assert.deepEqual(JSON.parse(read(dir, '.yo-rc.json')), { 'generator-other': 1 });
  });

  it('stay in files that runs made', async () => {
    const dir = makeProject(sampleFiles);
    await runAll(dir, 'utils errors');
    for (const path of [agents, reference]) add(dir, path, (text) => `${text}\nMine.\n`);
    await runAll(dir, 'remove errors');
    for (const path of [agents, reference]) assert.match(read(dir, path), /^Mine\.\n$/m);
    assert.doesNotMatch(read(dir, agents), /chora/);
  });

  it('stay in a block of ours that they wrote into, which is then named', async () => {
    const dir = makeProject(withFiles({ [agents]: '# Mine\n' }));
    await runAll(dir, 'utils errors responses');
    for (const path of [agents, reference])
      add(dir, path, (text) => text.replace(/(?=<!-- chora:end (pieces|errors))/, 'Mine, too.\n\n'));
    const said = await runHere(dir, 'remove errors responses');
    assert.match(
      said.join('\n'),
      /python-patterns\.md keeps what you wrote into the block errors: take it out/,
    );
    for (const path of [agents, reference]) assert.match(read(dir, path), /Mine, too\./);
    assert.doesNotMatch(read(dir, reference), /chora:begin responses/);
  });

  it('do not stay in a block that only a formatter changed', async () => {
    const dir = makeProject(withFiles({ [agents]: '# Mine\n' }));
    await runAll(dir, 'utils errors');
    add(dir, agents, (text) => text.replaceAll(/^- /gm, '* ').replaceAll('\n\n', '\n\n\n'));
    await runAll(dir, 'remove errors');
    assert.equal(read(dir, agents).trim(), '# Mine');
  });

  it('keep a file of a piece, which is then named', async () => {
    const dir = makeProject(sampleFiles);
    await runAll(dir, 'utils errors');
    const test = 'tests/utils/test_errors.py';
    add(dir, test, (text) => `${text}\nMINE = 1\n`);
    const said = await runHere(dir, 'remove errors');
    assert.match(
      said.join('\n'),
      /left {2}tests\/utils\/test_errors\.py {2}\(no part of the project any more, but edited/,
    );
    assert.match(read(dir, test), /MINE/);
    assert.ok(!existsSync(join(dir, 'src/acme/utils')));
  });

  it('keep a dependency that they changed, which is then named', async () => {
    const dir = makeProject(sampleFiles);
    await runAll(dir, 'utils errors');
    add(dir, 'pyproject.toml', (text) => text.replace('"pytest"', '"pytest>=8"'));
    const said = await runHere(dir, 'remove errors');
    assert.match(said.join('\n'), /left {2}pyproject\.toml {2}\(you changed what was added to it/);
    assert.match(read(dir, 'pyproject.toml'), /pytest>=8/);
    assert.ok(!existsSync(join(dir, '.chora')));
  });

  it('keep the package that they are in', async () => {
    const dir = makeProject(sampleFiles);
    await runAll(dir, 'utils errors');
    writeProject(dir, { 'src/acme/utils/mine.py': 'X = 1\n' });
    await runAll(dir, 'remove errors');
    assert.equal(read(dir, barrel), '');
  });
});

describe('a piece', () => {
  async function refusal(files: Files, lines: readonly string[]): Promise<string> {
    const dir = makeProject(sampleFiles);
    await runAll(dir, 'utils errors', 'persistence');
    writeProject(dir, files);
    const before = snapshot(dir);
    const message = await runAll(dir, ...lines).then(
      () => assert.fail('it was removed'),
      (error: Error) => error.message,
    );
    assert.deepEqual(snapshot(dir), before);
    return message;
  }

  it('is not removed while the repository uses it, and it is said where', async () => {
    const files = {
      'src/acme/app.py': 'import os\n\nfrom acme.utils import ErrorFormatter\n',
      'src/acme/__init__.py': 'from .utils import *\n',
      'tests/test_app.py': 'from acme import ErrorFormatter\nfrom acme.utils.errors import ErrorFormatter\n',
    };
    assert.equal(
      await refusal(files, ['remove errors']),
      'errors: still in use, so that nothing was changed: src/acme/app.py, line 3; tests/test_app.py, lines 1 and 2. ' +
        'Take that out first, then run again.',
    );
  });

  it('is not removed while another piece needs it', async () => {
    const path = 'src/acme/utils/persistence.py';
    const message = await refusal({ [path]: 'from .errors import ErrorFormatter\n' }, ['remove errors']);
    assert.match(message, /src\/acme\/utils\/persistence\.py, line 1 \(of persistence\)\./);
  });

  it('that is not recorded is named, with those that are', async () => {
    assert.match(
      await refusal({}, ['remove responses']),
      /^Nothing of responses is recorded for acme; nothing was changed\. Recorded: errors, persistence\.$/,
    );
    const dir = makeProject(sampleFiles);
    await runAll(dir, 'persistence');
    await assert.rejects(
      runHere(dir, 'remove utils'),
      /Nothing of validation, responses, errors is recorded for acme; .* Recorded: persistence\.$/,
    );
  });

  it('that the command of its name brought goes with the others of that command', async () => {
    const dir = makeProject(sampleFiles);
    await runAll(dir, 'persistence');
    const before = snapshot(dir);
    await runAll(dir, 'utils errors responses', 'remove utils');
    assert.deepEqual(snapshot(dir), before);
  });

  it('that there is none of is named, with the one that is meant', async () => {
    assert.match(await refusal({}, ['remove error']), /no piece called error here\. Did you mean errors\?/);
    assert.match(await refusal({}, ['remove']), /Name the pieces to remove\./);
  });

  it('that a project was begun with is left to the command that began it', async () => {
    const parent = makeScratch('begun');
    await runHere(parent, 'app notes --author-name=A --author-email=a@example.org');
    const dir = join(parent, 'notes');
    const before = snapshot(dir);
    await assert.rejects(
      runHere(dir, 'remove persistence'),
      /in use: src\/notes\/history\.py, line \d+\..* generator-chora app --no-include-persistence-helpers$/,
    );
    await stepBack(dir, [['utils errors', 'remove errors']]);
    assert.deepEqual(snapshot(dir), before);
  });

  it('is removed as its preview says', async () => {
    const [dir, copy] = [makeProject(sampleFiles), makeProject(sampleFiles)];
    for (const each of [dir, copy]) {
      await mustRun(['git', 'init', '--quiet'], { cwd: each });
      await runAll(each, 'utils errors');
    }
    const bin = join(packageRoot, 'dist/generators/bin/cli.js');
    const patch = join(makeScratch('patch'), 'patch');
    writeFileSync(patch, await mustRun(['node', bin, 'remove', 'errors', '--dry-run'], { cwd: dir }));
    await mustRun(['git', 'apply', patch], { cwd: copy });
    await runAll(dir, 'remove errors');
    assert.deepEqual(snapshot(copy), snapshot(dir));
  });
});
