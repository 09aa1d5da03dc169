/** The generators in an IDE's wizard: a host without a terminal, which makes them by `require` and asks in pages. */

import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createEnv } from 'yeoman-environment';
import { implementations } from '../../generators/bin/implementations.js';
import { packageRoot } from '../../generators/run/package-root.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { type Answers, createHost, fileOf, type Host, runInWizard, startInWizard } from './wizard-host.js';

const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
const tiles: readonly {
  namespace: string;
  displayName: string;
  description: string;
  'generator-filter': object;
}[] = manifest.additional_generators;
const twoPackages = {
  ...sampleFiles,
  'src/beta/__init__.py': '',
  'pyproject.toml': `${sampleFiles['pyproject.toml']?.replace('"acme"', '"notes"')}
[tool.hatch.build.targets.wheel]
packages = ["src/acme", "src/beta"]
`,
};

describe('a wizard of an IDE', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'chora-wizard-'));
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const start = (namespace: string, host: Host) => startInWizard(dir, namespace, host);
  const run = (namespace: string, given?: Answers, replayed?: readonly Answers[]) =>
    runInWizard(dir, namespace, given, replayed);

  /** What the wizard hears of a run that fails, of which it shows the first: by an event, and by the run's promise. */
  async function fail(namespace: string) {
    const host = createHost({});
    const { env, generator } = await start(namespace, host);
    const error: Error = await env.runGenerator(generator as never).then(
      () => assert.fail('it did not fail'),
      (reason) => reason,
    );
    assert.deepEqual(host.failures, [error.message]);
    return host.failures;
  }

  it('can load every generator by require: there is no await at the top level of what they import', () => {
    for (const namespace of ['chora:app', ...tiles.map((tile) => tile.namespace)])
      assert.equal(typeof require(fileOf(namespace)), 'function', namespace);
  });

  it('sees at once that it needs its newer environment: the message says so of the older one', () => {
    const old = Object.assign(createEnv({ cwd: dir }), { getVersion: () => '3.19.3' });
    const Generator = require(fileOf('chora:app'));
    assert.throws(
      () => new Generator([], { env: old, namespace: 'chora:app', resolved: dir }),
      /requires yeoman-environment at least 4/,
    );
  });

  it('takes the words of the tiles in the order of their namespaces, whatever these say', () => {
    const namespaces = tiles.map(({ namespace }) => namespace);
    assert.deepEqual(namespaces, [...namespaces].sort());
  });

  it('opens a new project, and not the one new folder that a piece may bring', () => {
    assert.deepEqual(manifest['generator-filter'], { types: ['project'] });
    for (const tile of tiles) assert.deepEqual(tile['generator-filter'], { types: ['module'] });
  });

  it('has a tile with words and the picture for each generator that it can run', () => {
    for (const { namespace, displayName, description } of tiles) {
      assert.ok(existsSync(fileOf(namespace)), namespace);
      assert.ok(displayName !== '' && description !== '', namespace);
    }
    assert.ok(manifest.displayName && manifest.homepage && manifest.description);
    assert.equal(readFileSync(join(packageRoot, 'yeoman.png')).subarray(1, 4).toString(), 'PNG');
    assert.ok(manifest.files.includes('yeoman.png'));
  });

  it('has the tiles that its guide names', () => {
    const guide = readFileSync(join(packageRoot, 'docs/ide-wizards.md'), 'utf8').replaceAll('\n', ' ');
    const [, listed] = /has a tile: (.*?)\. /.exec(guide) ?? [];
    const names = [manifest, ...tiles].map(({ displayName }) => displayName.replace('Chora: ', ''));
    assert.deepEqual(listed?.split('; ').sort(), names.sort());
  });

  it('adds persistence, asked on a page of its own for the package, with a control that the wizard has', async () => {
    writeProject(dir, twoPackages);
    const { pages, steps, lines } = await run('chora:persistence', { package: 'beta' });
    assert.deepEqual(
      pages.map((page) => page.map(({ name }) => name)),
      [['package']],
    );
    assert.equal(pages[0]?.[0]?.guiOptions?.type, 'list');
    assert.match(pages[0]?.[0]?.guiOptions?.link?.url ?? '', /#persistence$/);
    assert.deepEqual(steps, [['Package']]);
    assert.ok(existsSync(join(dir, 'src/beta/utils/persistence.py')));
    assert.match(lines.join('\n'), /created {2}src\/beta\/utils\/persistence\.py/);
  });

  it('asks the same pages again in a new instance, as after Back, and nothing was written by the first', async () => {
    writeProject(dir, twoPackages);
    const first = createHost({});
    const left = await start('chora:persistence', {
      ...first,
      adapter: { ...first.adapter, prompt: () => new Promise(() => {}) } as never,
    });
    void left.env.runGenerator(left.generator as never);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(existsSync(join(dir, '.yo-rc.json')), false);
    const { pages } = await run('chora:persistence', { package: 'acme' });
    assert.equal(pages.length, 1);
    assert.ok(existsSync(join(dir, 'src/acme/utils/persistence.py')));
  });

  it('goes on after Back where its user was: answers are replayed, and the steps have their names', async () => {
    const replayed = [{ folder: dir }, { projectName: 'acme-notes' }, { projectType: 'daemon' }];
    const { pages, steps } = await run('chora:app', {}, replayed);
    assert.equal(pages[0]?.[0]?.name, 'projectDescription');
    assert.equal(steps.at(-1)?.[2], 'Kind');
    assert.match(readFileSync(join(dir, 'pyproject.toml'), 'utf8'), /name = "acme-notes"/);
  });

  it('adds the utilities that are chosen, writes guides, and updates', async () => {
    writeProject(dir);
    await run('chora:utils', { pieces: ['errors'] });
    assert.ok(existsSync(join(dir, 'src/acme/utils/errors.py')));
    assert.ok(!existsSync(join(dir, 'src/acme/utils/responses.py')));
    assert.match((await run('chora:update')).shown.join(), /nothing changed/);
    await run('chora:docs');
  });

  it('begins a project by pages that have an answer each, a hint and a named step', async () => {
    const { pages, steps, root } = await run('chora:app', {
      projectName: 'acme-notes',
      projectType: 'daemon',
    });
    const common = ['Folder', 'Name', 'Kind', 'Description', 'Licence', 'Sample', 'Pieces'];
    assert.deepEqual(steps[0], common);
    assert.deepEqual(steps.at(-1), [...common, 'Deployment']);
    assert.equal(pages.length, common.length + 1);
    for (const page of pages) assert.ok(page.length === 1 && page[0]?.guiOptions?.hint, page[0]?.name);
    assert.ok(existsSync(join(dir, 'pyproject.toml')));
    assert.equal(root, dir);
  });

  it('begins a project in the folder that is chosen, and opens that', async () => {
    writeProject(dir, twoPackages);
    const { pages, root } = await run('chora:app', { projectName: 'acme-notes' });
    assert.equal(pages[0]?.[0]?.guiOptions?.type, 'folder-browser');
    assert.equal(pages[0]?.[0]?.default, join(dir, 'my-project'));
    assert.equal(root, join(dir, 'my-project'));
    assert.ok(existsSync(join(root, 'pyproject.toml')));
  });

  it('says on the page of the folder that there is a project already', async () => {
    writeProject(dir, twoPackages);
    const problem = await new Promise((resolve, reject) => {
      const prompt = ([question]: [{ validate(folder: string): string }]) => {
        resolve(question.validate(dir));
        return new Promise(() => {});
      };
      const host = createHost({});
      const adapter = { ...host.adapter, prompt } as never;
      start('chora:app', { ...host, adapter })
        .then(({ env, generator }) => env.runGenerator(generator as never))
        .catch(reject);
    });
    assert.match(String(problem), /there is a project already \(pyproject\.toml\)/);
  });

  it('shows in full why nothing can be added, writes nothing, and leaves its process alone', async () => {
    const failures = await fail('chora:persistence');
    assert.match(failures[0] ?? '', /^There is no Python project here .* or begin a new one\.$/);
    assert.deepEqual(readdirSync(dir), []);
    assert.equal(process.exitCode, undefined);
  });

  for (const [what, files, words] of [
    [
      'no package',
      { 'pyproject.toml': '' },
      'There is no Python package here: no folder with an __init__.py. Make one, then run again.',
    ],
    [
      'a single module',
      { 'pyproject.toml': '[project]\nname = "acme"\n', 'acme.py': '' },
      'acme.py is a single module, not a package that pieces could go into. Make it one, a folder with an __init__.py, then run again.',
    ],
    [
      'projects below only',
      {
        'pyproject.toml': '',
        'libs/a/pyproject.toml': '[project]\nname = "acme"\n',
        'libs/a/acme/__init__.py': '',
      },
      'There is no Python package at the root, but there are projects below: libs/a (acme). Open the folder of one.',
    ],
    [
      'a workspace of TypeScript',
      {
        'package.json': '{ "workspaces": ["libs/*"] }',
        'libs/a/package.json': '{ "name": "a" }',
        'libs/a/tsconfig.json': '{}',
      },
      'There are no TypeScript sources at the root, but there are projects below: libs/a (a). Open the folder of one.',
    ],
  ] as const) {
    it(`says what to do there, and names no flag, where there is ${what}`, async () => {
      writeProject(dir, files);
      assert.deepEqual(await fail('chora:persistence'), [words]);
    });
  }

  it('links its first page, and no other, to what the README says of the generator', async () => {
    const { pages } = await run('chora:app', { projectName: 'acme-notes' });
    const [link, ...others] = pages.map((page) => page[0]?.guiOptions?.link);
    assert.deepEqual(link, {
      text: 'What this does',
      url: 'https://www.npmjs.com/package/generator-chora#a-new-project',
    });
    assert.ok(others.length > 0 && others.every((other) => other === undefined));
  });

  it('links to headings that the README has', () => {
    const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
    const headings = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
    const commands = Object.values(implementations).filter((command) => 'heading' in command);
    assert.equal(commands.length, 6);
    for (const { heading } of commands) assert.ok(headings.includes(heading), heading);
  });

  it('shows where a settings file is broken, and adds what was asked once that is mended', async () => {
    writeProject(dir, { ...twoPackages, 'pyproject.toml': '[project\n' });
    const before = readdirSync(dir, { recursive: true });
    for (const namespace of ['chora:persistence', 'chora:update']) {
      const failures = await fail(namespace);
      assert.match(failures[0] ?? '', /^pyproject\.toml, line 2, .* Correct it, then run again\.$/);
    }
    assert.deepEqual(readdirSync(dir, { recursive: true }), before);
    writeProject(dir, twoPackages);
    await run('chora:persistence', { package: 'acme' });
    assert.ok(existsSync(join(dir, 'src/acme/utils/persistence.py')));
  });

  it('shows that a run found nothing to change, which leaves no other sign', async () => {
    writeProject(dir);
    assert.match((await run('chora:update')).shown.join(), /^There is nothing to do here/);
    assert.deepEqual((await run('chora:persistence')).shown, []);
    const { shown } = await run('chora:persistence');
    assert.deepEqual(shown, ['Everything is in place already; nothing changed.']);
  });

  it('shows what status and check see, and leaves the status of its process alone', async () => {
    writeProject(dir);
    await run('chora:persistence');
    assert.match((await run('chora:status')).shown.join(), /persistence\.py/);
    rmSync(join(dir, 'src/acme/utils/persistence.py'));
    assert.match((await run('chora:check')).shown.join(), /missing/);
    assert.equal(process.exitCode, undefined);
  });

  it('removes the pieces that are chosen among those that are there', async () => {
    writeProject(dir);
    await run('chora:utils', { pieces: ['errors', 'responses'] });
    const { pages } = await run('chora:remove', { pieces: ['errors'] });
    const choices = pages[0]?.[0]?.['choices'] as readonly { value: string }[];
    assert.deepEqual(choices.map(({ value }) => value).sort(), ['errors', 'responses']);
    assert.ok(!existsSync(join(dir, 'src/acme/utils/errors.py')));
    assert.ok(existsSync(join(dir, 'src/acme/utils/responses.py')));
  });

  it('asks about a file that its user changed before anything is written', async () => {
    writeProject(dir);
    const guide = join(dir, 'user-docs/how-to/persist-application-state.md');
    mkdirSync(dirname(guide), { recursive: true });
    writeFileSync(guide, '# Mine.\n');
    const { pages } = await run('chora:persistence', { onConflict: 'keep' });
    assert.deepEqual(
      pages.map((page) => page[0]?.name),
      ['onConflict'],
    );
    assert.match(readFileSync(guide, 'utf8'), /Mine\.\n$/);
  });
});
