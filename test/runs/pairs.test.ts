/** Two runs at once, as the parallel calls of a coding agent are: both land, as if one had come after the other. */

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { bin, chora, differences, makeProject } from './project.js';

const commands = [
  ['persistence'],
  ['utils', 'validation'],
  ['utils', 'responses'],
  ['utils', 'errors'],
] as const;
const pairs = commands.flatMap((first, index) =>
  commands.slice(index + 1).map((second) => [first, second] as const),
);

describe('two runs at once in one project', () => {
  for (const [first, second] of pairs) {
    it(`leave what they leave one after the other: ${first.join(' ')}, ${second.join(' ')}`, async () => {
      const oneByOne = makeProject();
      await chora(oneByOne, ...first);
      await chora(oneByOne, ...second);
      for (let round = 0; round < 3; round += 1) {
        const atOnce = makeProject();
        const results = await Promise.all([chora(atOnce, ...first), chora(atOnce, ...second)]);
        for (const result of results) assert.equal(result.status, 0, outputOf(result));
        assert.equal(await differences(oneByOne, atOnce), '');
      }
    });
  }

  it('are one when they are the same', async () => {
    const [once, twice] = [makeProject(), makeProject()];
    await chora(once, 'persistence');
    const results = await Promise.all([chora(twice, 'persistence'), chora(twice, 'persistence')]);
    assert.deepEqual(
      results.map(({ status }) => status),
      [0, 0],
    );
    assert.equal(results.filter(({ stderr }) => stderr.includes('nothing changed')).length, 1);
    assert.equal(await differences(once, twice), '');
  });

  it('begin one project', async () => {
    const dir = makeScratch('app');
    const args = ['app', 'acme-notes', '--yes', '--author-name=Ada', '--author-email=ada@example.org'];
    const results = await Promise.all([chora(dir, ...args), chora(dir, ...args)]);
    for (const result of results) assert.equal(result.status, 0, outputOf(result));
    assert.deepEqual(readdirSync(join(dir, 'acme-notes/.chora')).sort(), [
      '.gitattributes',
      'manifest.jsonl',
    ]);
  });

  it('do not wait for each other where one of them only previews', async () => {
    const dir = makeProject();
    const [real, preview] = await Promise.all([
      chora(dir, 'persistence'),
      chora(dir, 'utils', '--yes', '--dry-run'),
    ]);
    assert.deepEqual([real.status, preview.status], [0, 0]);
  });

  it('see each other out of containers, in which process numbers mean nothing', async () => {
    const [oneByOne, atOnce] = [makeProject(), makeProject()];
    await chora(oneByOne, 'persistence');
    await chora(oneByOne, 'utils', 'errors');
    const inContainer = (...args: string[]) =>
      run(['unshare', '--pid', '--fork', '--mount-proc', 'node', bin, ...args], { cwd: atOnce });
    const results = await Promise.all([inContainer('persistence'), inContainer('utils', 'errors')]);
    for (const result of results) assert.equal(result.status, 0, outputOf(result));
    assert.equal(await differences(oneByOne, atOnce), '');
  });
});
