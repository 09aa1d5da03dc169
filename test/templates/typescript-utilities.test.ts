/** What validation, responses and errors must hold in TypeScript: the strictest compiler, all runtimes, every branch. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { findTemplates, type PieceId, pieceIds } from '../../generators/tables/catalogue.js';
import { utilities } from '../../generators/utils/command.js';
import { mustRun } from '../acceptance/commands.js';
import { runGuide } from '../typescript/guide.js';
import { nodeOf } from '../typescript/nodes.js';
import { compile, type Kind, makeProject, templatesOf } from '../typescript/project.js';

const pieces = utilities.filter((piece) => findTemplates(piece, 'typescript') !== undefined);
const stripped: Kind = { type: 'module', extension: '.ts', pieces };
const MOST_LINES = 200;

const modulesOf = (piece: PieceId) => findTemplates(piece, 'typescript')?.modules ?? [];
const testsIn = (folder: string, ending: string) =>
  pieces.map((piece) => `${folder}/${piece}.test.${ending}`);
const read = (piece: PieceId, name: string) => readFileSync(join(templatesOf(piece), name), 'utf8');
const full = ['lines', 'branches', 'functions'].map((kind) => `--test-coverage-${kind}=100`);

describe('the utilities in TypeScript', function () {
  this.timeout(180_000);

  for (const type of ['module', 'commonjs'] as const) {
    it(`pass the strictest compiler and their own tests as ${type}, in each Node`, async () => {
      const cwd = makeProject({ type, extension: '.js', pieces });
      await mustRun(compile(cwd), { cwd });
      for (const node of [process.execPath, nodeOf(22), nodeOf(24)])
        await mustRun([node, '--test', ...testsIn('dist', 'js')], { cwd });
    });
  }

  it('pass a compiler that is not strict, whether or not it asks for types', async () => {
    const cwd = makeProject({ type: 'commonjs', extension: '.js', pieces });
    for (const implicit of ['true', 'false']) {
      const lax = ['--strict', 'false', '--exactOptionalPropertyTypes', 'false', '--noImplicitAny', implicit];
      await mustRun([...compile(cwd), ...lax], { cwd });
    }
  });

  it('pass the strictest compiler and, without one, their own tests, which cover every branch', async () => {
    const cwd = makeProject(stripped);
    await mustRun(compile(cwd), { cwd });
    const included = pieces.flatMap(modulesOf).map((name) => `--test-coverage-include=src/${name}`);
    const flags = ['--test', '--experimental-test-coverage', ...full, ...included];
    await mustRun([nodeOf(24), ...flags, ...testsIn('src', 'ts')], { cwd });
  });

  it('are as both Prettier and Biome write them', async () => {
    const cwd = makeProject({ type: 'module', extension: '.js', pieces });
    const style = ['--indent-style=space', '--javascript-formatter-quote-style=single'];
    const names = pieces.flatMap(modulesOf).map((name) => `src/${name}`);
    await mustRun(['npx', 'biome', 'format', ...style, ...names], { cwd });
    await mustRun(['npx', 'prettier', '--check', '--single-quote', ...names], { cwd });
  });

  for (const piece of pieces)
    it(`do what the guide of ${piece} says, block after block`, async () => {
      for (const guide of findTemplates(piece, 'typescript')?.guides ?? [])
        await runGuide(read(piece, guide), makeProject({ ...stripped, pieces: [piece] }));
    });

  it('do, with persistence, what the example of the four together says, but for the server of test:real', async () => {
    const file = join(packageRoot, 'templates/server-manager/typescript/server-manager.md');
    const [text = ''] = readFileSync(file, 'utf8').split('As an MCP server');
    await runGuide(text, makeProject({ ...stripped, pieces: pieceIds }));
  });

  it('would not pass with a guide that shows another value or error', async () => {
    const cwd = makeProject({ ...stripped, pieces: [] });
    for (const planted of ['[1][0]; // -> 2', "JSON.parse('{'); // throws SyntaxError: no such text"])
      await assert.rejects(runGuide(`\`\`\`ts\n${planted}\n\`\`\`\n`, cwd), /AssertionError/);
  });

  it(`have at most ${MOST_LINES} lines of code a module, and need nothing but Node's own`, () => {
    for (const piece of pieceIds.filter((id) => pieces.includes(id))) {
      for (const name of modulesOf(piece)) {
        const lines = read(piece, name).split('\n');
        const code = lines.filter((line) => !/^\s*(\/\/|\/?\*|$)/.test(line));
        assert.ok(code.length <= MOST_LINES, `${name} has ${code.length}`);
        for (const [, from = ''] of lines.join('\n').matchAll(/ from '(.*)'/g))
          assert.match(from, /^(node:|\.\/)/);
      }
    }
  });
});
