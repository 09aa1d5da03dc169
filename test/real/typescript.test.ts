/** Generated TypeScript in repositories of several kinds: the real compiler in its strictest mode, and the test run. */

import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { pieceIds } from '../../generators/tables/catalogue.js';
import { mustRun } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { writeProject } from '../sample-project.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');
const modules = join(packageRoot, 'node_modules');

const strictest = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  declaration: true,
  isolatedDeclarations: true,
  skipLibCheck: true,
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  rootDir: '.',
  outDir: 'dist',
};

interface Kind {
  readonly title: string;
  readonly package: object;
  readonly options: object;
  readonly files: Readonly<Record<string, string>>;
  /** How the compiler makes what Node runs, where that differs from the settings. */
  readonly emit?: readonly string[];
  /** The command for the test of persistence; for those of others, with their names. */
  readonly run: readonly string[];
}

const node = [process.execPath, '--test'];
const devDependencies = { typescript: '^6.0.0', '@types/node': '^20.0.0' };

const kinds: readonly Kind[] = [
  {
    title: 'ESM under NodeNext, with node:test',
    package: { type: 'module', devDependencies },
    options: { module: 'nodenext', types: ['node'], verbatimModuleSyntax: true },
    files: {
      'src/a.ts': "import { b } from './b.js';\n\nexport const a: number = b;\n",
      'src/b.ts': 'export const b: number = 1;\n',
    },
    run: [...node, 'dist/src/utils/persistence.test.js'],
  },
  {
    title: 'CommonJS with mocha and its own style',
    package: {
      scripts: { test: 'mocha' },
      devDependencies: { ...devDependencies, mocha: '^12.0.0', '@types/mocha': '^10.0.0' },
    },
    options: { module: 'node16', types: ['node', 'mocha'] },
    files: {
      'lib/a.ts': 'import { b } from "./b"\n\nexport function a(): number {\n\treturn b\n}\n',
      'lib/b.ts': 'export const b: number = 1\n',
      'test/a.spec.ts': 'import "../lib/a"\n',
    },
    run: [process.execPath, join(modules, 'mocha/bin/mocha.js'), 'dist/test/persistence.spec.js'],
  },
  {
    title: 'the resolution of bundlers',
    package: { type: 'module', devDependencies },
    options: { module: 'preserve', types: ['node'], noEmit: true },
    files: {
      'src/a.ts': "export { b } from './b';\n",
      'src/b.ts': 'export const b: number = 1;\n',
      'src/utils/index.ts': "export { b } from '../b';\n",
    },
    // What a bundler would resolve, Node does in CommonJS.
    emit: ['--noEmit', 'false', '--module', 'commonjs', '--moduleResolution', 'bundler'],
    run: [...node, 'dist/src/utils/persistence.test.js'],
  },
  {
    title: 'imports that end with .ts',
    package: { type: 'module', devDependencies },
    options: { module: 'nodenext', types: ['node'], rewriteRelativeImportExtensions: true },
    files: { 'src/a.ts': "export { b } from './b.ts';\n", 'src/b.ts': 'export const b: number = 1;\n' },
    run: [...node, 'dist/src/utils/persistence.test.js'],
  },
];

async function makeRepository({ files, options, package: settings }: Kind): Promise<string> {
  const dir = makeScratch('typescript');
  writeProject(dir, {
    'package.json': JSON.stringify({ name: 'acme', ...settings }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: { ...strictest, ...options },
      include: ['src', 'lib', 'test'],
    }),
    ...files,
  });
  symlinkSync(modules, join(dir, 'node_modules'));
  for (const command of ['persistence', 'utils'])
    await mustRun(['node', bin, command, '--yes'], { cwd: dir });
  return dir;
}

describe('generated TypeScript in a repository with', () => {
  for (const kind of kinds) {
    it(`${kind.title} passes the strictest compiler, and the tests run`, async () => {
      const dir = await makeRepository(kind);
      const tsc = [process.execPath, join(modules, 'typescript/bin/tsc'), '-p', '.'];
      await mustRun(tsc, { cwd: dir });
      if (kind.emit) {
        // A package of its own kind, so that Node takes the result for CommonJS.
        await mustRun([...tsc, ...kind.emit], { cwd: dir });
        mkdirSync(join(dir, 'dist'), { recursive: true });
        writeProject(dir, { 'dist/package.json': '{}' });
      }
      for (const piece of pieceIds) {
        const command = kind.run.map((part) => part.replace('persistence', piece));
        const printed = await mustRun(command, { cwd: dir });
        assert.doesNotMatch(printed, /\b(fail|failing|skipped) [1-9]/);
        assert.match(printed, /pass(ing)? [1-9]|[1-9]\d* passing/);
      }
    });
  }
});
