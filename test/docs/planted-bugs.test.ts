/** Shows that the runner catches what it is there to catch: pages with a bug, each block of which fails. */

import assert from 'node:assert/strict';
import { readPage } from './read-page.js';
import { runPage } from './run-page.js';

const fence = (info: string, ...lines: string[]) => [`\`\`\`${info}`, ...lines, '```', ''].join('\n');
const writeCount = fence('python', 'from pathlib import Path', "Path('a.json').write_text('{\"count\": 2}')");

const bugs: readonly { readonly what: string; readonly page: string; readonly error: RegExp }[] = [
  { what: 'code that raises', page: fence('python', 'x = 1', 'y'), error: /line 5: NameError: .*'y'/ },
  { what: 'code that does not parse', page: fence('python', 'def f(:'), error: /SyntaxError: .*line 4/ },
  { what: 'a failed assert', page: fence('python', 'assert 1 == 2'), error: /line 4: AssertionError/ },
  {
    what: 'a wrong `# ->`',
    page: fence('python', '1 + 1  # -> 3'),
    error: /line 4: the page says\n3\nbut it is\n2/,
  },
  { what: 'a wrong error', page: fence('python', '{}[1]  # raises KeyError: 2'), error: /KeyError: 1/ },
  {
    what: 'an error that does not come',
    page: fence('python', '1  # raises KeyError'),
    error: /it is\nno error/,
  },
  {
    what: 'a claim that nothing would check',
    page: fence('python', 'if True:', '    1 + 1  # -> 3', '    pass'),
    error: /line 5: the comment does not end a top-level statement/,
  },
  {
    what: 'JSON that differs',
    page: writeCount + fence('json title="a.json"', '{"count": 3}'),
    error: /a.json holds\n{"count": 2}/,
  },
  { what: 'JSON of no file', page: fence('json title="b.json"', '{}'), error: /FileNotFoundError/ },
  {
    what: 'JSON without a title',
    page: fence('json', '{}'),
    error: /no rule runs a block of json without a title/,
  },
  { what: 'an unknown language', page: fence('toml', 'a = 1'), error: /no rule runs a block of toml/ },
  { what: 'no language', page: fence('', 'a = 1'), error: /no rule runs a block of no language/ },
  { what: 'an indented block', page: '    a = 1\n', error: /no rule runs a block of no language/ },
  {
    what: 'a block in a list',
    page: '- item\n\n  ```python\n  1 / 0\n  ```\n',
    error: /line 6: ZeroDivisionError/,
  },
  {
    what: 'a file that nothing runs',
    page: fence('python title="a.py"', 'x = 1'),
    error: /no later block uses a.py/,
  },
  { what: 'a command that fails', page: fence('console', '$ exit 3'), error: /ended with status 3/ },
  { what: 'wrong output', page: fence('console', '$ echo a', 'b'), error: /the page says\nb\nbut it is\na/ },
  {
    what: 'a process that ends early',
    page: fence('python', 'import os', 'os._exit(0)'),
    error: /ended before/,
  },
];

describe('the runner of the pages', () => {
  for (const { what, page, error } of bugs) it(`catches ${what}`, () => assert.match(lastError(page), error));

  it('does not run what comes after a failed block', () => {
    assert.match(lastError(fence('python', '1 / 0') + fence('python', 'x = 1')), /not run: .* line 4 failed/);
  });

  it('passes blocks that are right', () => {
    const file = fence('python title="a.py"', 'print("hello")') + fence('console', '$ python a.py', 'hello');
    const values = fence('python', '1 + 1  # -> 2', "{'a': 1}  # -> {...}", '{}[1]  # raises KeyError: 1');
    const json = writeCount + fence('json title="a.json"', '{"count": 2}');
    assert.equal(lastError(file + values + json), '');
  });
});

function lastError(blocks: string): string {
  const page = readPage({ name: 'planted.md', text: `# Title\n\n${blocks}` });
  return [...runPage(page).values()].at(-1) ?? '';
}
