/** The bin and the real `yo` in a terminal: Ctrl-C, and what others do while a question is open. */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { mustRun } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { bin, differences, makeProject, twoPackages } from './project.js';

interface Session {
  readonly status: number;
  readonly after: string;
}

const question = 'Which package should it be added to?';
const driver = join(packageRoot, 'test/runs/in-terminal.py');

/** Answers the question with these keys, after a shell ran what others do meanwhile. */
async function answer(
  cwd: string,
  keys: string,
  command: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Session> {
  const place = { cwd, env: { ...process.env, ...env } };
  return JSON.parse(await mustRun(['python3', driver, question, keys, ...command], place));
}

/** What a terminal shows of it: without the sequences that move the cursor. */
function linesOf({ after }: Session): readonly string[] {
  return after
    .replaceAll(/\p{Cc}\[[\d;?]*[A-Za-z]/gu, '')
    .split(/\r?\n/)
    .filter(Boolean);
}

describe('a question in a terminal', () => {
  const persistence = ['node', bin, 'persistence'];
  // `yo` gives root up, and could then not write to root's folders.
  const stayRoot = '--import data:text/javascript,process.setuid=undefined';

  it('ends through yo with one line and status 130 at Ctrl-C, and leaves nothing', async () => {
    const modules = join(makeScratch('linked'), 'node_modules');
    mkdirSync(modules);
    symlinkSync(packageRoot, join(modules, 'generator-chora'));
    const project = makeProject(twoPackages);
    const yo = ['node', join(packageRoot, 'node_modules/yo/lib/cli.js'), 'chora:persistence'];
    const env = { NODE_PATH: modules, NO_UPDATE_NOTIFIER: '1', NODE_OPTIONS: stayRoot };
    const session = await answer(project, '\\x03', yo, env);
    assert.deepEqual(linesOf(session), ['Stopped; nothing was changed.']);
    assert.equal(session.status, 130);
    assert.equal(await differences(makeProject(twoPackages), project), '');
  });

  it('ends through the bin with the same line and status', async () => {
    const session = await answer(makeProject(twoPackages), '\\x03', persistence);
    assert.deepEqual(linesOf(session), ['Stopped; nothing was changed.']);
    assert.equal(session.status, 130);
  });

  it('loses no edit that is saved meanwhile: nothing is written, and the file is named', async () => {
    const project = makeProject(twoPackages);
    const session = await answer(project, '\\r', persistence, {
      MEANWHILE: 'echo "# mine" >> pyproject.toml',
    });
    assert.equal(session.status, 1);
    assert.match(
      linesOf(session).at(-1) ?? '',
      /pyproject\.toml was changed by somebody else.*Nothing was changed/,
    );
    const text = `${twoPackages['pyproject.toml']}# mine\n`;
    assert.equal(readFileSync(join(project, 'pyproject.toml'), 'utf8'), text);
    assert.equal(await differences(makeProject({ ...twoPackages, 'pyproject.toml': text }), project), '');
  });

  it('keeps no other run waiting, whose files are then as it left them', async () => {
    const [other, project] = [makeProject(twoPackages), makeProject(twoPackages)];
    const run = `node ${bin} utils errors --package=acme`;
    await mustRun(['bash', '-c', run], { cwd: other });
    const session = await answer(project, '\\r', persistence, { MEANWHILE: run });
    assert.equal(session.status, 1);
    assert.match(linesOf(session).at(-1) ?? '', /was changed by somebody else.*Nothing was changed/);
    assert.equal(await differences(other, project), '');
  });
});
