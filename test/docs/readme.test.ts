/** The README's claims, run: its session, its code, its flags and its commands. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { binOptions } from '../../generators/bin/bin-options.js';
import { projectOptions } from '../../generators/new-project/options.js';
import { optionTable } from '../../generators/run/options.js';
import { packageRoot } from '../../generators/run/package-root.js';
import { run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { userEnvironment } from '../projects/tools.js';
import { writeProject } from '../sample-project.js';
import { runGuide } from '../typescript/guide.js';
import { makeProject } from '../typescript/project.js';
import { type Block, readPage } from './read-page.js';
import { runPage } from './run-page.js';

const bin = join(packageRoot, 'dist/generators/bin/cli.js');
const text = readFileSync(join(packageRoot, 'README.md'), 'utf8');
const page = readPage({ name: 'README.md', text });
const blocksIn = (language: string): readonly Block[] =>
  page.blocks.filter((block) => block.language === language);

describe('the README', () => {
  for (const { line, text: session } of blocksIn('console')) {
    it(`shows at line ${line} what the command prints in the sample project`, async () => {
      const [command = '', ...shown] = session.trimEnd().split('\n');
      const [, args = ''] = /^\$ npx generator-chora (.*)$/.exec(command) ?? [];
      const project = makeScratch('readme');
      writeProject(project);
      const { stderr } = await run(['node', bin, ...args.split(' ')], {
        cwd: project,
        env: userEnvironment(project),
      });
      assert.deepEqual(shown, stderr.trimEnd().replaceAll(project, '/home/ada/acme').split('\n'));
    });
  }

  it('has code that does what it says', () => {
    const results = runPage({ ...page, blocks: blocksIn('python') });
    assert.deepEqual(
      [...results.values()].filter((error) => error !== null),
      [],
    );
    assert.ok(results.size > 0);
  });

  it('has TypeScript that does what it says', async () => {
    const code = blocksIn('ts').map((block) => block.text.replaceAll("'./utils/", "'<%- importPath %>/"));
    assert.ok(code.length > 0);
    const project = makeProject({ type: 'module', extension: '.ts' });
    await runGuide(`\`\`\`ts\n${code.join('\n')}\`\`\`\n`, project);
  });

  it('speaks of every flag, and of none that does not exist', () => {
    const named = [...text.matchAll(/^\| (`--.*?) \|/gm)].flatMap(
      ([, cell = '']) => cell.match(/(?<=--)(?:no-)?[a-z-]+/g) ?? [],
    );
    const negated = named.map((name) => name.replace(/^no-/, ''));
    const flags = new Set([optionTable, projectOptions, binOptions].flatMap((table) => Object.keys(table)));
    assert.deepEqual([...new Set(negated)].sort(), [...flags].sort());
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
    const named = [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name);
    assert.deepEqual(
      named.filter((name) => !(name in scripts)),
      [],
    );
  });

  it('links to files that exist', () => {
    const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(
      ([, title = '']) => `#${title.toLowerCase().replaceAll(' ', '-')}`,
    );
    const relative = page.links.filter((link) => !link.startsWith('https://') && !anchors.includes(link));
    assert.deepEqual(
      relative.filter((link) => !existsSync(join(packageRoot, link))),
      [],
    );
  });
});
