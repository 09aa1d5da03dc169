/** Proves that tests land where the runner of a repository in memory finds them, or that the run says so. */

import assert from 'node:assert/strict';
import type { Answers } from '../../../generators/types/project.js';
import { projectIn } from './project-in.js';

type Files = Readonly<Record<string, string>>;

const manifest = (more: object) =>
  JSON.stringify({
    name: 'acme',
    type: 'module',
    devDependencies: { typescript: '5', '@types/node': '20', tsx: '4' },
    ...more,
  });
const base: Files = { 'tsconfig.json': '{ "compilerOptions": { "target": "es2022" } }', 'src/notes.ts': '' };
const jest = (settings: object, test = 'jest') => ({
  'package.json': manifest({ scripts: { test }, jest: settings }),
});
const script = (test: string) => ({ 'package.json': manifest({ scripts: { test } }) });
const vitest = (settings: string, test = 'vitest run'): Files => ({
  ...script(test),
  'vitest.config.ts': settings,
});

const project = (files: Files, answers?: Answers) => projectIn({ ...base, ...files }, answers);

interface Case {
  readonly title: string;
  readonly files: Files;
  readonly answers?: Answers;
  /** Folder and ending. */
  readonly lands: readonly [dir: string, ending: string];
  readonly note?: RegExp;
}

