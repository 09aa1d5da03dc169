/** Two edits of one text. */

import assert from 'node:assert/strict';
import { mergeText } from '../../generators/edit/merge-text.js';

const lines = (...items: string[]) => items.map((item) => `${item}\n`).join('');
const base = lines('a', 'b', 'c', 'd');

describe('two edits of one text', () => {
  it('are both in the result', () => {
    assert.equal(
      mergeText(base, lines('A', 'b', 'c', 'd'), lines('a', 'b', 'C', 'd', 'e')),
      lines('A', 'b', 'C', 'd', 'e'),
    );
  });

  it('are both there where both insert at one place, theirs first', () => {
    assert.equal(
      mergeText(base, lines('a', 'x', 'b', 'c', 'd'), lines('a', 'y', 'b', 'c', 'd')),
      lines('a', 'x', 'y', 'b', 'c', 'd'),
    );
  });

  it('take out what either took out', () => {
    assert.equal(mergeText(base, lines('b', 'c', 'd'), lines('a', 'b', 'c')), lines('b', 'c'));
  });

  it('are none where both changed the same line', () => {
    assert.equal(mergeText(base, lines('a', 'x', 'c', 'd'), lines('a', 'y', 'c', 'd')), undefined);
  });

  it('are none where one changed what the other took out', () => {
    assert.equal(mergeText(base, lines('a', 'd'), lines('a', 'b', 'C', 'd')), undefined);
  });

  it('are none where one inserts beside what the other took out, as in a text that was written anew', () => {
    assert.equal(mergeText(base, lines('mine'), lines('a', 'b', 'c', 'd', 'e')), undefined);
    assert.equal(mergeText(base, lines('mine'), lines('0', 'a', 'b', 'c', 'd')), undefined);
  });

  it('leave a last line without its end as it is', () => {
    assert.equal(mergeText('a\nb', 'A\nb', 'a\nb'), 'A\nb');
  });
});
