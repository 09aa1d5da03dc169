/** The generated tests of all pieces under each runner, in each Node, and under Bun and Deno, by the commands that the runs print. */

import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { mustRun, outputOf, type Place, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { installDependencies } from '../acceptance/typescript/dependencies.js';
import { writeProject } from '../sample-project.js';
import { type Major, nodeOf } from '../typescript/nodes.js';

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
  /** Those that can run it. */
  readonly nodes: readonly Major[];
}

const dependencies = { '@types/node': '20.19.9', typescript: '5.9.3' };

const runners: readonly Case[] = [
  {
    title: 'vitest',
    script: 'vitest run',
    dependencies: { ...dependencies, vitest: '3.2.4' },
    ending: '',
    nodes: [20, 22, 24],
  },
  {
    title: 'jest by ts-jest, in CommonJS',
    script: 'jest',
    type: 'commonjs',
    dependencies: { ...dependencies, '@types/jest': '30.0.0', jest: '30.2.0', 'ts-jest': '29.4.5' },
    files: { 'jest.config.json': '{ "preset": "ts-jest" }' },
    ending: '',
    nodes: [20, 22, 24],
  },
  {
    title: 'jest, which has the environment of a browser for other tests',
    script: 'jest',
    type: 'commonjs',
    dependencies: {
      ...dependencies,
      '@types/jest': '30.0.0',
      jest: '30.2.0',
      'jest-environment-jsdom': '30.2.0',
      'ts-jest': '29.4.5',
    },
    files: {
      'jest.config.js':
        "module.exports = { preset: 'ts-jest', testEnvironment: 'jsdom', roots: ['<rootDir>/src'] };\n",
    },
    ending: '',
    nodes: [22],
  },
  {
    title: 'vitest, which has the environment of a browser for other tests',
    script: 'vitest run',
    dependencies: { ...dependencies, jsdom: '26.1.0', vitest: '3.2.4' },
    files: { 'vitest.config.ts': "export default { test: { environment: 'jsdom' } };\n" },
    ending: '',
    nodes: [22],
  },
  {
    title: 'mocha by tsx',
    script: 'mocha --import=tsx "src/**/*.test.ts"',
    dependencies: { ...dependencies, '@types/mocha': '10.0.10', mocha: '11.7.5', tsx: '4.20.6' },
    ending: '.js',
    nodes: [20, 22, 24],
  },
  {
    title: 'node:test by tsx',
    script: 'tsx --test',
    dependencies: { ...dependencies, tsx: '4.20.6' },
    ending: '.js',
    nodes: [20, 22, 24],
  },
  {
    title: 'node:test alone',
    script: 'node --test',
    dependencies,
    ending: '.ts',
    nodes: [22, 24],
  },
];

interface Runtime extends Omit<Case, 'nodes'> {
  /** Where npm has its program. */
  readonly program: string;
  /** In place of the printed commands, which are for Node. */
  readonly command?: string;
}

const runtimes: readonly Runtime[] = [
  {
    title: 'bun',
    script: 'bun test',
    dependencies: { ...dependencies, bun: '1.4.5' },
    program: '@oven/bun-linux-x64/bin/bun',
    ending: '.js',
  },
  {
    title: 'deno',
    script: 'deno test',
    dependencies: { ...dependencies, deno: '2.9.6' },
    program: '@deno/linux-x64-glibc/deno',
    ending: '.ts',
    command: 'deno test --allow-all --no-check src/utils/',
  },
];

async function makeProject(given: Omit<Case, 'nodes'>): Promise<string> {
  const { script, dependencies, files, ending, type } = given;
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

/** Adds all pieces, and returns the commands that the runs print. */
async function addPieces(cwd: string): Promise<readonly string[]> {
  const commands: string[] = [];
  for (const command of ['persistence', 'utils']) {
    const printed = await mustRun(['node', bin, command, '--yes', '--json'], { cwd });
    commands.push(String(JSON.parse(printed).testCommand));
  }
  return commands;
}

function withProgram(folder: string): NodeJS.ProcessEnv {
  const path = [folder, process.env['PATH']].join(delimiter);
  return { ...process.env, PATH: path, NO_COLOR: '1', FORCE_COLOR: '0' };
}

function linkProgram(name: string, program: string): string {
  const folder = join(makeScratch('runtime'), 'bin');
  mkdirSync(folder);
  symlinkSync(program, join(folder, name));
  return folder;
}

async function assertPass(commands: readonly string[], place: Place): Promise<void> {
  for (const command of commands) {
    const result = await run(['sh', '-c', command], place);
    assert.equal(result.status, 0, outputOf(result));
  }
}

const askForLocks = "console.log(String(process.getBuiltinModule?.('node:sqlite') !== undefined))";

describe('the generated tests of TypeScript pass under', function () {
  this.timeout('5m');

  for (const each of runners) {
    describe(each.title, () => {
      let cwd: string;
      let commands: readonly string[];

      before(async () => {
        cwd = await makeProject(each);
        commands = await addPieces(cwd);
      });

      for (const node of each.nodes) {
        const hasLocks = node >= 22;
        it(`in Node ${node}, ${hasLocks ? 'with' : 'without'} transactions`, async () => {
          const env = withProgram(dirname(nodeOf(node)));
          await assertPass(commands, { cwd, env });
          const locks = await mustRun(['node', '--eval', askForLocks], { cwd, env });
          assert.equal(locks.trim(), String(hasLocks));
        });
      }
    });
  }

  for (const { title, program, command, ...each } of runtimes) {
    it(`${title}, with transactions`, async () => {
      const cwd = await makeProject({ title, ...each });
      const printed = await addPieces(cwd);
      const env = withProgram(linkProgram(title, join(cwd, 'node_modules', program)));
      await assertPass(command === undefined ? printed : [command], { cwd, env });
      const ask = title === 'deno' ? ['deno', 'eval'] : [title, '--eval'];
      assert.equal((await mustRun([...ask, askForLocks], { cwd, env })).trim(), 'true');
    });
  }
});
