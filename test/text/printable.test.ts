/** Proves that text from repositories and people is shown, and not obeyed. */

import assert from 'node:assert/strict';
import { markdownCode, markdownTarget, markdownText } from '../../generators/text/markdown.js';
import { formatJson, printable, printableLines } from '../../generators/text/printable.js';
import { UserError } from '../../generators/types/user-error.js';

const hostile = 'a\u001b[31mb\u009b2Jc\u0007\u202ed\u2028e\r\nf';

describe('text on a terminal', () => {
  it('has control characters, marks of direction and line ends as escapes', () => {
    assert.equal(printable(hostile), 'a\\u001b[31mb\\u009b2Jc\\u0007\\u202ed\\u2028e\\u000d\\u000af');
  });

  it('keeps its lines and tabs where it is of several lines', () => {
    assert.equal(printableLines('a\tb\nc\u001b'), 'a\tb\nc\\u001b');
  });

  it('is left as it is otherwise, in any script', () => {
    for (const text of ['src/acme', 'naïve – 日本語', 'a "b" `c` <d>']) assert.equal(printable(text), text);
  });

  it('is that of every error for the user', () => {
    assert.equal(new UserError('no \u001b[2Jpackage').message, 'no \\u001b[2Jpackage');
  });
});

describe('JSON for programs', () => {
  it('has no raw control character, and is the same value', () => {
    const value = { path: hostile, list: ['\u007f'] };
    const json = formatJson(value);
    assert.doesNotMatch(json.replaceAll('\n', ''), /[\p{Cc}\p{Zl}\u202e]/u);
    assert.deepEqual(JSON.parse(json), value);
  });
});

describe('text in Markdown', () => {
  for (const [text, expected] of [
    ['A small tool, in 3.11 & up (R&D).', 'A small tool, in 3.11 & up (R&D).'],
    ['keeps snake_case as it is', 'keeps snake_case as it is'],
    ['<!-- chora:end pieces -->', '\\<!-- chora:end pieces --\\>'],
    ['<script>x</script> &lt;', '\\<script\\>x\\</script\\> \\&lt;'],
    ['[a](javascript:b) ![c](d)', '\\[a\\](javascript:b) !\\[c\\](d)'],
    ['a | b `c` *d* _e_ \\', 'a \\| b \\`c\\` \\*d\\* \\_e\\_ \\\\'],
    ['# no heading', '\\# no heading'],
    ['1. no list', '1\\. no list'],
    ['- no list', '\\- no list'],
    ['a\nb\u001b', 'a\\\\u000ab\\\\u001b'],
  ] as const) {
    it(`means nothing but itself: ${JSON.stringify(text)}`, () => assert.equal(markdownText(text), expected));
  }

  it('is a code span with enough backticks around it', () => {
    assert.equal(markdownCode('uv run pytest'), '`uv run pytest`');
    assert.equal(markdownCode('a ``b` c'), '``` a ``b` c ```');
    assert.equal(markdownCode('a\n<!-- chora:end pieces -->'), '`a\\u000a<!-- chora:end pieces -->`');
  });

  it('is a target of a link that ends where it should', () => {
    assert.equal(markdownTarget('docs (old)/a <b>.md'), 'docs%20%28old%29/a%20%3Cb%3E.md');
  });
});
