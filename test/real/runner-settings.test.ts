/** What is read of the settings of runners, held against the tests that the runners themselves list. */

import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { readFoundTests } from '../../generators/languages/typescript/detect/found-tests.js';
import { rootPackage } from '../../generators/languages/typescript/detect/members.js';
import { findRunner } from '../../generators/languages/typescript/detect/runner.js';
import { diskTree } from '../../generators/tree/disk-tree.js';
import { outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { installDependencies } from '../acceptance/typescript/dependencies.js';
import { writeProject } from '../sample-project.js';
import { nodeOf } from '../typescript/nodes.js';

/** Files that some runner takes for a test by its settings, and others do not. */
const paths = [
  'all.ts',
  'src/a.test.ts',
  'src/a.spec.ts',
  'src/a.unit.ts',
  'src/a_test.ts',
  'src/deep/b.test.ts',
  'src/deep/b.spec.ts',
  'src/deep/__tests__/c.ts',
  'src/deep/__tests__/c.test.ts',
  'test/d.ts',
  'test/d.test.ts',
  'test/e2e/e.test.ts',
  'test/e2e/e.spec.ts',
  'packages/core/f.test.ts',
  'packages/core/f.spec.ts',
  'packages/web/g.test.ts',
  'packages/web/g.spec.ts',
];

interface Runner {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly test: string;
  /** What is added to the script `test` so that nothing runs but a list of files is printed, or all that runs is empty. */
  readonly list: string;
  listed(output: string, dir: string): readonly string[];
}

const listPaths = (output: string, dir: string) =>
  output
    .split('\n')
    .map((line) => line.replace(/^\[[^\]]*\] /, '').trim())
    .filter((line) => line.endsWith('.ts'))
    .map((line) => (line.startsWith('/') ? relative(dir, line) : line));

const runners: Readonly<Record<string, Runner>> = {
  jest: {
    dependencies: { jest: '30.2.0' },
    test: "test('a', () => {});\n",
    list: '--listTests',
    listed: listPaths,
  },
  vitest: {
    dependencies: { vitest: '3.2.4' },
    test: "import { test } from 'vitest';\n\ntest('a', () => {});\n",
    list: '--filesOnly',
    listed: listPaths,
  },
  mocha: {
    dependencies: { mocha: '11.7.5' },
    test: "it('a', () => {});\n",
    list: '--dry-run --reporter json',
    listed: (output, dir) => {
      const { tests } = JSON.parse(output.slice(output.indexOf('{'))) as {
        tests: readonly { file: string }[];
      };
      return tests.map(({ file }) => relative(dir, file));
    },
  },
  node: {
    dependencies: {},
    test: "import { test } from 'node:test';\n\ntest(import.meta.filename, () => {});\n",
    list: '',
    listed: (output, dir) =>
      [...output.matchAll(/Subtest: (\/.*\.ts)$/gm)].map(([, file = '']) => relative(dir, file)),
  },
};

interface Case {
  readonly runner: keyof typeof runners;
  /** As the script `test` has it. */
  readonly script: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly manifest?: object;
}

const jest = (settings: object, script = 'jest'): Case => ({
  runner: 'jest',
  script,
  manifest: { jest: settings },
});
const vitest = (settings: string, files = {}): Case => ({
  runner: 'vitest',
  script: 'vitest list',
  files: { 'vitest.config.mjs': `export default ${settings};\n`, ...files },
});
const mocha = (settings: string, script = 'mocha', name = '.mocharc.json'): Case => ({
  runner: 'mocha',
  script,
  files: { [name]: settings },
});
const node = (script: string): Case => ({ runner: 'node', script });

