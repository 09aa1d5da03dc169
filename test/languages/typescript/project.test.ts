/** Proves the places and facts that are decided for a TypeScript repository in memory. */

import assert from 'node:assert/strict';
import { typescript } from '../../../generators/languages/typescript/row.js';
import type { Answers, Project } from '../../../generators/types/project.js';
import { memoryTree } from '../../tree/memory-tree.js';
import { projectIn } from './project-in.js';

type Files = Readonly<Record<string, string>>;

const manifest = (more: object = {}) =>
  JSON.stringify({
    name: 'acme',
    type: 'module',
    devDependencies: { typescript: '^5.9.0', '@types/node': '^20.0.0' },
    ...more,
  });
const withDev = (...names: readonly string[]) =>
  manifest({
    devDependencies: Object.fromEntries(
      ['typescript', '@types/node', ...names].map((name) => [name, '^5.0.0']),
    ),
  });
const options = (settings: object) => JSON.stringify({ compilerOptions: settings });
const esm: Files = {
  'package.json': manifest(),
  'tsconfig.json': options({ module: 'nodenext' }),
  'src/notes.ts': 'export const notes = [];\n',
};

interface Case {
  readonly title: string;
  readonly files: Files;
  readonly answers?: Answers;
  readonly expected: Partial<Project>;
  readonly note?: RegExp;
}

const above = (files: Files) => ({
  above: [
    { path: 'packages/core', tree: memoryTree({}) },
    { path: 'core', tree: memoryTree(files) },
  ],
});

const places: readonly Case[] = [
  {
    title: 'puts modules into src/utils/, which nobody exports unasked',
    files: {},
    expected: { sourceDir: 'src/utils', importPath: './utils', barrel: undefined, testsDir: 'src/utils' },
  },
  {
    title: 'takes src/util/ where it is there',
    files: { 'src/util/a.ts': '' },
    expected: { sourceDir: 'src/util' },
  },
  {
    title: 'takes src/lib/ where it is there',
    files: { 'src/lib/a.ts': '' },
    expected: { sourceDir: 'src/lib' },
  },
  {
    title: 'takes lib/ where the sources are there',
    files: { 'src/notes.ts': '', 'tsconfig.json': options({ rootDir: './lib' }), 'lib/a.ts': '' },
    expected: { sourceDir: 'lib/utils' },
  },
  {
    title: 'makes no folder beside a file of its name',
    files: { 'src/utils.ts': '' },
    expected: { sourceDir: 'src/helpers' },
  },
  {
    title: 'adds to an index.ts that is there',
    files: { 'src/utils/index.ts': '' },
    expected: { barrel: 'src/utils/index.ts' },
  },
  {
    title: 'puts tests into test/ where the others are, by their names',
    files: { 'test/notes.spec.ts': '' },
    expected: { testsDir: 'test', testImportPath: '../src/utils', testEnding: '.spec.ts' },
  },
  {
    title: 'puts tests into a folder of test/ where that mirrors the sources',
    files: { 'test/store/notes.test.ts': '' },
    expected: { testsDir: 'test/utils', testImportPath: '../../src/utils' },
  },
  {
    title: 'puts tests beside the sources where the others are',
    files: { 'src/notes.test.ts': '', 'test/helper.txt': '' },
    expected: { testsDir: 'src/utils', testImportPath: '.' },
  },
  {
    title: 'puts tests into __tests__/ where the others are in such folders',
    files: { 'src/store/__tests__/notes.test.ts': '' },
    expected: { testsDir: 'src/utils/__tests__', testImportPath: '..' },
  },
  {
    title: 'puts tests into folders of the sources where the others are',
    files: { 'src/store/tests/notes.ts': '' },
    expected: { testsDir: 'src/utils/tests', testImportPath: '..' },
  },
  {
    title: 'puts tests into the one folder of the sources where all others are, as in extensions of VS Code',
    files: { 'src/test/extension.test.ts': '', 'src/test/runTest.ts': '' },
    expected: { testsDir: 'src/test', testImportPath: '../utils' },
  },
  {
    title: 'takes the folder of the server in SvelteKit, whose src/lib/index.ts is for browsers, too',
    files: { 'package.json': withDev('@sveltejs/kit', 'vitest'), 'src/lib/index.ts': '' },
    expected: { sourceDir: 'src/lib/server/utils', importPath: './utils', barrel: undefined },
  },
  {
    title: 'takes app/ where the root route of React Router is in it, and its utils',
    files: { 'index.ts': '', 'app/root.tsx': '', 'app/utils/misc.ts': '', 'app/utils/misc.test.ts': '' },
    expected: { sourceDir: 'app/utils', importPath: './utils', testsDir: 'app/utils' },
  },
  {
    title: 'writes no guide into pages that are read as MDX',
    files: { 'docs/a.md': '', 'docusaurus.config.ts': '' },
    expected: { docsDir: 'user-docs/how-to' },
  },
  {
    title: 'takes folders from flags',
    files: {},
    answers: { sourceDir: 'src/core/state', testsDir: 'checks', docsDir: 'pages' },
    expected: {
      sourceDir: 'src/core/state',
      importPath: './core/state',
      testsDir: 'checks',
      docsDir: 'pages',
    },
  },
  {
    title: 'reaches a member of a monorepo by its name',
    files: { 'packages/core/package.json': manifest({ name: '@acme/core' }), 'packages/core/src/a.ts': '' },
    answers: { package: '@acme/core' },
    expected: { packageName: '@acme/core', sourceDir: 'packages/core/src/utils' },
  },
  {
    title: 'reaches a member of a monorepo by a folder in it',
    files: { 'packages/core/package.json': manifest({ name: '@acme/core' }), 'packages/core/src/a.ts': '' },
    answers: { sourceDir: 'packages/core/src/state' },
    expected: { packageName: '@acme/core', sourceDir: 'packages/core/src/state' },
  },
];

