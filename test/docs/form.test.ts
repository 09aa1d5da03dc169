/** Checks the form of every generated page: what linters and formatters of Markdown and of Python say of it. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from 'markdownlint/sync';
import { format } from 'prettier';
import { pythonEnvironment, withTools } from '../python/environment.js';
import { everything, forAgents, inTypeScript } from './pages.js';
import { type Page, type PageText, readPage } from './read-page.js';

for (const page of [...everything.pages, ...inTypeScript.pages]) {
  const isTypeScript = inTypeScript.pages.includes(page);

  describe(`${page.name} in form, ${isTypeScript ? 'of TypeScript' : 'of Python'}`, () => {
    it('has nothing that markdownlint warns of by default', () => assert.equal(lintPage(page), ''));

    // Quotes of code are those of the project.
    it('is as prettier would write it', async () =>
      assert.equal(await format(page.text, { parser: 'markdown', singleQuote: isTypeScript }), page.text));

    it('is as mdformat would write it', () => assert.equal(mdformat(page), page.text));

    if (!isTypeScript)
      it('has Python that ruff neither warns of nor formats, at usual lengths of lines', () =>
        checkWithRuff(readPage(page)));
  });
}

describe('the block for coding agents, in a file of its own', () => {
  /** MD013: the paths of the project are as long as they are. */
  it('has nothing that markdownlint warns of but the length of lines', () =>
    assert.equal(lintPage(forAgents, { MD013: false }), ''));

  it('is as prettier would write it', async () =>
    assert.equal(await format(forAgents.text, { parser: 'markdown' }), forAgents.text));

  it('is as mdformat would write it', () => assert.equal(mdformat(forAgents), forAgents.text));
});

describe('the check of the form', () => {
  const planted: PageText = { name: 'planted.md', text: '---\ntitle: A\n---\n# A\n\n* b\n' };

  it('would find a second title, and what prettier and mdformat write otherwise', async () => {
    assert.match(lintPage(planted), /MD025/);
    assert.notEqual(await format(planted.text, { parser: 'markdown' }), planted.text);
    assert.notEqual(mdformat(planted), planted.text);
  });
});

/** One line a finding. */
function lintPage({ name, text }: PageText, config = {}): string {
  const results = lint({ strings: { [name]: text }, config: { default: true, ...config } });
  return (results[name] ?? [])
    .map(({ lineNumber, ruleNames }) => `${name}:${lineNumber} ${ruleNames.join('/')}`)
    .join('\n');
}

/** The text as mdformat, without plugins, writes it. */
function mdformat({ text }: PageText): string {
  return runTool('mdformat', ['--no-extensions', '--no-codeformatters', '-'], { input: text });
}

/** The rules on the page as one module, in which imports (E402, F811) and values (B018) may be anywhere. */
function checkWithRuff({ blocks }: Page): void {
  const folder = mkdtempSync(join(tmpdir(), 'chora-docs-ruff-'));
  try {
    const python = blocks.filter(({ language }) => language === 'python');
    for (const { line, text } of python) writeFileSync(join(folder, `line_${line}.py`), text);
    for (const length of ['79', '88', '100', '120'])
      runTool('ruff', ['format', '--isolated', '--diff', '--line-length', length, '.'], { cwd: folder });
    const module = python.filter(({ title }) => title === null).map(({ text }) => text);
    writeFileSync(join(folder, 'page.py'), module.join('\n'));
    runTool('ruff', ['check', '--isolated', '--extend-ignore=E402,F811,B018', 'page.py'], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the tool prints; a failure is one of the test. */
function runTool(name: string, args: readonly string[], options: { cwd?: string; input?: string }): string {
  pythonEnvironment();
  const { status, stdout, stderr } = spawnSync(name, args, {
    ...options,
    env: withTools(),
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}
