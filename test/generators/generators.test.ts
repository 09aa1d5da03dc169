/** The generators as hosts run them: through Yeoman's own test environment, on a disk. */

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import helpers from 'yeoman-test';
import DocsGenerator from '../../generators/docs/index.js';
import PersistenceGenerator from '../../generators/persistence/index.js';
import UtilsGenerator from '../../generators/utils/index.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { generatorPath } from './generator-path.js';

const twoPackages = {
  ...sampleFiles,
  'src/beta/__init__.py': '',
  // Neither carries the name of the project.
  'pyproject.toml': `${sampleFiles['pyproject.toml']?.replace('"acme"', '"notes"')}
[tool.hatch.build.targets.wheel]
packages = ["src/acme", "src/beta"]
`,
};

interface Scene {
  readonly files?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly answers?: Readonly<Record<string, string>>;
}

/** Runs chora:persistence in a fresh project; without `force`, which would hide conflicts. */
function runIn({ files = sampleFiles, options = {}, answers = {} }: Scene) {
  return helpers
    .create(
      PersistenceGenerator,
      { namespace: 'chora:persistence', resolved: generatorPath('persistence') },
      { force: false },
    )
    .onTargetDirectory((dir: string) => writeProject(dir, files))
    .withOptions(options)
    .withAnswers(answers)
    .run();
}

const listFiles = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();

