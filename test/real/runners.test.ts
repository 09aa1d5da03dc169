/** The generated tests under each runner, in each Node, and under Bun and Deno, by the command that the run prints. */

import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { mustRun, outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { installDependencies } from '../acceptance/typescript/dependencies.js';
import { writeProject } from '../sample-project.js';
import { nodeOf } from '../typescript/nodes.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');

interface Case {
  readonly title: string;
  /** The script `test` of the project. */
  readonly script: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** What the imports of the project end with. */
  readonly ending: string;
  readonly type?: 'commonjs';
  readonly node?: 20 | 22 | 24;
  /** A runtime from npm, and where its program is there. */
  readonly runtime?: readonly [name: string, program: string];
  /** In place of the printed command, which is for Node. */
  readonly command?: string;
  /** Whether `node:sqlite` is there, and so transactions are. */
  readonly hasLocks: boolean;
}

const dependencies = { '@types/node': '20.19.9', typescript: '5.9.3' };
const hasOwnLocks = process.versions.node >= '22.13';

const cases: readonly Case[] = [
  {
    title: 'vitest',
    script: 'vitest run',
    dependencies: { ...dependencies, vitest: '3.2.4' },
    ending: '',
    hasLocks: hasOwnLocks,
  },
  {
    title: 'jest by ts-jest, in CommonJS',
    script: 'jest',
    type: 'commonjs',
    dependencies: { ...dependencies, '@types/jest': '30.0.0', jest: '30.2.0', 'ts-jest': '29.4.5' },
    files: { 'jest.config.json': '{ "preset": "ts-jest" }' },
    ending: '',
    hasLocks: hasOwnLocks,
  },
  {
    title: 'mocha by tsx',
    script: 'mocha --import=tsx "src/**/*.test.ts"',
    dependencies: { ...dependencies, '@types/mocha': '10.0.10', mocha: '11.7.5', tsx: '4.20.6' },
    ending: '.js',
    hasLocks: hasOwnLocks,
  },
  {
    title: 'node:test by tsx, in Node 20 or what runs this',
    script: 'tsx --test',
    dependencies: { ...dependencies, tsx: '4.20.6' },
    ending: '.js',
    hasLocks: hasOwnLocks,
  },
  {
    title: 'node:test by tsx, in Node 22',
    script: 'tsx --test',
    dependencies: { ...dependencies, tsx: '4.20.6' },
    ending: '.js',
    node: 22,
    hasLocks: true,
  },
  {
    title: 'node:test alone, in Node 24',
    script: 'node --test',
    dependencies,
    ending: '.ts',
    node: 24,
    hasLocks: true,
  },
  {
    title: 'Bun',
    script: 'bun test',
    dependencies: { ...dependencies, bun: '1.4.5' },
    runtime: ['bun', '@oven/bun-linux-x64/bin/bun'],
    ending: '.js',
    hasLocks: true,
  },
  {
    title: 'Deno',
    script: 'deno test',
    dependencies: { ...dependencies, deno: '2.9.6' },
    runtime: ['deno', '@deno/linux-x64-glibc/deno'],
    ending: '.ts',
    command: 'deno test --allow-all --no-check src/utils/persistence.test.ts',
    hasLocks: true,
  },
];

async function makeProject({ script, dependencies, files, ending, type = undefined }: Case): Promise<string> {
  const dir = makeScratch('runner');
  const allowImportingTsExtensions = ending === '.ts';
  writeProject(dir, {
    'package.json': JSON.stringify({
      name: 'acme',
      type: type ?? 'module',
      scripts: { test: script },
      devDependencies: dependencies,
    }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        target: 'es2022',
        module: type === 'commonjs' ? 'commonjs' : 'nodenext',
        strict: true,
        esModuleInterop: true,
        ...(allowImportingTsExtensions && { allowImportingTsExtensions, noEmit: true }),
      },
    }),
    'src/a.ts': `export { b } from './b${ending}';\n`,
    'src/b.ts': 'export const b = 1;\n',
    ...files,
  });
  symlinkSync(await installDependencies(dependencies), join(dir, 'node_modules'));
  return dir;
}

/** The folders of the Node and of the runtime of a case. */
function programsOf({ node, runtime }: Case, dir: string): readonly string[] {
  const own = node === 22 || node === 24 ? [dirname(nodeOf(node))] : [];
  if (runtime === undefined) return own;
  const [name, program] = runtime;
  const folder = join(makeScratch('runtime'), 'bin');
  mkdirSync(folder);
  symlinkSync(join(dir, 'node_modules', program), join(folder, name));
  return [...own, folder];
}

describe('the generated tests of TypeScript pass under', function () {
  this.timeout('5m');

  for (const each of cases) {
    it(`${each.title}, ${each.hasLocks ? 'with' : 'without'} transactions`, async () => {
      const cwd = await makeProject(each);
      const { stdout } = await run(['node', bin, 'persistence', '--yes', '--json'], { cwd });
      const command = each.command ?? String(JSON.parse(stdout).testCommand);
      const path = [...programsOf(each, cwd), process.env['PATH']].join(delimiter);
      const env = { ...process.env, PATH: path, NO_COLOR: '1', FORCE_COLOR: '0' };
      const result = await run(['sh', '-c', command], { cwd, env });
      assert.equal(result.status, 0, outputOf(result));
      const locks = await mustRun(['sh', '-c', locksCommand(each)], { cwd, env });
      assert.equal(locks.trim(), String(each.hasLocks));
    });
  }
});

/** Whether a program of the case has locks between processes. */
function locksCommand({ runtime, command }: Case): string {
  const code = "console.log(String(process.getBuiltinModule?.('node:sqlite') !== undefined))";
  if (command !== undefined) return `deno eval "${code}" 2>/dev/null`;
  return `${runtime === undefined ? 'node' : 'bun'} --eval "${code}" 2>/dev/null`;
}