const imported = (path: string) => ({ 'src/b.ts': `import { notes } from '${path}';\n` });

const habits: readonly Case[] = [
  { title: 'imports with .js under NodeNext', files: {}, expected: { importEnding: '.js' } },
  {
    title: 'imports without an ending for a bundler',
    files: { 'tsconfig.json': options({ module: 'esnext', moduleResolution: 'Bundler' }) },
    expected: { importEnding: '' },
  },
  {
    title: 'imports with .ts where tsconfig.json allows it',
    files: { 'tsconfig.json': options({ module: 'nodenext', allowImportingTsExtensions: true }) },
    expected: { importEnding: '.ts' },
  },
  {
    title: 'imports without an ending in a CommonJS package',
    files: { 'package.json': manifest({ type: 'commonjs' }) },
    expected: { importEnding: '' },
  },
  {
    title: 'imports as the sources do, whatever tsconfig.json says',
    files: imported('./notes'),
    expected: { importEnding: '' },
  },
  {
    title: 'imports as settings have it where the sources are of two minds',
    files: {
      'package.json': manifest({ type: 'commonjs' }),
      'src/b.ts': "import './c.js';\nexport * from './c.js';\n",
      'src/c.test.ts': "import { c } from './c';\n",
    },
    expected: { importEnding: '' },
  },
  {
    title: 'does not take an import of data for one without an ending',
    files: {
      ...imported('./notes.ts'),
      'src/c.ts': `import a from './a.json';\nimport b from './b.json';\n`,
    },
    expected: { importEnding: '.ts' },
  },
  {
    title: 'follows tsconfig.json with remarks and last commas, over what it extends',
    files: {
      'tsconfig.json': '// base\n{ "extends": ["./tsconfig.base"], "compilerOptions": { "strict": true, }, }',
      'tsconfig.base.json': options({ moduleResolution: 'bundler' }),
    },
    expected: { importEnding: '' },
  },
  {
    title: 'follows a tsconfig.json of a package',
    files: {
      'tsconfig.json': '{ "extends": "@acme/tsconfig" }',
      'node_modules/@acme/tsconfig/tsconfig.json': options({ allowImportingTsExtensions: true }),
    },
    expected: { importEnding: '.ts' },
  },
  {
    title: 'follows the tsconfig.json of a solution that is for the sources',
    files: {
      'tsconfig.json':
        '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }',
      'tsconfig.node.json': options({ module: 'nodenext' }),
      'tsconfig.app.json': options({ moduleResolution: 'bundler' }),
    },
    expected: { importEnding: '' },
  },
  {
    title: 'follows a tsconfig.json above the project, in the same repository',
    files: { 'tsconfig.json': '{ "extends": "../../tsconfig.base.json" }' },
    answers: { around: above({ 'tsconfig.base.json': options({ moduleResolution: 'bundler' }) }) },
    expected: { importEnding: '' },
  },
  {
    title: 'survives a circle of tsconfig.json',
    files: { 'tsconfig.json': '{ "extends": "./tsconfig.json" }' },
    expected: { importEnding: '.js' },
  },
  {
    title: 'writes as the sources are written',
    files: { 'src/b.ts': 'import { notes } from "./notes.js"\n\nfunction f() {\n\treturn notes\n}\n' },
    expected: { singleQuotes: false, omitsSemicolons: true, indent: '\t' },
  },
  {
    title: 'writes as Prettier is told where no source shows it',
    files: { '.prettierrc': '{ "semi": false, "tabWidth": 4 }' },
    expected: { singleQuotes: false, omitsSemicolons: true, indent: '    ' },
  },
  {
    title: 'writes as Prettier is told in YAML',
    files: { '.prettierrc': 'semi: false # none\nsingleQuote: true\ntabWidth: 4\n' },
    expected: { singleQuotes: true, omitsSemicolons: true, indent: '    ' },
  },
  {
    title: 'writes as Prettier is told in a file of YAML',
    files: { '.prettierrc.yml': 'useTabs: true\n' },
    expected: { indent: '\t' },
  },
  {
    title: 'writes as Prettier is told in TOML',
    files: { '.prettierrc.toml': 'semi = false\ntabWidth = 3\n' },
    expected: { omitsSemicolons: true, indent: '   ' },
  },
  {
    title: 'writes as Biome is told where no source shows it',
    files: { 'biome.json': '{ "javascript": { "formatter": { "quoteStyle": "single" } } }' },
    expected: { singleQuotes: true, omitsSemicolons: false, indent: '\t' },
  },
  {
    title: 'writes as Oxfmt is told where no source shows it',
    files: { '.oxfmtrc.json': '{ "singleQuote": true, "useTabs": true /* so far */ }' },
    expected: { singleQuotes: true, omitsSemicolons: false, indent: '\t' },
  },
  {
    title: 'indents as .editorconfig says where no source shows it',
    files: { '.editorconfig': '[*]\nindent_style = space\nindent_size = 4\n' },
    expected: { indent: '    ' },
  },
];

