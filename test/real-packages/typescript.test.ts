/** The TypeScript pieces under the real fastify, MCP SDK and schema libraries, in a project with strict settings. */

import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTemplates, pieceIds } from '../../generators/tables/catalogue.js';
import { mustRun, outputOf, run } from '../acceptance/commands.js';
import { readPage } from '../docs/read-page.js';
import { repositoryRoot } from '../python/environment.js';
import { nodeOf } from '../typescript/nodes.js';
import { installPackages } from '../typescript/packages.js';
import { compile, makeProject } from '../typescript/project.js';

const dependencies = {
  '@modelcontextprotocol/sdk': '1.32.2',
  '@types/node': '20.19.43',
  arktype: '2.2.9',
  fastify: '5.12.8',
  typescript: '6.0.3',
  valibot: '1.5.0',
  zod: '4.6.7',
};

const example = join(repositoryRoot, 'templates/server-manager/typescript/server-manager.md');

/** The example of the four together as a program: all but the block that shows what it does. */
function makeServer(): string {
  const { blocks } = readPage({ name: 'server-manager.md', text: readFileSync(example, 'utf8') });
  const [manager, , server] = blocks.map(({ text }) => text);
  const open = "const manager = await ServerManager.open(process.argv[2] ?? 'servers.json');\n";
  return `${manager}${open}${server}`.replaceAll(/<%- importPath %>(.*?)\.js/g, '.$1.ts');
}

const sources = join(repositoryRoot, 'test/real-packages/typescript');

describe('the TypeScript pieces under real packages', function () {
  this.timeout(180_000);

  it('keep working, and keep the types of what they wrap', async () => {
    const pieces = pieceIds.filter((piece) => findTemplates(piece, 'typescript') !== undefined);
    const cwd = makeProject({ type: 'module', extension: '.ts', pieces });
    rmSync(join(cwd, 'node_modules'));
    const versions = [dependencies['@modelcontextprotocol/sdk'], dependencies.valibot].join('-');
    const packages = installPackages(`typescript/${versions}`, dependencies);
    symlinkSync(join(packages, 'node_modules'), join(cwd, 'node_modules'));
    cpSync(sources, join(cwd, 'src'), { recursive: true });
    writeFileSync(join(cwd, 'src/server.ts'), makeServer());
    await mustRun([...compile(cwd), '--skipLibCheck'], { cwd });
    const tests = readdirSync(sources).filter((name) => name.endsWith('.test.ts'));
    const tested = await run([nodeOf(24), '--test', ...tests], { cwd: join(cwd, 'src') });
    assert.equal(tested.status, 0, outputOf(tested));
  });
});
