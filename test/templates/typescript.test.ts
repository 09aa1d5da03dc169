/** What the TypeScript piece must hold in a project of its own: the strictest compiler, and its test in each Node. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, outputOf, run } from '../acceptance/commands.js';
import { nodeOf } from '../typescript/nodes.js';
import { compile, type Kind, makeProject, templatesOf } from '../typescript/project.js';

const KINDS: readonly (Kind & { readonly title: string })[] = [
  { title: 'ECMAScript modules', type: 'module', extension: '.js' },
  { title: 'CommonJS', type: 'commonjs', extension: '.js' },
  { title: 'imports of .ts', type: 'module', extension: '.ts' },
];
const TEMPLATES = templatesOf('persistence');
const MOST_LINES = 200;

const nodes = (): [string, string][] => [
  ['this Node', process.execPath],
  ['Node 22', nodeOf(22)],
  ['Node 24', nodeOf(24)],
];

describe('the TypeScript of persistence', function () {
  this.timeout(180_000);

  for (const kind of KINDS.slice(0, 2)) {
    it(`passes the strictest compiler and its own test, as ${kind.title}, in each Node`, async () => {
      const cwd = makeProject(kind);
      const compiled = await run(compile(cwd), { cwd });
      assert.equal(compiled.status, 0, outputOf(compiled));
      for (const [name, node] of nodes()) {
        const tested = await run([node, '--test', 'dist/persistence.test.js'], { cwd });
        assert.equal(tested.status, 0, `${name}: ${outputOf(tested)}`);
        assert.doesNotMatch(outputOf(tested), /ExperimentalWarning/);
      }
    });
  }

  for (const kind of KINDS.slice(2)) {
    it(`passes the strictest compiler, and its own test without one, with ${kind.title}`, async () => {
      const cwd = makeProject(kind);
      await mustRun(compile(cwd), { cwd });
      const tested = await run([nodeOf(24), '--test', 'src/persistence.test.ts'], { cwd });
      assert.equal(tested.status, 0, outputOf(tested));
    });
  }

  for (const implicit of ['true', 'false']) {
    it(`passes a compiler that is not strict, ${implicit === 'true' ? 'that asks for types' : 'nor asks for types'}`, async () => {
      const cwd = makeProject(KINDS[1] ?? assert.fail());
      const lax = ['--strict', 'false', '--exactOptionalPropertyTypes', 'false', '--noImplicitAny', implicit];
      await mustRun([...compile(cwd), ...lax], { cwd });
    });
  }

  it('does what its guide says, block after block', async () => {
    const cwd = makeProject(KINDS[2] ?? assert.fail());
    const guide = readFileSync(join(TEMPLATES, 'persist-application-state.md'), 'utf8');
    const blocks = [...guide.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);
    const code = `${blocks.join('\n')}\nconsole.log(JSON.stringify((await Jobs.open('jobs.json')).pending));\n`;
    const text = code.replace('<%- importPath %>/stateful-object.js', './stateful-object.ts');
    writeFileSync(join(cwd, 'src/guide.ts'), `${text}await NewJobs.open('jobs.json');\n`);
    await mustRun(compile(cwd), { cwd });
    assert.equal(await mustRun([nodeOf(24), 'src/guide.ts'], { cwd }), '["build","test","ship"]\n');
  });

  it(`has at most ${MOST_LINES} lines of code a module`, () => {
    const modules = readdirSync(TEMPLATES).filter((name) => /^(?!.*\.test).*\.ts$/.test(name));
    for (const name of modules) {
      const lines = readFileSync(join(TEMPLATES, name), 'utf8').split('\n');
      const code = lines.filter((line) => !/^\s*(\/\/|\/?\*|$)/.test(line));
      assert.ok(code.length <= MOST_LINES, `${name} has ${code.length}`);
    }
  });
});