describe('chora:persistence under Yeoman', () => {
  it('remembers --ignore-requires-python for later runs', async () => {
    const older = String(sampleFiles['pyproject.toml']).replace(
      /requires-python = .*/,
      'requires-python = ">=3.8"',
    );
    const files = { ...sampleFiles, 'pyproject.toml': older };
    const first = await runIn({ files, options: { 'ignore-requires-python': true } });
    const config = readFileSync(join(first.cwd, '.yo-rc.json'), 'utf8');
    const second = await runIn({ files: { ...files, '.yo-rc.json': config } });
    assert.equal(readFileSync(join(second.cwd, '.yo-rc.json'), 'utf8'), config);
    await assert.rejects(runIn({ files }), /--ignore-requires-python/);
  });

  it('writes modules, test, guide, export, record and configuration, and asks nothing', async () => {
    const result = await runIn({});
    result.assertFile([
      'src/acme/utils/persistence.py',
      'src/acme/utils/__init__.py',
      'tests/utils/test_persistence.py',
      '.chora/manifest.jsonl',
      '.chora/.gitattributes',
      '.yo-rc.json',
    ]);
    assert.deepEqual(result.askedQuestions, []);
  });

  it('asks for the package when there are several, and takes the answer', async () => {
    const result = await runIn({ files: twoPackages, answers: { package: 'beta' } });
    result.assertFile('src/beta/utils/persistence.py');
    assert.deepEqual(
      result.askedQuestions.map(({ name }) => name),
      ['package'],
    );
  });

  it('does not ask for what a flag says', async () => {
    const result = await runIn({ files: twoPackages, options: { package: 'beta' } });
    assert.deepEqual(result.askedQuestions, []);
  });

  it('names the flag instead of asking with --yes', async () => {
    await assert.rejects(
      runIn({ files: twoPackages, options: { yes: true } }),
      /several packages here: .*--package=NAME/,
    );
  });

  it('takes flags in camelCase, as programs give them, and in kebab-case, as yo gives them', async () => {
    for (const options of [{ sourceDir: 'src/acme/state' }, { 'source-dir': 'src/acme/state' }]) {
      const result = await runIn({ options });
      result.assertFile('src/acme/state/persistence.py');
    }
  });

  it('leaves out tests and guides with --no-tests and --no-docs', async () => {
    const result = await runIn({ options: { tests: false, docs: false } });
    assert.deepEqual(
      listFiles(result.cwd).filter((path) => /test_persistence|\.md/.test(path)),
      [],
    );
  });

  it('refuses a mistyped flag by the name that was meant', async () => {
    await assert.rejects(
      runIn({ options: { pakage: 'acme' } }),
      /Unknown flag --pakage\. Did you mean --package\?/,
    );
  });

  it('asks what to do when the user changed a file for which there is a new text', async () => {
    const first = await runIn({});
    const path = join(first.cwd, 'src/acme/utils/persistence.py');
    const edited = `${readFileSync(path, 'utf8')}# mine\n`;
    const manifest = readFileSync(join(first.cwd, '.chora/manifest.jsonl'), 'utf8');
    const files = {
      ...sampleFiles,
      'src/acme/utils/persistence.py': edited,
      '.chora/manifest.jsonl': manifest.replaceAll(/"sha256":"\w/g, '"sha256":"x'),
    };
    const result = await runIn({ files, answers: { onConflict: 'side' } });
    assert.deepEqual(
      result.askedQuestions.map(({ name }) => name),
      ['onConflict'],
    );
    result.assertFile('src/acme/utils/persistence.py.new');
    result.assertFileContent('src/acme/utils/persistence.py', '# mine');
  });

  it('works from a folder below the root of the project', async () => {
    const result = await helpers
      .create(
        PersistenceGenerator,
        { namespace: 'chora:persistence', resolved: generatorPath('persistence') },
        { force: false },
      )
      .onTargetDirectory((dir: string) => {
        writeProject(dir);
        mkdirSync(join(dir, 'src/acme/deep'));
      })
      .onGenerator((generator: { destinationRoot(path?: string): string }) => {
        generator.destinationRoot(join(generator.destinationRoot(), 'src/acme/deep'));
      })
      .run();
    assert.deepEqual(readdirSync(join(result.cwd, 'src/acme/deep')), []);
    assert.ok(listFiles(result.cwd).includes('src/acme/utils/persistence.py'));
  });

  it('says which file is broken when .yo-rc.json or the manifest is, and writes nothing', async () => {
    for (const broken of ['.yo-rc.json', '.chora/manifest.jsonl']) {
      const files = { ...sampleFiles, [broken]: '{"generator-chora": ' };
      await assert.rejects(runIn({ files }), (error: Error) => error.message.includes(broken));
    }
  });
});

describe('chora:docs under Yeoman', () => {
  const resolved = generatorPath('docs');
  const create = () => helpers.create(DocsGenerator, { namespace: 'chora:docs', resolved }, { force: false });

  it('writes nothing in a project that has no piece yet', async () => {
    const result = await create()
      .onTargetDirectory((dir: string) => writeProject(dir))
      .run();
    assert.deepEqual(listFiles(result.cwd), Object.keys(sampleFiles).sort());
  });

  it('writes the guide of a piece that is named', async () => {
    const result = await create()
      .onTargetDirectory((dir: string) => writeProject(dir))
      .withArguments(['persistence'])
      .run();
    assert.deepEqual(
      listFiles(result.cwd).filter((path) => path.endsWith('.md')),
      [
        'AGENTS.md',
        'user-docs/how-to/persist-application-state.md',
        'user-docs/reference/python-patterns.md',
      ],
    );
  });

  it('refuses an unknown piece by the name that was meant', async () => {
    const run = create()
      .onTargetDirectory((dir: string) => writeProject(dir))
      .withArguments(['persistance'])
      .run();
    await assert.rejects(run, /There is no piece called persistance here\. Did you mean persistence\?/);
  });
});

describe('chora:utils under Yeoman', () => {
  const resolved = generatorPath('utils');
  const create = (flags: Readonly<Record<string, unknown>> = {}) =>
    helpers
      .create(UtilsGenerator, { namespace: 'chora:utils', resolved }, { force: false })
      .onTargetDirectory((dir: string) => writeProject(dir))
      .withOptions(flags);
  const modulesIn = (dir: string) =>
    readdirSync(join(dir, 'src/acme/utils')).filter((name) => name !== '__init__.py');

  it('asks which pieces, and takes the ones that are ticked', async () => {
    const result = await create()
      .withAnswers({ pieces: ['errors'] })
      .run();
    assert.deepEqual(
      result.askedQuestions.map(({ name }) => name),
      ['pieces'],
    );
    assert.deepEqual(modulesIn(result.cwd), ['errors.py']);
  });

  it('takes the names that it is given, and asks nothing', async () => {
    const result = await create().withArguments(['validation', 'errors']).run();
    assert.deepEqual(result.askedQuestions, []);
    assert.deepEqual(modulesIn(result.cwd), ['errors.py', 'validation.py']);
  });

  it('takes all three with --yes', async () => {
    const result = await create({ yes: true }).run();
    assert.deepEqual(modulesIn(result.cwd), ['errors.py', 'responses.py', 'validation.py']);
  });

  it('says what to do when nobody can be asked', async () => {
    await assert.rejects(create({ json: true }).run(), /Name the pieces to add, or take all with --yes/);
  });

  it('refuses an unknown piece by the name that was meant', async () => {
    const run = create().withArguments(['validaton']).run();
    await assert.rejects(run, /no piece called validaton here\. Did you mean validation\?/);
  });

  it('re-exports the pieces that are there, in a folder of choice', async () => {
    const result = await create({ sourceDir: 'src/acme/core/shared' })
      .withArguments(['errors', 'responses'])
      .run();
    const exported = readFileSync(join(result.cwd, 'src/acme/core/shared/__init__.py'), 'utf8');
    assert.match(exported, /__all__ = \["ErrorFormatter", "Response"\]/);
    result.assertFile('src/acme/core/__init__.py');
  });
});
