/** Two packages of one repository that both have pieces: neither takes what is said of the other away. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { writeProject } from '../sample-project.js';
import { runHere, snapshot } from './run-here.js';

type Files = Readonly<Record<string, string>>;

const bin = join(packageRoot, 'dist/generators/bin/cli.js');
const member = (name: string) => `[project]\nname = "${name}"\nversion = "1"\nrequires-python = ">=3.10"\n`;
const manifest = (name: string) =>
  JSON.stringify({ name, type: 'module', devDependencies: { typescript: '^5', vitest: '^3' } });

interface Kind {
  readonly files: Files;
  readonly first: string;
  readonly second: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  Python: {
    files: {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
      'libs/a/pyproject.toml': member('acme-a'),
      'libs/a/src/acme_a/__init__.py': '',
      'libs/b/pyproject.toml': member('acme-b'),
      'libs/b/src/acme_b/__init__.py': '',
    },
    first: 'acme_a',
    second: 'acme_b',
  },
  'TypeScript, whose guides are in one folder': {
    files: {
      'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
      'docs/index.md': '# Acme\n',
      'packages/a/package.json': manifest('@acme/a'),
      'packages/a/src/a.ts': '',
      'packages/b/package.json': manifest('@acme/b'),
      'packages/b/src/lib/b.ts': '',
    },
    first: '@acme/a',
    second: '@acme/b',
  },
};

for (const [title, { files, first, second }] of Object.entries(kinds))
  describe(`two packages with pieces, in ${title}`, () => {
    async function makeBoth(): Promise<string> {
      const dir = makeScratch('packages');
      writeProject(dir, files);
      await runHere(dir, `persistence --package=${first}`);
      await runHere(dir, `persistence --package=${second}`);
      await runHere(dir, `utils errors --package=${second}`);
      return dir;
    }

    it('are in order at once, and stay so', async () => {
      const dir = await makeBoth();
      const before = snapshot(dir);
      const { status, stdout } = await run(['node', bin, 'check'], { cwd: dir });
      assert.equal(status, 0, stdout);
      for (const name of [first, second, first]) await runHere(dir, `persistence --package=${name}`);
      assert.deepEqual(snapshot(dir), before);
    });

    it('are both told of to coding agents, each with its own place and guides', async () => {
      const dir = await makeBoth();
      const agents = readFileSync(join(dir, 'AGENTS.md'), 'utf8');
      const [one = '', two = ''] = agents.split(`## Helpers of \`${second}\``);
      const sources = [...agents.matchAll(/^In `(.+?)`/gm)].map(([, folder]) => folder);
      assert.deepEqual(
        sources,
        title === 'Python'
          ? ['libs/a/src/acme_a/utils', 'libs/b/src/acme_b/utils']
          : ['packages/a/src/utils', 'packages/b/src/lib'],
      );
      assert.deepEqual([/ErrorFormatter/.test(one), /ErrorFormatter/.test(two)], [false, true]);
      for (const [, path = ''] of agents.matchAll(/\]\((.+?)\)/g)) readFileSync(join(dir, path));
    });

    for (const order of [
      [first, second],
      [second, first],
    ])
      it(`leave nothing when ${order.join(' goes, and then ')}`, async () => {
        const dir = await makeBoth();
        for (const name of order) {
          const pieces = name === first ? 'persistence' : 'persistence errors';
          await runHere(dir, `remove ${pieces} --package=${name}`);
          const { status, stdout } = await run(['node', bin, 'check'], { cwd: dir });
          assert.equal(status, 0, stdout);
        }
        const kept = Object.entries(snapshot(dir)).filter(([, text]) => text !== '(folder)');
        assert.deepEqual(Object.fromEntries(kept), Object.fromEntries(Object.entries(files).sort()));
      });
  });
