/** The generators in an IDE's wizard: a host without a terminal, which makes them by `require` and asks in pages. */

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEnv } from 'yeoman-environment';
import { packageRoot } from '../../generators/run/package-root.js';
import { sampleFiles, writeProject } from '../sample-project.js';

const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
const tiles: readonly { namespace: string; displayName: string; description: string }[] =
  manifest.additional_generators;
const fileOf = (namespace: string) =>
  join(packageRoot, 'dist/generators', namespace.replace('chora:', ''), 'index.js');

const twoPackages = {
  ...sampleFiles,
  'src/beta/__init__.py': '',
  'pyproject.toml': `${sampleFiles['pyproject.toml']?.replace('"acme"', '"notes"')}
[tool.hatch.build.targets.wheel]
packages = ["src/acme", "src/beta"]
`,
};

/** What the Application Wizard gives: no queue, no separator, and no log but these. */
function createHost(answers: Readonly<Record<string, unknown>>) {
  const pages: (readonly { name: string; guiOptions?: object }[])[] = [];
  const lines: string[] = [];
  const note = (line: unknown) => lines.push(String(line));
  const names = [
    'write',
    'writeln',
    'error',
    'create',
    'force',
    'invoke',
    'conflict',
    'identical',
    'info',
    'skip',
  ];
  const log = Object.assign(note, Object.fromEntries(names.map((name) => [name, note])));
  const prompt = async (questions: { name: string } | readonly { name: string }[]) => {
    const page = [questions].flat() as readonly { name: string; default?: unknown }[];
    pages.push(page);
    return Object.fromEntries(page.map(({ name, default: usual }) => [name, answers[name] ?? usual]));
  };
  return { pages, lines, adapter: { prompt, log } };
}

describe('a wizard of an IDE', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'chora-wizard-'));
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  async function run(namespace: string, answers: Readonly<Record<string, unknown>> = {}) {
    const host = createHost(answers);
    const env = createEnv({ adapter: host.adapter as never, cwd: dir, skipInstall: true });
    env.register(fileOf(namespace), { namespace });
    const generator = await env.create(namespace, { generatorOptions: { appWizard: {} } } as never);
    // It is told its folder only after it was made.
    (generator as unknown as { destinationRoot(dir: string): void }).destinationRoot(dir);
    await env.runGenerator(generator as never);
    return host;
  }

  it('can load every generator by require: there is no await at the top level of what they import', () => {
    for (const namespace of ['chora:app', ...tiles.map((tile) => tile.namespace)])
      assert.equal(typeof require(fileOf(namespace)).default, 'function', namespace);
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

  it('adds persistence, asked on a page of its own for the package, with a control that the wizard has', async () => {
    writeProject(dir, twoPackages);
    const { pages, lines } = await run('chora:persistence', { package: 'beta' });
    assert.deepEqual(
      pages.map((page) => page.map(({ name }) => name)),
      [['package']],
    );
    assert.deepEqual(pages[0]?.[0]?.guiOptions, { type: 'list' });
    assert.ok(existsSync(join(dir, 'src/beta/utils/persistence.py')));
    assert.match(lines.join('\n'), /created {2}src\/beta\/utils\/persistence\.py/);
  });

  it('asks the same pages again in a new instance, as after Back, and nothing was written by the first', async () => {
    writeProject(dir, twoPackages);
    const first = createHost({});
    const env = createEnv({
      adapter: { ...first.adapter, prompt: () => new Promise(() => {}) } as never,
      cwd: dir,
    });
    env.register(fileOf('chora:persistence'), { namespace: 'chora:persistence' });
    const left = await env.create('chora:persistence', {} as never);
    (left as unknown as { destinationRoot(dir: string): void }).destinationRoot(dir);
    void env.runGenerator(left as never);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(existsSync(join(dir, '.yo-rc.json')), false);
    const { pages } = await run('chora:persistence', { package: 'acme' });
    assert.equal(pages.length, 1);
    assert.ok(existsSync(join(dir, 'src/acme/utils/persistence.py')));
  });

  it('adds the utilities that are chosen, writes guides, and updates', async () => {
    writeProject(dir);
    await run('chora:utils', { pieces: ['errors'] });
    assert.ok(existsSync(join(dir, 'src/acme/utils/errors.py')));
    assert.ok(!existsSync(join(dir, 'src/acme/utils/responses.py')));
    const { lines } = await run('chora:update');
    assert.match(lines.join('\n'), /nothing changed/);
    await run('chora:docs');
  });

  it('begins a project by pages that have an answer each', async () => {
    const { pages } = await run('chora:app', { projectName: 'acme-notes' });
    assert.ok(pages.length >= 5 && pages.every((page) => page.length === 1));
    assert.ok(existsSync(join(dir, 'pyproject.toml')));
  });
});
