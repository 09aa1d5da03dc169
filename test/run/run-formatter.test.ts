/** Proves which formatter a run uses, and that none of the repository's own programs is run by looking at a plan. */

import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Format, formatOutcomes } from '../../generators/run/format-files.js';
import { createFormat } from '../../generators/run/run-formatter.js';
import type { Formatter, Project } from '../../generators/types/project.js';
import { makeScratch } from '../acceptance/scratch.js';

const formatter: Formatter = { program: 'ruff', args: ['format', '{path}'], isNeeded: true };
const file = { path: 'src/acme/$&.py', text: "x = 'a'\n" };
const usual = '/usr/bin:/bin';

/** A program that notes that it ran, in a file that is returned. */
function putProgram(dir: string, script: string): string {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'ruff'), `#!/bin/sh\necho ran > ${join(dir, 'ran')}\n${script}\n`);
  chmodSync(join(dir, 'ruff'), 0o755);
  return join(dir, 'ran');
}

/** A clone with a program of its own in this folder of it. */
function makeClone(folder: string): { root: string; dir: string; ran: string } {
  const root = makeScratch('clone');
  mkdirSync(join(root, '.git'));
  const dir = join(root, folder);
  return { root, dir, ran: putProgram(dir, 'cat') };
}

describe('the formatter of a repository', () => {
  it('is taken from the PATH, and gets the text and the path of the file', async () => {
    const [root, dir] = [makeScratch('clone'), makeScratch('bin')];
    putProgram(dir, 'echo "# $2"; cat');
    const format = createFormat(root, { PATH: `${dir}${delimiter}${usual}` });
    assert.equal(await format(formatter, file), `# ${join(root, file.path)}\n${file.text}`);
  });

  for (const folder of ['.venv/bin', 'node_modules/.bin', 'bin', '..tools', '']) {
    it(`is never the clone's own program in ${folder || 'its root'}, although that is first on the PATH`, async () => {
      const { root, dir, ran } = makeClone(folder);
      const project = join(root, 'packages/one');
      mkdirSync(project, { recursive: true });
      for (const from of [root, project]) {
        const format = createFormat(from, { PATH: [dir, '.', '', usual].join(delimiter) });
        assert.equal(await format(formatter, file), undefined);
      }
      assert.ok(!existsSync(ran));
    });
  }

  it("is not the clone's own program where a link on the PATH leads into the clone", async () => {
    const { root, dir, ran } = makeClone('tools');
    const link = join(makeScratch('bin'), 'tools');
    symlinkSync(dir, link);
    assert.equal(await createFormat(root, { PATH: `${link}:${usual}` })(formatter, file), undefined);
    assert.ok(!existsSync(ran));
  });

  it('is that of an environment in the repository which the user has activated', async () => {
    const { root, dir } = makeClone('.venv/bin');
    const env = { PATH: `${dir}:${usual}`, VIRTUAL_ENV: join(root, '.venv') };
    assert.equal(await createFormat(root, env)(formatter, file), file.text);
  });

  it('finds no modules of the repository, wherever it looks for some', async () => {
    const [root, dir] = [makeScratch('clone'), makeScratch('bin')];
    putProgram(dir, 'echo "$PYTHONPATH|$PYTHONSAFEPATH|$(pwd)"');
    const format = createFormat(root, { PATH: `${dir}:${usual}`, PYTHONPATH: 'src' });
    assert.equal(await format(formatter, file), `|1|${dir}\n`);
  });

  for (const [what, script] of [
    ['fails', 'cat; exit 1'],
    ['prints nothing', 'cat > /dev/null'],
    ['changes more than the layout', 'cat; echo "import os"'],
    ['does not end', 'cat; exec sleep 60'],
    ['is not there', undefined],
  ] as const) {
    it(`leaves the text as it is, with a note that says what to do, where it ${what}`, async () => {
      const [root, dir] = [makeScratch('clone'), makeScratch('bin')];
      if (script !== undefined) putProgram(dir, script);
      const change = { kind: 'create', ...file, piece: 'errors', part: 'module' } as const;
      const outcome = {
        path: file.path,
        status: 'created',
        change,
        before: undefined,
        after: file.text,
      } as const;
      const format = createFormat(root, { PATH: `${dir}:${usual}` }, 2000);
      const project = { language: 'python', formatter } as Project;
      const { outcomes, notes } = await formatOutcomes([outcome], project, format);
      assert.deepEqual(outcomes, [outcome]);
      assert.match(notes.join('\n'), /run: ruff format 'src\/acme\/\$&\.py' /);
    });
  }

  it('changes what is written and what is recorded, and runs over no file that is left alone', async () => {
    const [root, dir] = [makeScratch('clone'), makeScratch('bin')];
    putProgram(dir, 'tr "\'" \'"\'');
    const change = { kind: 'create', ...file, piece: 'errors', part: 'module' } as const;
    const made = { path: file.path, status: 'created', change, before: undefined, after: file.text } as const;
    const kept = { ...made, status: 'kept', before: 'x = 1\n', after: 'x = 1\n' } as const;
    const page = { ...made, path: 'a.md', change: { ...change, path: 'a.md', part: 'guide' } } as const;
    const format = createFormat(root, { PATH: `${dir}:${usual}` });
    const project = { language: 'python', formatter } as Project;
    const { outcomes, notes } = await formatOutcomes([made, kept, page], project, format);
    const text = 'x = "a"\n';
    assert.deepEqual(outcomes, [{ ...made, after: text, change: { ...change, text } }, kept, page]);
    assert.deepEqual(notes, []);
  });

  describe('over pages', () => {
    const code = "```python\nx = 'a'\n```\n";
    const change = { kind: 'create', path: 'a.md', text: code, piece: 'errors', part: 'guide' } as const;
    const page = { path: 'a.md', status: 'created', change, before: undefined, after: code } as const;
    const project = (pages: 'always' | 'if new') =>
      ({ language: 'python', formatter: { ...formatter, pages } }) as Project;
    const changesQuotes: Format = async (_, { text }) => text.replaceAll("'", '"');
    const fails: Format = async () => undefined;

    it('lays out a page that is ours', async () => {
      const { outcomes } = await formatOutcomes([page], project('always'), changesQuotes);
      assert.equal(outcomes[0]?.after, code.replaceAll("'", '"'));
    });

    it("lays out our block in a page that is the user's, and in what is recorded, and leaves the text around", async () => {
      const blocks = [{ id: 'errors', text: code }];
      const set = { kind: 'set-blocks', path: 'a.md', opening: '', blocks } as const;
      const after = `${code.replace('a', 'mine')}\n${code}`;
      const mixed = { path: 'a.md', status: 'updated', change: set, before: '', after, ours: code } as const;
      const { outcomes } = await formatOutcomes([mixed], project('always'), changesQuotes);
      const own = code.replaceAll("'", '"');
      assert.equal(outcomes[0]?.after, `${code.replace('a', 'mine')}\n${own}`);
      assert.equal(outcomes[0]?.ours, own);
    });

    it('names those that are left, unless older versions of the program cannot take them', async () => {
      const { notes } = await formatOutcomes([page], project('always'), fails);
      assert.match(notes.join('\n'), /run: ruff format a\.md /);
      assert.deepEqual((await formatOutcomes([page], project('if new'), fails)).notes, []);
    });
  });
});