const runners: readonly Case[] = [
  {
    title: 'uses node:test where no other runner is',
    files: {},
    expected: { testImport: "import { describe, it } from 'node:test';", testCommand: 'npx tsx --test' },
    note: /tsx, which runs the test as it lies/,
  },
  {
    title: 'runs the test by Node alone where imports end with .ts',
    files: imported('./notes.ts'),
    expected: { testCommand: 'node --test' },
    note: /Node 22\.18 and newer run the test as it lies.*npx tsx --test/,
  },
  {
    title: 'runs the test as the script does, where that takes TypeScript as it lies',
    files: { 'package.json': manifest({ scripts: { test: 'tsc && node --import tsx --test "test/*.ts"' } }) },
    expected: { testCommand: 'node --import tsx --test' },
  },
  {
    title: 'uses vitest',
    files: { 'package.json': withDev('vitest') },
    expected: { testImport: "import { describe, it } from 'vitest';", testCommand: 'npx vitest run' },
  },
  {
    title: 'uses jest with its types',
    files: { 'package.json': withDev('jest', '@types/jest') },
    expected: { testImport: '', testCommand: 'npx jest' },
  },
  {
    title: 'uses jest without its types',
    files: { 'package.json': withDev('jest') },
    expected: { testImport: "import { describe, it } from '@jest/globals';" },
  },
  {
    title: 'uses mocha',
    files: { 'package.json': withDev('mocha', '@types/mocha') },
    expected: { testImport: '', testCommand: 'npx mocha --import=tsx' },
    note: /tsx, which runs the test as it lies.*npm install --save-dev tsx/,
  },
  {
    title: 'uses mocha as its settings load TypeScript',
    files: { 'package.json': withDev('mocha'), '.mocharc.json': '{ "require": "ts-node/register" }' },
    expected: { testCommand: 'npx mocha' },
  },
  {
    title: 'uses mocha as the script loads TypeScript',
    files: {
      'package.json': manifest({
        scripts: { test: 'npm run lint && npm run unit', unit: "c8 mocha -r tsx 'test/**/*.ts' --exit" },
      }),
    },
    expected: { testCommand: 'npx mocha -r tsx' },
  },
  {
    title: 'runs jest with the settings and the variables that the script has',
    files: {
      'package.json': manifest({
        scripts: { test: 'NODE_ENV=test TZ=UTC jest --config test/jest.config.js --coverage -i' },
      }),
    },
    expected: { testCommand: 'NODE_ENV=test TZ=UTC npx jest --config test/jest.config.js' },
  },
  {
    title: 'sets variables by cross-env where the script does',
    files: { 'package.json': manifest({ scripts: { test: 'cross-env A=b vitest --run -c=a.ts' } }) },
    expected: { testCommand: 'npx cross-env A=b vitest run -c=a.ts' },
  },
  {
    title: 'starts the runner by Node where the script does',
    files: {
      'package.json': manifest({
        scripts: { test: 'node --experimental-vm-modules node_modules/jest/bin/jest.js src' },
      }),
    },
    expected: { testCommand: 'node --experimental-vm-modules node_modules/jest/bin/jest.js' },
  },
  {
    title: 'uses the runner that the tests import, whatever else is installed',
    files: { 'package.json': withDev('jest', 'tsx'), 'test/a.test.ts': "import test from 'node:test';\n" },
    expected: { testCommand: 'npx tsx --test', testImport: "import { describe, it } from 'node:test';" },
  },
  {
    title: 'uses the runner of the units where more tests are of a browser, and goes where the units are',
    files: {
      'package.json': withDev('vitest', '@playwright/test'),
      'src/a.spec.ts': "import { it } from 'vitest';\n",
      'tests/a.test.ts': "import { test } from '@playwright/test';\n",
      'tests/b.test.ts': "import { test } from '@playwright/test';\n",
    },
    expected: {
      testCommand: 'npx vitest run',
      testsDir: 'src/utils',
      testEnding: '.spec.ts',
      otherTests: undefined,
    },
  },
  {
    title: 'says that tests are of a browser where no others are',
    files: {
      'package.json': withDev('@playwright/test'),
      'tests/a.test.ts': "import { test } from '@playwright/test';\n",
    },
    expected: {
      otherTests:
        'The tests here are of @playwright/test, which would stop at new ones, which are of node:test.',
    },
  },
  {
    title: 'imports from mocha where the compiler is not given its globals',
    files: {
      'package.json': withDev('mocha', '@types/mocha'),
      'tsconfig.json': options({ module: 'nodenext', types: ['node'] }),
    },
    expected: { testImport: "import { describe, it } from 'mocha';" },
  },
  {
    title: 'takes the globals of jest where the tests that are there do',
    files: { 'package.json': withDev('jest'), 'src/a.test.ts': "describe('a', () => {});\n" },
    expected: { testImport: '' },
  },
  {
    title: 'runs the tests of a member in its folder, where that has the runner',
    files: {
      'packages/core/package.json': withDev('vitest'),
      'packages/core/src/a.ts': '',
      'pnpm-lock.yaml': '',
    },
    answers: { sourceDir: 'packages/core/src/utils' },
    expected: { testCommand: 'pnpm exec vitest run', testsRunIn: 'packages/core' },
  },
  {
    title: 'runs the tests of a member at the root, where only that has the runner',
    files: {
      'package.json': withDev('vitest'),
      'packages/core/package.json': manifest(),
      'packages/core/src/a.ts': '',
    },
    answers: { sourceDir: 'packages/core/src/utils' },
    expected: { testCommand: 'npx vitest run', testsRunIn: '' },
  },
  {
    title: 'uses bun',
    files: { 'package.json': manifest({ scripts: { test: 'bun test' } }) },
    expected: { testImport: "import { describe, it } from 'bun:test';", testCommand: 'bun test' },
  },
  {
    title: 'goes by the script where several runners are there',
    files: {
      'package.json': JSON.stringify({
        ...JSON.parse(withDev('jest', 'vitest')),
        scripts: { test: 'jest --ci' },
      }),
    },
    expected: { testCommand: 'npx jest' },
  },
  {
    title: 'runs by pnpm where its lock file is',
    files: { 'package.json': withDev('vitest'), 'pnpm-lock.yaml': '' },
    expected: { testCommand: 'pnpm exec vitest run' },
  },
  {
    title: 'runs by yarn where package.json says so',
    files: {
      'package.json': JSON.stringify({ ...JSON.parse(withDev('vitest')), packageManager: 'yarn@4.1.0' }),
    },
    expected: { testCommand: 'yarn vitest run' },
  },
  {
    title: 'says a command that this machine has',
    files: { 'package.json': withDev('vitest'), 'pnpm-lock.yaml': '' },
    answers: { around: { programs: ['npm'], above: [] } },
    expected: { testCommand: 'pnpm exec vitest run', testCommandHere: 'npx vitest run' },
  },
  {
    title: 'finds runner and manager at the root of the workspace',
    files: {},
    answers: { around: above({ 'package.json': withDev('vitest'), 'pnpm-workspace.yaml': '' }) },
    expected: { testCommand: 'pnpm exec vitest run' },
  },
  {
    title: 'says that tests are of another runner, which would stop at new ones',
    files: { 'package.json': withDev('ava') },
    expected: {
      otherTests: 'The tests here are of ava, which would stop at new ones, which are of node:test.',
      notes: [],
    },
  },
];

