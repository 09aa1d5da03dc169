/** The completions in a real zsh and a real fish, which not every machine has; those of bash are in the everyday tests. */

import assert from 'node:assert/strict';
import { completeInZsh, offersOfFish } from './in-shell.js';

describe('completions', () => {
  it('end commands, flags, pieces and values in zsh', async () => {
    assert.equal(await completeInZsh('pers\\t--dry\\t'), '<persistence><--dry-run>');
    assert.equal(await completeInZsh('remove err\\t'), '<remove><errors>');
    assert.equal(await completeInZsh('update --on-conflict ov\\t'), '<update><--on-conflict><overwrite>');
    assert.equal(await completeInZsh('update --on-conflict=ov\\t'), '<update><--on-conflict=overwrite>');
  });

  it('are commands, pieces and values in fish', async () => {
    assert.deepEqual(await offersOfFish('pers'), ['persistence']);
    assert.deepEqual(await offersOfFish('remove err'), ['errors']);
    assert.deepEqual(await offersOfFish('update --language '), ['python', 'typescript']);
    assert.deepEqual(await offersOfFish('update --on-conflict=ov'), ['--on-conflict=overwrite']);
  });
});