const cases: readonly Case[] = [
  {
    title: 'the roots of jest',
    files: { ...jest({ roots: ['<rootDir>/test'] }), 'src/a.test.ts': '', 'test/a.test.ts': '' },
    lands: ['test', '.test.ts'],
  },
  {
    title: 'the roots of jest, where no test is yet',
    files: { ...script('jest'), 'jest.config.js': "module.exports = { roots: ['<rootDir>/test'] };" },
    lands: ['test', '.test.ts'],
  },
  {
    title: 'the roots of jest, where only helpers of tests are yet',
    files: { ...jest({ roots: ['<rootDir>/test'] }), 'test/util.ts': '' },
    lands: ['test', '.test.ts'],
  },
  {
    title: 'the patterns of jest in JSON, by the names of the other tests',
    files: {
      ...script('jest'),
      'jest.config.json': '{ "testMatch": ["**/*.unit.ts"] }',
      'test/a.unit.ts': '',
    },
    lands: ['test', '.unit.ts'],
  },
  {
    title: 'folders alone that jest is told',
    files: { ...jest({ testMatch: ['**/__tests__/**/*.ts'] }), 'src/__tests__/a.ts': '' },
    lands: ['src/utils/__tests__', '.test.ts'],
  },
  {
    title: 'folders alone that jest is told, where no test is yet',
    files: jest({ testMatch: ['**/__tests__/**/*.ts'] }),
    lands: ['src/utils/__tests__', '.test.ts'],
  },
  {
    title: 'an expression of jest',
    files: jest({ testRegex: '.*\\.spec\\.ts$' }),
    lands: ['src/utils', '.spec.ts'],
  },
  {
    title: 'what jest leaves out',
    files: {
      ...jest({ testPathIgnorePatterns: ['<rootDir>/src/'] }),
      'src/a.test.ts': '',
      'test/a.test.ts': '',
      'src/b.test.ts': '',
    },
    lands: ['test', '.test.ts'],
  },
  {
    title: 'the folder that jest counts from',
    files: { ...jest({ rootDir: 'src', testRegex: '.spec.ts$' }) },
    lands: ['src/utils', '.spec.ts'],
  },
  {
    title: 'one of the projects of jest',
    files: jest({ projects: [{ testMatch: ['<rootDir>/spec/**/*.ts'] }, { roots: ['<rootDir>/unit'] }] }),
    lands: ['spec', '.test.ts'],
  },
  {
    title: 'the settings of jest in the folder of a member',
    files: {
      ...jest({ projects: ['<rootDir>/packages/*'] }),
      'packages/core/package.json': manifest({ name: 'core' }),
      'packages/core/src/a.ts': '',
      'packages/core/jest.config.js': "export default { testMatch: ['**/*.spec.ts'] };",
    },
    answers: { package: 'core' },
    lands: ['packages/core/src/utils', '.spec.ts'],
  },
  {
    title: 'the settings of jest that the script names',
    files: {
      ...script('jest -c test/jest.json'),
      'test/jest.json': '{ "rootDir": "..", "roots": ["<rootDir>/test"] }',
    },
    lands: ['test', '.test.ts'],
  },
  {
    title: 'the folder that the script gives to jest',
    files: {
      ...script('jest --coverage test/'),
      'test/helper.txt': '',
      'src/a.test.ts': '',
      'test/a.test.ts': '',
    },
    lands: ['test', '.test.ts'],
  },
  {
    title: 'the patterns of vitest',
    files: vitest("export default defineConfig({ test: { include: ['test/**/*.test.ts'] } });"),
    lands: ['test', '.test.ts'],
  },
  {
    title: 'the patterns of vitest in the settings of vite',
    files: {
      ...script('vitest'),
      'vite.config.mts': "export default { test: { include: ['**/*.spec.ts'] } };",
    },
    lands: ['src/utils', '.spec.ts'],
  },
  {
    title: 'the folder of vitest',
    files: vitest("export default { test: { dir: './test/unit' } };"),
    lands: ['test/unit', '.test.ts'],
  },
  {
    title: 'what vitest leaves out',
    files: {
      ...vitest("export default { test: { exclude: ['src/**'] } };"),
      'src/a.test.ts': '',
      'test/a.test.ts': '',
      'src/b.test.ts': '',
    },
    lands: ['test', '.test.ts'],
  },
  {
    title: 'one of the projects of vitest, which takes over what all have',
    files: vitest(
      "export default { test: { include: ['**/*.spec.ts'], projects: [{ extends: true, test: { name: 'a' } }] } };",
    ),
    lands: ['src/utils', '.spec.ts'],
  },
  {
    title: 'the settings of vitest in the folder of a member',
    files: {
      ...vitest("export default { test: { projects: ['packages/*'] } };"),
      'packages/core/package.json': manifest({ name: 'core' }),
      'packages/core/src/a.ts': '',
      'packages/core/vitest.config.ts': "export default { test: { include: ['spec/*.ts'] } };",
    },
    answers: { package: 'core' },
    lands: ['packages/core/spec', '.test.ts'],
  },
  {
    title: 'a workspace of vitest',
    files: {
      ...script('vitest'),
      'vitest.workspace.ts': "export default [{ test: { include: ['test/*.test.ts'] } }];",
    },
    lands: ['test', '.test.ts'],
  },
  {
    title: 'the files that mocha is told in JSON',
    files: { ...script('mocha'), '.mocharc.json': '{ "spec": "test/**/*.spec.ts" }' },
    lands: ['test', '.spec.ts'],
  },
  {
    title: 'the files that mocha is told in YAML',
    files: { ...script('mocha'), '.mocharc.yml': 'spec:\n  - src/**/*.spec.ts\n' },
    lands: ['src/utils', '.spec.ts'],
  },
  {
    title: 'the folder of mocha, with what lies in it alone',
    files: {
      ...script('mocha'),
      '.mocharc.cjs': "module.exports = { extension: ['ts'] };",
      'test/a.ts': '',
      'test/utils/b.txt': '',
    },
    lands: ['test', '.test.ts'],
  },
  {
    title: 'the folder of mocha, with all below',
    files: { ...script('mocha --recursive --extension ts'), 'test/a.ts': '', 'test/utils/b.txt': '' },
    lands: ['test/utils', '.test.ts'],
  },
  {
    title: 'the files that the script gives to mocha',
    files: script("mocha -r tsx 'spec/*.spec.ts'"),
    lands: ['spec', '.spec.ts'],
  },
  {
    title: 'the files that the script gives to Node',
    files: script('node build.js && node --import tsx --test "test/*.test.ts"'),
    lands: ['test', '.test.ts'],
  },
  {
    title: 'the names that Node looks for',
    files: { ...script('tsx --test'), 'src/a.spec.ts': '', 'src/b.test.ts': '', 'src/c.spec.ts': '' },
    lands: ['src/utils', '.test.ts'],
  },
  {
    title: 'the folder of bun',
    files: { ...script('bun test'), 'bunfig.toml': '[test]\nroot = "spec"\n' },
    lands: ['spec', '.test.ts'],
  },
  {
    title: 'the folder of the user, and says that it is not looked at',
    files: jest({ roots: ['<rootDir>/src'] }),
    answers: { testsDir: 'checks' },
    lands: ['checks', '.test.ts'],
    note: /By package\.json, jest does not look for \*\.test\.ts in checks: add that to it/,
  },
  {
    title: 'no place where there is none, and says so',
    files: { ...script('mocha'), '.mocharc.json': '{ "spec": ["spec/all.ts"] }' },
    lands: ['src/utils', '.test.ts'],
    note: /By \.mocharc\.json, mocha does not look for \*\.test\.ts in src\/utils/,
  },
  {
    title: 'the likeliest place where settings are a program, and says so',
    files: vitest("export default mergeConfig(base, { test: { environment: 'node' } });"),
    lands: ['src/utils', '.test.ts'],
    note: /Whether vitest looks for \*\.test\.ts in src\/utils is not to be read from vitest\.config\.ts, which is not run/,
  },
  {
    title: 'the likeliest place where jest has a preset of somebody else, and says so',
    files: jest({ preset: 'acme-preset' }),
    lands: ['src/utils', '.test.ts'],
    note: /is not to be read from package\.json/,
  },
  {
    title: 'the likeliest place where an expression comes to no end, and says so',
    files: jest({ testRegex: '^([a-z/.]+)+!' }),
    lands: ['src/utils', '.test.ts'],
    note: /is not to be read from package\.json/,
  },
];

