/** Proves that the layout of a page is no edit, and by mutants that everything else is one. */

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format, type Options } from 'prettier';
import { isPage, isSamePage } from '../../generators/edit/same-markdown.js';
import { packageRoot, readTemplate } from '../../generators/run/package-root.js';

const sameCode = { python: (a: string, b: string) => a.replaceAll(' ', '') === b.replaceAll(' ', '') };
const isSame = (a: string, b: string) => isSamePage(a, b, sameCode);

const pages = readdirSync(join(packageRoot, 'templates'), { recursive: true, encoding: 'utf8' }).filter(
  (path) => /^(validation|responses|errors|persistence)\/.*\.md$/.test(path),
);

const styles: readonly Options[] = [
  { proseWrap: 'always', printWidth: 50, tabWidth: 4 },
  { proseWrap: 'never', useTabs: true },
];

const sames: readonly (readonly [string, string, string])[] = [
  ['line breaks in a paragraph', 'a b\nc\n', 'a\nb c\n'],
  ['blank lines', '# a\nb\n\n\n\nc\n', '# a\n\nb\n\nc\n'],
  ['line endings and a mark', 'a\nb\n', '\uFEFFa\r\nb\r\n'],
  ['marks and numbers of lists', '- a\n- b\n\n1. c\n1. d\n', '* a\n* b\n\n1) c\n2) d\n'],
  ['the indentation of items', '- a\n  - b\n', '- a\n    - b\n'],
  ['marks that are escaped', 'a_b\n', 'a\\_b\n'],
  ['the layout of code', '```python\na=1\n```\n', '````python\na = 1\n````\n'],
  ['the indentation of a fence', '- a\n\n  ```\n  b\n  ```\n', '- a\n\n    ```\n    b\n    ```\n'],
];

const differences: readonly (readonly [string, string, string])[] = [
  ['a word', 'a b\n', 'a c\n'],
  ['a paragraph for two', 'a\n\nb\n', 'a\nb\n'],
  ['another level of a heading', '# a\n', '## a\n'],
  ['a heading for text', '# a\n', 'a\n'],
  ['a heading in a paragraph', '# a\nb\n', '# a b\n'],
  ['an item for text', '- a\n', 'a\n'],
  ['a number for a mark', '- a\n', '1. a\n'],
  ['an item that is not below another any more', '- a\n  - b\n', '- a\n- b\n'],
  ['a line of code', '```\na\nb\n```\n', '```\na\n```\n'],
  ['a blank in code of which nothing is known', '```\na b\n```\n', '```\na  b\n```\n'],
  ['another language', '```python\na\n```\n', '```ts\na\n```\n'],
  ['text for code', '```\na\n```\n', 'a\n'],
  ['a fence that is not closed', '```\na\n```\n', '```\na\n'],
  ['code at another place', 'a\n\n```\nb\n```\n', '```\nb\n```\n\na\n'],
];

describe('the same page', () => {
  for (const [what, a, b] of sames) it(`has other ${what}`, () => assert.ok(isSame(a, b)));
  for (const [what, a, b] of differences) it(`has not ${what}`, () => assert.ok(!isSame(a, b)));

  for (const path of pages) {
    const text = readTemplate(path);

    it(`is ${path} after prettier`, async () => {
      for (const style of styles)
        assert.ok(
          isSame(
            text,
            await format(text, { parser: 'markdown', embeddedLanguageFormatting: 'off', ...style }),
          ),
        );
    });

    it(`is not ${path} without any of its words`, () => {
      const kept = [...text.matchAll(/\w+/g)]
        .filter(({ 0: word, index }) => isSame(text, text.slice(0, index) + text.slice(index + word.length)))
        .map(([word]) => word);
      // Lists are numbered anew by formatters.
      assert.deepEqual(
        kept.filter((word) => !/^\d+$/.test(word)),
        [],
      );
    });
  }

  it('is a file of Markdown', () => {
    assert.ok(!isPage('a.txt') && isPage('docs/a.md'));
  });
});
