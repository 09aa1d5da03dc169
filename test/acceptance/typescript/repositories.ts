/**
 * Packages of well-known projects that carry their TypeScript sources, each pinned by version and hash. One more row is
 * one more repository: nothing else lists them. What npm does not publish of a repository, such as its tsconfig.json,
 * is in the row, as the repository has it.
 */

import type { Major } from '../../typescript/nodes.js';
import type { Tarball } from './tarball.js';
import type { Tool } from './tools.js';

export interface NodeRepository extends Tarball {
  /** What this repository has that others have not. */
  readonly covers: readonly string[];
  readonly flags: readonly string[];
  /** Where the modules, the test and the guide belong there. */
  readonly places: readonly [modules: string, test: string, guide: string];
  /** The folder of a workspace that it lies in. */
  readonly member?: string;
  /** Files around it that npm does not have. */
  readonly files?: Readonly<Record<string, string>>;
  /** Programs on the PATH of the run, as its settings ask for what we do not write by ourselves. */
  readonly tools?: readonly Tool[];
  /** Exact versions of what it takes to compile it and to run the part of its suite below. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** The release of Node that it is for, where that is not the one that runs the tests. */
  readonly node?: Major;
  /** Its formatter over the new files, for a shell in its folder. */
  readonly layout?: string;
  /** Its own type check, for a shell in its folder. */
  readonly typeCheck: string;
  /** A quick part of its own suite; undefined where the archive has no tests that can be run. */
  readonly suite?: string;
  /** Its own linter over all that is its own, for a shell in its folder. */
  readonly lint?: string;
  /** Rules of its linter that the new files break: matters of its taste. */
  readonly unmet?: readonly string[];
  /** What the run has to say, as the sources cannot be compiled with the new ones otherwise. */
  readonly note?: RegExp;
  /** What is done then, as the note asks: texts of a file, and what they are replaced by. */
  readonly asNoted?: { readonly path: string; readonly replace: Readonly<Record<string, string>> };
}

