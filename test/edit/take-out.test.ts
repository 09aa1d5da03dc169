/** Takes our lines out of a text, and leaves every line of its user. */

import assert from 'node:assert/strict';
import { takeOut } from '../../generators/edit/take-out.js';

const text = 'a\nb\n\nours 1\nours 2\n';
const target = 'a\nb\n';
const without = (current: string, edit = { text, target }) => takeOut(current, edit);

describe('our edit, taken out of a text', () => {
  it('leaves what was before, to the byte', () => {
    for (const before of ['', 'a', 'a\r\nb', '\uFEFFa\n'])
      assert.equal(without(`${before}x`, { text: `${before}x`, target: before }), before);
  });

  for (const [where, current, left] of [
    ['above', `mine\n${text}`, 'mine\na\nb\n'],
    ['right above', 'a\nb\nmine\n\nours 1\nours 2\n', 'a\nb\nmine\n'],
    ['in the line above', 'a\nmine\n\nours 1\nours 2\n', 'a\nmine\n'],
    ['right below', `${text}mine\n`, 'a\nb\nmine\n'],
    ['below, without a last line ending', `${text}\nmine`, 'a\nb\n\nmine'],
  ] as const)
    it(`leaves the lines of the user that stand ${where}`, () => {
      assert.equal(without(current), left);
    });

  it('ends the last line of the text before where lines of the user stand below it', () => {
    assert.equal(without('a\nours\nmine\n', { text: 'a\nours\n', target: 'a' }), 'a\nmine\n');
  });

  it('keeps the line endings of the file', () => {
    assert.equal(without(`${text}mine\n`.replaceAll('\n', '\r\n')), 'a\r\nb\r\nmine\r\n');
  });

  it('is not taken out where the user changed a line of it, or put one between', () => {
    assert.equal(without('a\nb\n\nours 1\nmine\n'), undefined);
    assert.equal(without('a\nb\n\nours 1\nmine\nours 2\n'), undefined);
  });

  it('is no doubt where the user has taken it out already', () => {
    assert.equal(without('a\nb\n'), 'a\nb\n');
    // As `git checkout` leaves a list in which our entry stood between others.
    const changed = { text: 'dev = [\n    "pytest",\n]\n', target: 'dev = []\n' };
    assert.equal(without(changed.target, changed), changed.target);
  });
});