describe('the tests of a TypeScript project go by', () => {
  for (const { title, files, answers, lands, note } of cases)
    it(title, () => {
      const { testsDir, testEnding, notes } = project(files, answers);
      assert.deepEqual([testsDir, testEnding], lands);
      const found = notes.filter((each) => /look for|looks for/.test(each));
      if (note === undefined) assert.deepEqual(found, []);
      else assert.match(found.join('\n'), note);
    });

  it('both the settings and the script, and name them', () => {
    const files = { ...script('mocha spec'), '.mocharc.json': '{ "extension": "ts" }' };
    const { facts } = project(files);
    const { because } = facts.find(({ label }) => label === 'tests') ?? {};
    assert.equal(because, 'tests are looked for there by .mocharc.json and the script test');
  });

  it('those that are there, where the settings name what a compiler makes', () => {
    const files = { ...script('tsc && mocha dist/test'), 'test/a.test.ts': '' };
    const { testsDir, notes } = project(files);
    assert.deepEqual([testsDir, notes.filter((note) => /look/.test(note))], ['test', []]);
  });

  it('the same settings in a second run', () => {
    const files = {
      ...jest({ testMatch: ['**/*.spec.ts'] }),
      'src/a.test.ts': '',
      'src/b.spec.ts': '',
      'src/c.test.ts': '',
    };
    assert.equal(project(files).testEnding, '.spec.ts');
    const again = project({ ...files, 'src/utils/persistence.spec.ts': '' }, { testsDir: 'src/utils' });
    assert.equal(again.testEnding, '.spec.ts');
  });
});

describe('a test of a TypeScript project asks for the environment of Node', () => {
  const browser = {
    'package.json': manifest({
      scripts: { test: 'vitest' },
      devDependencies: { typescript: '5', jsdom: '26' },
    }),
  };

  for (const [title, files, expected] of [
    [
      'where jest has that of a browser',
      jest({ testEnvironment: 'jest-environment-jsdom' }),
      '/** @jest-environment node */\n',
    ],
    [
      'where the script gives jest that of a browser',
      jest({}, 'jest --env=jsdom'),
      '/** @jest-environment node */\n',
    ],
    [
      'where vitest has that of a browser',
      vitest("export default { test: { environment: 'happy-dom' } };"),
      '// @vitest-environment node\n',
    ],
    [
      'where it may be that of a browser, which is there',
      { ...browser, 'vitest.config.ts': 'export default mergeConfig(a, {});' },
      '// @vitest-environment node\n',
    ],
    ['not where it has that', jest({ testEnvironment: 'node' }), ''],
    ['not where nothing is said', script('vitest'), ''],
    [
      'not where the project of a browser has other tests',
      vitest(
        "export default { test: { projects: [{ test: { include: ['web/**'], environment: 'jsdom' } }, { test: { include: ['src/**/*.test.ts'] } }] } };",
      ),
      '',
    ],
  ] as const)
    it(title, () => assert.equal(project(files).testOpening, expected));
});