const notes: readonly Case[] = [
  {
    title: 'says that the types of Node are missing',
    files: { 'package.json': manifest({ devDependencies: { typescript: '^5.0.0' } }) },
    expected: {},
    note: /npm install --save-dev @types\/node/,
  },
  {
    title: 'says at once that the types of Node are missing and would not be taken',
    files: {
      'package.json': manifest({ devDependencies: { typescript: '^5.0.0' } }),
      'tsconfig.json': options({ types: ['vite/client'] }),
    },
    expected: {},
    note: /--save-dev @types\/node\.\n.*add "node" to "types"/,
  },
  ...(
    [
      ['pnpm', 'pnpm-lock.yaml', 'pnpm add --save-dev @types/node'],
      ['yarn', 'yarn.lock', 'yarn add --dev @types/node'],
      ['bun', 'bun.lock', 'bun add --dev @types/node'],
    ] as const
  ).map(([manager, lock, command]) => ({
    title: `says how ${manager} adds what is missing`,
    files: { 'package.json': manifest({ devDependencies: { typescript: '^5.0.0' } }), [lock]: '' },
    expected: {},
    note: new RegExp(`from Node: ${command}\\.`),
  })),
  {
    title: 'says that TypeScript 6 takes no types unasked',
    files: { 'package.json': manifest({ devDependencies: { typescript: '~6.0.0', '@types/node': '20' } }) },
    expected: {},
    note: /add "node" to "types"/,
  },
  {
    title: 'says that the library of the compiler is older than the modules',
    files: {
      'tsconfig.json': options({
        module: 'nodenext',
        target: 'es5',
        lib: ['dom', 'es2015', 'ES2017.Object'],
      }),
    },
    expected: {},
    note: /"lib" and "target" in tsconfig\.json are older than the modules.* set them to "es2022" or newer/,
  },
  {
    title: 'says that verbatimModuleSyntax refuses its modules in a CommonJS package',
    files: {
      'package.json': manifest({ type: 'commonjs' }),
      'tsconfig.json': options({ module: 'node16', verbatimModuleSyntax: true }),
    },
    expected: {},
    note: /verbatimModuleSyntax/,
  },
  {
    title: 'says that ESLint is to be run where it lays out the sources',
    files: { 'package.json': withDev('vitest', 'neostandard'), 'eslint.config.js': '' },
    expected: {},
    note: /ESLint lays out this package, by neostandard\. Afterwards run: npx eslint --fix src\/utils \(/,
  },
  {
    title: 'says that an older Node is supported here',
    files: { 'package.json': manifest({ engines: { node: '>=18' } }) },
    expected: {},
    note: /supports Node >=18/,
  },
];

function check({ title, files, answers = {}, expected, note }: Case): void {
  it(title, () => {
    const found = projectIn({ ...esm, ...files }, answers);
    const names = Object.keys(expected) as readonly (keyof Project)[];
    assert.deepEqual(Object.fromEntries(names.map((name) => [name, found[name]])), expected);
    if (note) assert.match(found.notes.join('\n'), note);
  });
}

describe('a TypeScript project', () => {
  for (const each of [...places, ...habits, ...runners, ...notes]) check(each);

  it('has nothing to note of a library that is new enough', () => {
    for (const settings of [
      { lib: ['dom', 'ES2022'] },
      { target: 'esnext' },
      { target: 'es2023' },
      { target: 'es2020', lib: ['es2022'] },
      {},
    ])
      assert.deepEqual(
        projectIn({ ...esm, 'package.json': withDev('vitest'), 'tsconfig.json': options(settings) }).notes,
        [],
      );
  });

  it('has nothing to note of types that come by others, as the sources that need them tell', () => {
    const files = {
      'package.json': withDev('vitest'),
      'tsconfig.json': options({ types: ['vite/client'] }),
      'src/a.ts': "import { join } from 'node:path';\n",
    };
    assert.deepEqual(projectIn({ ...esm, ...files }).notes, []);
  });

  it('has nothing to note where all is in order', () => {
    assert.deepEqual(projectIn({ ...esm, 'package.json': withDev('vitest') }).notes, []);
  });

  it('has nothing to note of an ESLint that leaves the layout to others', () => {
    for (const files of [
      { 'package.json': withDev('vitest', 'eslint', 'typescript-eslint'), 'eslint.config.js': '' },
      { 'package.json': withDev('vitest', 'neostandard', 'prettier'), 'eslint.config.js': '' },
    ])
      assert.deepEqual(projectIn({ ...esm, ...files }).notes, []);
  });

  it('is a package.json with TypeScript among its dependencies, or a tsconfig.json', () => {
    const find = (files: Files) => typescript.findEvidence(memoryTree(files));
    assert.equal(find({ 'package.json': manifest() }), 'package.json');
    assert.equal(find({ 'tsconfig.json': '{}' }), 'tsconfig.json');
    assert.equal(find({ 'package.json': '{}', 'src/index.js': '' }), undefined);
    const typed = {
      'package.json': manifest(),
      'tsconfig.json': '{}',
      'test/types/a.ts': '',
      'types/b.d.ts': '',
    };
    assert.equal(find({ ...typed, 'lib/index.js': '', 'eslint.config.js': '' }), undefined);
    assert.equal(find({ ...typed, 'eslint.config.js': '', 'gulpfile.js': '' }), 'tsconfig.json');
    assert.equal(find({ 'package.json': '{ "dependencies": {} }', 'pyproject.toml': '' }), undefined);
  });

  it('never is a folder of sources that are not its own', () => {
    const files = {
      ...esm,
      'src/@types/a.ts': '',
      'node_modules/a/src/utils/a.ts': '',
      'src/vendor/package.json': '{}',
    };
    assert.equal(projectIn({ ...files, 'src/vendor/utils/a.ts': '' }).sourceDir, 'src/utils');
  });

  it('takes an alias for the folder that it stands for, and makes none of its name', () => {
    const files = {
      'package.json': manifest(),
      'tsconfig.json': options({ baseUrl: '.', paths: { '@/*': ['./app/*'] } }),
    };
    assert.equal(projectIn({ ...files, 'app/a.ts': '' }).sourceDir, 'app/utils');
    assert.equal(projectIn(files).sourceDir, 'src/utils');
  });

  it('takes the root where an alias stands for it, as in an application of Next.js', () => {
    const files = {
      'package.json': manifest(),
      'tsconfig.json': options({ paths: { '@/*': ['./*'] } }),
      'next.config.ts': '',
    };
    assert.equal(projectIn({ ...files, 'app/page.tsx': '' }).sourceDir, 'utils');
    assert.equal(projectIn({ ...files, 'app/page.tsx': '', 'lib/a.ts': '' }).sourceDir, 'lib/utils');
    assert.equal(projectIn(files).sourceDir, 'src/utils');
  });

  it('runs no formatter by settings that are a program, a package or broken, and says what to run afterwards', () => {
    const unread = [
      { 'prettier.config.mjs': 'export default {};' },
      { '.prettierrc': 'semi: [\n' },
      { '.prettierrc.toml': 'semi = \n' },
      { 'package.json': manifest({ type: 'module', prettier: '@acme/prettier-config' }) },
    ];
    for (const files of unread) {
      const { formatter, notes } = projectIn({ ...esm, ...files });
      assert.equal(formatter, undefined);
      assert.match(notes.join('\n'), /is not read here.*npx prettier --write src\/utils/);
    }
    assert.ok(projectIn({ ...esm, 'prettier.config.mjs': '', '.prettierrc.json': '{}' }).formatter);
  });

  it('asks for the formatter where its settings are about more than our texts keep by themselves', () => {
    const isNeeded = (files: Record<string, string>) => projectIn({ ...esm, ...files }).formatter?.isNeeded;
    const prettier = (settings: object) => isNeeded({ '.prettierrc': JSON.stringify(settings) });
    const biome = (all: object, script: object) =>
      isNeeded({ 'biome.json': JSON.stringify({ formatter: all, javascript: { formatter: script } }) });
    assert.equal(prettier({ singleQuote: true, useTabs: true, semi: true, printWidth: 80 }), false);
    for (const settings of [{ semi: false }, { printWidth: 100 }, { bracketSpacing: false }])
      assert.equal(prettier(settings), true, JSON.stringify(settings));
    assert.equal(isNeeded({ '.oxfmtrc.json': '{ "printWidth": 80 }' }), false);
    assert.equal(isNeeded({ '.oxfmtrc.json': '{}' }), true);
    assert.equal(biome({ indentStyle: 'space', lineWidth: 80 }, { quoteStyle: 'single' }), false);
    assert.equal(biome({ lineWidth: 100 }, {}), true);
    for (const settings of [{ semicolons: 'asNeeded' }, { arrowParentheses: 'asNeeded' }, { lineWidth: 90 }])
      assert.equal(biome({}, settings), true, JSON.stringify(settings));
  });

  it('hands settings in YAML and TOML to the formatter', () => {
    for (const [name, text] of [
      ['.prettierrc.yaml', 'printWidth: 100\n'],
      ['.prettierrc.toml', 'printWidth = 100\n'],
    ] as const) {
      const { formatter, notes } = projectIn({ ...esm, 'package.json': withDev('vitest'), [name]: text });
      assert.ok(formatter?.args.includes(`{root}/${name}`));
      assert.deepEqual([formatter?.isNeeded, notes], [true, []]);
    }
  });

  it('runs no formatter by settings that bring programs along', () => {
    const args = (text: string) => projectIn({ ...esm, '.prettierrc': text }).formatter?.args;
    assert.ok(args('{ "semi": false }')?.includes('{root}/.prettierrc'));
    for (const text of [
      '{ "plugins": ["./evil.js"] }',
      'plugins: [./evil.js]\n',
      '"\\x70lugins": [./evil.js]\n',
      'a: &a [./evil.js]\n? plugins\n: *a\n',
      'overrides:\n  - files: "*.ts"\n    options:\n      plugins: [./evil.js]\n',
      '<<: { semi: false }\n',
    ])
      assert.ok(args(text)?.includes('--no-config'), text);
  });
});

describe('a mistake about a TypeScript project', () => {
  const member = {
    'package.json': manifest(),
    'tsconfig.json': '{}',
    'packages/core/package.json': manifest({ name: '@acme/core' }),
  };

  for (const [title, files, answers, message] of [
    [
      'names the packages below a root without sources',
      member,
      {},
      /no TypeScript sources at the root.*packages\/core \(@acme\/core\).*--package=NAME/,
    ],
    [
      'leaves out packages of settings alone, and scripts at the root of a workspace',
      {
        ...member,
        'play.ts': '',
        'packages/core/src/a.ts': '',
        'common/tsconfig/package.json': manifest({ name: '@acme/tsconfig' }),
        'common/tsconfig/tsconfig.json': '{}',
      },
      {},
      /projects below: packages\/core \(@acme\/core\)\. Go/,
    ],
    [
      'names no more packages than can be looked over',
      {
        'package.json': manifest(),
        ...Object.fromEntries(
          Array.from({ length: 14 }, (_, index) => [`p${index + 10}/package.json`, manifest()]),
        ),
      },
      {},
      /below: p10 \(\S+\), (p\d+ \(\S+\), ){10}p21 \(\S+\) and 2 more\. Go/,
    ],
    [
      'names the packages where another is wanted',
      member,
      { package: '@acme/cor' },
      /--package=@acme\/cor is not a package.*Did you mean @acme\/core/,
    ],
    [
      'names the file that is in the way',
      { ...esm, 'src/state.ts': '' },
      { sourceDir: 'src/state.ts/a' },
      /--source-dir=src\/state.ts\/a cannot be a folder: src\/state.ts is a file/,
    ],
    [
      'says how a repository of JavaScript can have the pieces',
      { 'package.json': '{}', 'index.js': '' },
      {},
      /without sources in TypeScript.*npm install --save-dev typescript/,
    ],
    [
      'takes tests of declarations for no sources',
      {
        'package.json': '{}',
        'index.js': '',
        'tsconfig.json': '{}',
        'typings/index.d.ts': '',
        'typings/index.test-d.ts': '',
      },
      {},
      /without sources in TypeScript/,
    ],
    [
      'names a package.json that is none',
      { ...esm, 'package.json': '{' },
      {},
      /package\.json does not hold a JSON object/,
    ],
    [
      'refuses a folder outside of the package that is named',
      { ...member },
      { package: '@acme/core', sourceDir: 'src/a' },
      /lies outside of the package @acme\/core/,
    ],
  ] as const) {
    it(title, () => assert.throws(() => projectIn(files, answers), { message }));
  }
});