const cases: readonly Case[] = [
  jest({}),
  jest({ roots: ['<rootDir>/src', 'test'] }),
  jest({ testMatch: ['**/*.unit.ts', '!**/deep/**', '<rootDir>/test/*.ts'] }),
  jest({ testMatch: ['src/**/*.test.ts', '**/d.test.ts'] }),
  jest({ testRegex: ['\\.spec\\.ts$', '<rootDir>/test/e2e/'] }),
  jest({ rootDir: 'src', testRegex: 'deep/.*\\.ts$' }),
  jest({ testPathIgnorePatterns: ['<rootDir>/src/', '/e2e/'] }),
  jest({ projects: ['<rootDir>/packages/web', { roots: ['<rootDir>/test'] }] }),
  {
    ...jest({ projects: ['packages/web', { roots: ['<rootDir>/test'] }] }),
    files: { 'packages/web/package.json': '{ "jest": { "testRegex": "spec" } }' },
  },
  jest({}, 'jest src/ test/e2e'),
  {
    runner: 'jest',
    script: 'jest --config test/jest.config.cjs',
    files: {
      'test/jest.config.cjs': "module.exports = { rootDir: '..', testMatch: ['<rootDir>/test/**/*.ts'] };\n",
    },
  },
  vitest('{}'),
  vitest("{ test: { include: ['src/**/*.{test,spec}.ts', '!src/deep/**'] } }"),
  vitest("{ test: { include: ['**/*.unit.ts', './test/*.ts'] } }"),
  vitest("{ test: { exclude: ['test/**', '**/*.spec.ts'] } }"),
  vitest("{ test: { dir: 'src/deep' } }"),
  vitest("{ root: 'test', test: { include: ['*.test.ts'] } }"),
  vitest("{ test: { projects: ['packages/web', { test: { name: 'a', include: ['test/*.test.ts'] } }] } }"),
  vitest("{ test: { include: ['**/*.spec.ts'], projects: [{ extends: true, test: { name: 'a' } }] } }"),
  mocha('{ "extension": ["ts"] }'),
  mocha('{ "extension": ["ts"], "recursive": true }'),
  mocha('{ "extension": ["ts"], "spec": ["src", "test/e2e/*.spec.ts"] }'),
  mocha('{ "spec": "src/**/*.test.ts", "ignore": ["src/deep/__tests__/**"] }'),
  mocha('spec:\n  - src/**/*.spec.ts\n', 'mocha', '.mocharc.yml'),
  mocha('{ "spec": "all.ts" }', "mocha 'test/*.test.ts'"),
  mocha('{}', 'mocha --recursive --extension ts test'),
  node('node --test'),
  node('node --test "src/**/*.spec.ts" all.ts'),
];

/** The files that the runner lists, in a repository that has them all. */
async function listedBy({ runner, script, manifest, files }: Case, dir: string): Promise<readonly string[]> {
  const { dependencies, test, list, listed } = runners[runner] as Runner;
  writeProject(dir, {
    'package.json': JSON.stringify({ type: 'module', scripts: { test: script }, ...manifest }),
    ...Object.fromEntries(paths.map((path) => [path, test])),
    ...files,
  });
  symlinkSync(await installDependencies(dependencies), join(dir, 'node_modules'));
  // This Node takes TypeScript as it lies.
  const PATH = [join(dir, 'node_modules/.bin'), dirname(nodeOf(24)), process.env['PATH']].join(delimiter);
  const command = script.startsWith('node') ? script.replace('--test', '--test --test-reporter=tap') : script;
  const result = await run(['sh', '-c', `${command} ${list}`], { cwd: dir, env: { ...process.env, PATH } });
  assert.equal(result.status, 0, outputOf(result));
  return [...new Set(listed(result.stdout, dir))].sort();
}

function foundIn(dir: string, known: readonly string[]): readonly string[] {
  const tree = diskTree(dir);
  const packages = [rootPackage(tree)];
  const runner = findRunner({ tree, packages, tests: [], config: undefined });
  const { finds } = readFoundTests({ tree, packages }, runner, known);
  return paths.filter((path) => finds(path) === true).sort();
}

describe('the tests that are found by', function () {
  this.timeout(120_000);

  for (const each of cases) {
    const { files, manifest, script } = each;
    const settings = JSON.stringify(manifest ?? Object.values(files ?? {})[0] ?? '');
    it(`${script} with ${settings} are those that it lists`, async () => {
      const dir = makeScratch('settings');
      const listed = await listedBy(each, dir);
      assert.ok(listed.length > 0);
      assert.deepEqual(foundIn(dir, listed), listed);
    });
  }
});
