import assert from 'node:assert/strict';
import { setBlocks } from '../../generators/edit/managed-blocks.js';

const set = (text: string, blocks: Record<string, string | undefined>) =>
  setBlocks(
    text,
    Object.entries(blocks).map(([id, content]) => ({ id, text: content })),
    'AGENTS.md',
  );

const block = (id: string, content: string) =>
  `<!-- chora:begin ${id} -->\n\n${content}\n\n<!-- chora:end ${id} -->\n`;

describe('blocks between markers', () => {
  it('are appended behind a blank line', () => {
    assert.equal(set('# Rules\n', { a: 'one' }), `# Rules\n\n${block('a', 'one')}`);
  });

  it('make up a file that was empty', () => {
    assert.equal(set('', { a: 'one' }), block('a', 'one'));
  });

  it('are replaced where they stand, and the text around them is untouched', () => {
    const text = `above  \n${block('a', 'old\nlines')}\tbelow, no line end`;
    assert.equal(set(text, { a: 'new' }), `above  \n${block('a', 'new')}\tbelow, no line end`);
  });

  it('change nothing the second time', () => {
    const once = set('# Rules', { a: 'one', b: 'two' });
    assert.equal(set(once, { a: 'one', b: 'two' }), once);
  });

  it('stand in the order of the list, whatever the order in which they came', () => {
    const all = set('# Rules\n', { a: '1', b: '2', c: '3' });
    const oneByOne = ['c', 'a', 'b'].reduce((text, id) => {
      const present = ['a', 'b', 'c'].map((name, index) => {
        const there = name === id || text.includes(`begin ${name} `);
        return [name, there ? String(index + 1) : undefined] as const;
      });
      return set(text, Object.fromEntries(present));
    }, '# Rules\n');
    assert.equal(oneByOne, all);
  });

  it('leave the text as it was before them when they are removed', () => {
    for (const text of ['# Rules\n', '# Rules\n\nEnd.\n', '']) {
      assert.equal(set(set(text, { a: 'one' }), { a: undefined }), text);
    }
  });

  it('take the line endings of the file', () => {
    assert.equal(
      set('# Rules\r\n', { a: 'one' }),
      `# Rules\n\n${block('a', 'one')}`.replaceAll('\n', '\r\n'),
    );
  });

  for (const [what, text] of [
    ['a beginning without an end', 'x\n<!-- chora:begin a -->\n'],
    ['an end without a beginning', 'x\n<!-- chora:end a -->\n'],
    ['two blocks of one name', block('b', '1') + block('b', '2')],
    [
      'blocks that overlap',
      'x\n<!-- chora:begin a -->\n<!-- chora:begin b -->\n<!-- chora:end a -->\n<!-- chora:end b -->\n',
    ],
  ] as const) {
    it(`are refused with file and line where there is ${what}`, () => {
      assert.throws(() => set(text, { a: 'one' }), /^UserError: AGENTS\.md, line \d+: the marker "chora:/);
    });
  }
});
