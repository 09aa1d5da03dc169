/** What is asked of files that the user changed. */

import assert from 'node:assert/strict';
import { askConflicts } from '../../generators/run/ask-conflicts.js';
import { createAsker } from '../../generators/run/asker.js';

const conflicts = [
  { path: 'a.py', diff: '-mine\n+new a\n' },
  { path: 'b.py', diff: '-mine\n+new b\n' },
];

/** Answers in turn, and notes what was asked and shown. */
function script(...answers: readonly string[]) {
  const asked: string[] = [];
  const shown: string[] = [];
  const left = [...answers];
  const prompt = async (question: { name: string; message?: unknown }) => {
    asked.push(String(question.message));
    return { [question.name]: left.shift() };
  };
  return { asked, shown, asker: createAsker(prompt, true, (line) => shown.push(line)) };
}

describe('the question about files that the user changed', () => {
  it('is one for all of them', async () => {
    const { asker, asked } = script('side');
    assert.deepEqual(await askConflicts(conflicts, asker), { policy: 'side' });
    assert.deepEqual(asked, ['You changed a.py, b.py, and there is a new text for it.']);
  });

  it('can be answered for each', async () => {
    const { asker, asked } = script('each', 'overwrite', 'keep');
    const { policies } = await askConflicts(conflicts, asker);
    assert.deepEqual({ ...policies }, { 'a.py': 'overwrite', 'b.py': 'keep' });
    assert.equal(asked.length, 3);
  });

  it('stops all where one of them is to stop', async () => {
    const { asker } = script('each', 'overwrite', 'abort');
    assert.deepEqual(await askConflicts(conflicts, asker), { policy: 'abort' });
  });

  it('shows the difference, and asks again', async () => {
    const { asker, shown, asked } = script('show', 'overwrite');
    assert.deepEqual(await askConflicts(conflicts.slice(0, 1), asker), { policy: 'overwrite' });
    assert.deepEqual(shown, ['-mine\n+new a\n']);
    assert.equal(asked.length, 2);
  });

  it('is not asked without a conflict, or where there is nobody to ask', async () => {
    const nobody = createAsker(() => assert.fail('asked'), false);
    assert.deepEqual(await askConflicts([], script().asker), { policy: 'keep' });
    assert.deepEqual(await askConflicts(conflicts, nobody), { policy: 'keep' });
  });
});