export const nodeRepositories: readonly NodeRepository[] = [
  {
    name: 'oblivious-set',
    version: '2.0.0',
    integrity:
      'sha512-QOUH5Xrsced9fKXaQTjWoDGKeS/Or7E2jB0FN63N4mkAO4qJdB7WR7e6qWAOHM5nk25FJ8TGjhP7DH4l6vFVLg==',
    covers: [
      'CommonJS',
      'mocha on what tsc made, with ts-node',
      'test/',
      'a library of ES2016',
      'indents of four',
    ],
    flags: [],
    places: ['src/utils', 'test', 'user-docs/how-to'],
    dependencies: {
      '@types/mocha': '8.2.2',
      '@types/node': '20.19.9',
      'async-test-util': '2.5.0',
      mocha: '10.8.2',
      'ts-node': '10.9.1',
      typescript: '5.9.3',
    },
    typeCheck: 'tsc --noEmit -p .',
    note: /"lib" in tsconfig\.json is older/,
    asNoted: { path: 'tsconfig.json', replace: { '"es7"': '"es2022"' } },
    suite: 'mocha --require ts-node/register test/unit.test.ts --timeout 40000 --grep re-adding',
  },
  {
    name: 'hash-wasm',
    version: '4.13.0',
    integrity:
      'sha512-GrWl7wsV46fKIXQZB5ebskLZLAmKL6d9RS0fspCxDeQyjoNu1AfTJTMLPOJyfzaQm0ldFiwFN21/w+sE/kgEFQ==',
    covers: [
      'the resolution of bundlers',
      'jest by ts-jest, started by node, with its own roots',
      'its own Biome 1.9',
      'sources in lib/',
      'tabs',
      'not strict',
      'a library of ES2017',
    ],
    flags: [],
    places: ['lib/utils', 'test', 'user-docs/how-to'],
    files: { 'test/util.ts': "export const shortString = 'abc';\n" },
    dependencies: {
      '@biomejs/biome': '1.9.4',
      '@types/jest': '30.0.0',
      '@types/node': '22.19.1',
      jest: '30.2.0',
      'ts-jest': '29.4.5',
      typescript: '5.9.3',
    },
    typeCheck: 'tsc --noEmit -p .',
    lint: 'biome check --max-diagnostics=none --reporter=github lib test',
    // Biome 2 has other rules, sorts imports otherwise, and leaves more types in one line.
    unmet: [
      'format',
      'lint/complexity/noThisInStatic',
      'lint/complexity/useLiteralKeys',
      'lint/style/useNumberNamespace',
      'lint/style/useTemplate',
      'lint/suspicious/noAssignInExpressions',
      'organizeImports',
    ],
    note: /"lib" and "target" in tsconfig\.json are older/,
    asNoted: {
      path: 'tsconfig.json',
      replace: { '"es2017", "es7", "es6"': '"es2022"', '"ES6",': '"ES2022",' },
    },
  },
  {
    name: '@noble/hashes',
    version: '2.4.0',
    integrity:
      'sha512-X5XaVWZIBCT7HHZGm5I7ZQXDwLG+bGXuSrMQAW+7Zvl87h1kmc1ZB1VSRJcpUfoUrGQp4Fkoxm5kZ+Ms+aW+eA==',
    covers: ['imports that end with .ts, run by Node itself', 'ESM', 'a module utils.ts', 'no runner'],
    flags: [],
    places: ['src/helpers', 'src/helpers', 'user-docs/how-to'],
    node: 24,
    files: {
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'nodenext',
          types: ['node'],
          strict: true,
          rewriteRelativeImportExtensions: true,
          erasableSyntaxOnly: true,
          isolatedDeclarations: true,
          verbatimModuleSyntax: true,
          declaration: true,
          noUnusedLocals: true,
          outDir: 'out',
          skipLibCheck: true,
        },
        include: ['src'],
      }),
    },
    dependencies: { '@types/node': '24.10.1', typescript: '5.9.3' },
    typeCheck: 'tsc --noEmit -p .',
    suite:
      'node --input-type=module --eval "import { sha256 } from \'./src/sha2.ts\'; sha256(new Uint8Array())"',
  },
  {
    name: 'typed-inject',
    version: '5.0.0',
    integrity:
      'sha512-0Ql2ORqBORLMdAW89TQKZsb1PQkFGImFfVmncXWe7a+AA3+7dh7Se9exxZowH4kbnlvKEFkMxUYdHUpjYWFJaA==',
    covers: [
      'ESM under Node16',
      'a solution of tsconfig.json files',
      'mocha on what tsc made',
      'a module utils.ts',
    ],
    flags: [],
    places: ['src/helpers', 'test', 'user-docs/how-to'],
    files: {
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./src" }, { "path": "./test" }] }\n',
      'tsconfig.base.json': JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'node16',
          lib: ['es2022'],
          types: ['node', 'mocha'],
          strict: true,
          composite: true,
          declaration: true,
          skipLibCheck: true,
        },
      }),
      'test/tsconfig.json':
        '{ "extends": "../tsconfig.base.json", "compilerOptions": { "composite": false, "noEmit": true }, "include": [".", "../src"] }\n',
      'test/unit.spec.ts':
        "import assert from 'node:assert';\n\nimport { createInjector } from '../src/index.js';\n\ndescribe('an injector', () => {\n  it('provides', () => {\n    assert.equal(createInjector().provideValue('a', 1).resolve('a'), 1);\n  });\n});\n",
    },
    dependencies: {
      '@types/mocha': '10.0.10',
      '@types/node': '22.19.1',
      mocha: '11.7.5',
      'source-map-support': '0.5.21',
      tsx: '4.20.6',
      typescript: '5.7.3',
    },
    typeCheck: 'tsc --noEmit -p src && tsc -p test',
    suite: 'mocha --import=tsx test/unit.spec.ts',
  },
  {
    name: 'mongodb',
    version: '7.9.0',
    integrity:
      'sha512-HfpNb8qmfmNxno+Ml5JgHn/nyshK+8xF4ESLCXedRKuGLGRyAvkjcpjk19T2Q+rqC6/FlnZKll4if21R6xs/Tg==',
    covers: [
      'CommonJS under node16',
      'its own tsconfig.json, with remarks',
      'Prettier',
      'a module utils.ts',
      'no tests in its archive, and a script that names their folder',
    ],
    flags: [],
    places: ['src/helpers', 'test/unit', 'user-docs/how-to'],
    files: {
      '.prettierrc.json':
        '{ "singleQuote": true, "tabWidth": 2, "printWidth": 100, "arrowParens": "avoid", "trailingComma": "none" }\n',
      '.mocharc.json': '{ "require": ["tsx/cjs"], "extension": ["js", "ts"] }\n',
    },
    tools: ['prettier'],
    dependencies: {
      '@mongodb-js/saslprep': '1.5.0',
      '@types/mocha': '10.0.10',
      '@types/node': '22.19.1',
      bson: '7.3.2',
      mocha: '11.7.5',
      'mongodb-connection-string-url': '7.0.2',
      tsx: '4.20.6',
      typescript: '5.8.3',
    },
    typeCheck: 'tsc --noEmit -p .',
    layout: 'prettier --check src/helpers test/unit',
  },
  {
    name: 'pg-protocol',
    version: '1.16.1',
    integrity:
      'sha512-p9VOFMiHB/ZbJATetbg+99PxssTVSQRnyuPSQ67mN1+1KBOjZaZ83ZQzltnxPhJwSsC3nwVjJ10DVJlerbFzLg==',
    covers: [
      'CommonJS',
      'mocha on what tsc made, with ts-node',
      'not strict',
      'tests beside the sources',
      'no semicolons',
    ],
    flags: [],
    places: ['src/utils', 'src/utils', 'user-docs/how-to'],
    files: {
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          module: 'node16',
          esModuleInterop: true,
          allowSyntheticDefaultImports: true,
          noImplicitAny: true,
          target: 'es2022',
          moduleResolution: 'node16',
          sourceMap: true,
          outDir: 'dist',
          incremental: true,
          declaration: true,
          types: ['node', 'mocha'],
        },
        include: ['src/**/*'],
      }),
    },
    dependencies: {
      '@types/mocha': '10.0.10',
      '@types/node': '20.19.9',
      mocha: '11.7.5',
      'ts-node': '10.9.2',
      typescript: '5.9.3',
    },
    typeCheck: 'tsc --noEmit --incremental false -p .',
  },
  {
    name: 'optimism',
    version: '0.18.1',
    integrity:
      'sha512-mLXNwWPa9dgFyDqkNi54sjDyNJ9/fTI6WGBLgnXku1vdKY/jovHfZT5r+aiVeFFLOz+foPNOm5YJ4mqgld2GBQ==',
    covers: [
      'ESM',
      'mocha with its globals, on what rollup made',
      'double quotes',
      'tests in a folder of the sources',
    ],
    flags: [],
    places: ['src/utils', 'src/tests', 'user-docs/how-to'],
    files: {
      'tsconfig.json':
        '{\n  // As its repository has it, for a newer library.\n  "compilerOptions": {\n    "target": "es2022",\n    "module": "es2015",\n    "moduleResolution": "node",\n    "importHelpers": true,\n    "esModuleInterop": true,\n    "sourceMap": true,\n    "declaration": true,\n    "strict": true,\n    "outDir": "./lib",\n  },\n  "include": ["src"],\n}\n',
    },
    dependencies: {
      '@types/mocha': '10.0.10',
      '@types/node': '20.19.9',
      '@wry/caches': '1.0.1',
      '@wry/context': '0.7.4',
      '@wry/equality': '0.5.7',
      '@wry/trie': '0.5.0',
      mocha: '10.8.2',
      'source-map-support': '0.5.21',
      tslib: '2.8.1',
      tsx: '4.20.6',
      typescript: '5.9.3',
    },
    typeCheck: 'tsc --noEmit -p .',
  },
  {
    name: 'piscina',
    version: '5.3.2',
    integrity:
      'sha512-vv7l/mM7B9WgrhDaudIqv1x6v4LOBRYYmpWGdWushhpbCmVHp11sUB2v4hj1CAeTGXVxuZFz6xOU1RalAiPKfQ==',
    covers: ['CommonJS', 'node:test by tsx, and jest beside it', 'test/'],
    flags: [],
    places: ['src/utils', 'test', 'docs/how-to'],
    files: {
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'commonjs',
          lib: ['es2022'],
          types: ['node'],
          outDir: 'dist',
          rootDir: 'src',
          declaration: true,
          sourceMap: true,
          strict: true,
          esModuleInterop: true,
          skipLibCheck: true,
        },
        include: ['src/**/*'],
      }),
    },
    dependencies: { '@types/node': '22.19.1', tsx: '4.20.6', typescript: '5.8.3' },
    typeCheck: 'tsc --noEmit -p .',
    suite: 'node --import=tsx --test test/option-validation.test.ts test/fixed-queue.test.ts',
  },
  {
    name: 'zod',
    version: '4.6.7',
    integrity:
      'sha512-g8W2D2kU6a8untc053fX1uVBKzM7yqAxW/3zwk83+6RyF2+SKOuV+c0wBDhUwzV1PaGapmZH+rmcUzPf+3CGwg==',
    covers: [
      'a workspace of pnpm',
      'vitest',
      'ESM under NodeNext',
      'imports that end with .js',
      'folders of tests in the sources',
    ],
    flags: ['--package=zod'],
    member: 'packages/zod',
    places: ['packages/zod/src/utils', 'packages/zod/src/utils/tests', 'packages/zod/user-docs/how-to'],
    files: {
      'package.json': JSON.stringify({
        private: true,
        packageManager: 'pnpm@10.12.1',
        devDependencies: { vitest: '^3.0.0', typescript: '^5.5.4', '@types/node': '^22.0.0' },
      }),
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
      'vitest.config.ts':
        "import { defineConfig } from 'vitest/config';\n\nexport default defineConfig({ test: { watch: false, isolate: false } });\n",
      'play.ts': "import * as z from 'zod';\n\nz;\n",
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          lib: ['ES2022', 'DOM'],
          target: 'ES2022',
          module: 'NodeNext',
          moduleResolution: 'NodeNext',
          strict: true,
          skipLibCheck: true,
          noEmit: true,
          types: ['node'],
        },
      }),
      'packages/zod/tsconfig.json': JSON.stringify({
        extends: '../../tsconfig.json',
        include: ['src/v3', 'src/utils'],
      }),
    },
    dependencies: { '@types/node': '22.19.1', typescript: '5.9.3', vitest: '3.2.4' },
    typeCheck: 'tsc -p .',
    suite:
      'vitest run --root ../.. packages/zod/src/v4/classic/tests/tuple.test.ts packages/zod/src/v4/classic/tests/set.test.ts',
  },
  {
    name: 'ts-dedent',
    version: '2.3.0',
    integrity:
      'sha512-JfJeIHke7y2egdGGgRAvpCwYFUsHlM2gPcrVOxFkznt/4uzQ7HFmvE63iFHVLBJNDuyDOQgijDK/tXH/f6Msjg==',
    covers: [
      'CommonJS',
      'jest by ts-jest, with imports from @jest/globals',
      '__tests__/ in the sources',
      'names of tests in .spec.ts',
    ],
    flags: [],
    places: ['src/utils', 'src/utils/__tests__', 'user-docs/how-to'],
    files: {
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'node16',
          moduleResolution: 'node16',
          types: ['node'],
          strict: true,
          declaration: true,
          noUnusedLocals: true,
          noImplicitReturns: true,
          skipLibCheck: true,
          outDir: 'dist',
        },
        include: ['src'],
        exclude: ['src/**/__tests__'],
      }),
      'tsconfig.jest.json': JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: { esModuleInterop: true },
      }),
    },
    dependencies: { '@types/node': '20.19.9', jest: '30.2.0', 'ts-jest': '29.4.5', typescript: '5.9.3' },
    typeCheck: 'tsc --noEmit -p .',
    // ts-jest finds the package by its own name only in a process that has compiled no test of another folder before.
    suite: 'jest src/__tests__',
  },
  {
    name: 'entities',
    version: '9.0.0',
    integrity:
      'sha512-oJFNDJg3kTPwAD1cNn2+WmUq4wFoo09npc3Ydf1D7ED4smRiWrsKnaLxykrTWgyGEcusc87P5dxlAleol9kpkg==',
    covers: ['ESM under NodeNext', 'Biome', 'vitest', 'no tests in its archive', 'double quotes'],
    flags: [],
    places: ['src/utils', 'src/utils', 'user-docs/how-to'],
    files: {
      'biome.json': '{ "formatter": { "indentStyle": "space", "indentWidth": 4 } }\n',
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'nodenext',
          types: ['node'],
          strict: true,
          exactOptionalPropertyTypes: true,
          isolatedDeclarations: true,
          isolatedModules: true,
          noUncheckedIndexedAccess: false,
          declaration: true,
          outDir: 'dist',
          skipLibCheck: true,
        },
        include: ['src'],
      }),
    },
    tools: ['biome'],
    dependencies: { '@types/node': '22.19.1', typescript: '5.9.3', vitest: '3.2.4' },
    typeCheck: 'tsc --noEmit -p .',
    layout: 'biome format src/utils',
  },
  {
    name: '@fastify/type-provider-json-schema-to-ts',
    version: '5.0.0',
    integrity:
      'sha512-erEJvxucxc09XLdHygdQua4QFyxBp+QParhXl3hrB6UvE2R6ZB9KG6TznUTz6I5HK7t5xm/vn4DG7EIOAPOO4w==',
    covers: [
      'CommonJS',
      'its own ESLint: neostandard, with types',
      'a tsconfig.json that extends a package',
      'sources at the root',
      'tests of types alone, by tsd',
    ],
    flags: [],
    places: ['utils', 'utils', 'user-docs/how-to'],
    dependencies: {
      '@types/node': '22.19.1',
      eslint: '9.39.5',
      fastify: '5.12.8',
      'fastify-tsconfig': '2.0.0',
      'json-schema-to-ts': '3.1.1',
      neostandard: '0.12.2',
      tsd: '0.31.2',
      tsx: '4.20.6',
      typescript: '5.7.3',
    },
    typeCheck: 'tsc --strict --noEmit',
    lint: 'eslint --format json .',
    note: /ESLint lays out this package, by neostandard\. Afterwards run: npx eslint --fix utils/,
    unmet: ['@typescript-eslint/no-redeclare', 'camelcase'],
    suite: 'tsd',
  },
  {
    name: '@stablelib/base64',
    version: '2.0.1',
    integrity:
      'sha512-P2z89A7N1ETt6RxgpVdDT2xlg8cnm3n6td0lY9gyK7EiWK3wdq388yFX/hLknkCC0we05OZAD1rfxlQJUbl5VQ==',
    covers: ['a member of a workspace', 'vitest without settings', 'tests beside the sources, at the root'],
    flags: ['--package=@stablelib/base64'],
    member: 'packages/base64',
    places: ['packages/base64/utils', 'packages/base64/utils', 'packages/base64/user-docs/how-to'],
    files: {
      'package.json': JSON.stringify({
        private: true,
        workspaces: ['packages/*'],
        devDependencies: { '@types/node': '^22.0.0', typescript: '^5.9.0', vitest: '^3.2.0' },
      }),
      'configs/tsconfig.json': JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'nodenext',
          types: ['node'],
          strict: true,
          declaration: true,
          skipLibCheck: true,
        },
      }),
    },
    dependencies: {
      '@types/node': '22.19.1',
      typescript: '5.9.3',
      vitest: '3.2.4',
    },
    typeCheck: 'tsc --noEmit -p .',
    suite: 'vitest run',
  },
];
