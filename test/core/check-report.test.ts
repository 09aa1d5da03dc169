/** What is said of what a check found, and what of it is a failure. */

import assert from 'node:assert/strict';
import type { Checked, CheckState } from '../../generators/core/check.js';
import { annotate, describeChecked, isFailure, type Strictness } from '../../generators/core/check-report.js';
import type { Paint } from '../../generators/core/report.js';

const plain: Paint = { good: String, warn: String, bad: String, dim: String };
const usual: Strictness = { strict: false, allowMissing: false };

function checked(state: CheckState, more: Partial<Checked> = {}): Checked {
  const origin = { piece: 'errors', language: 'python', package: 'acme', version: '0.1.0' };
  return { path: 'src/a.py', state, part: 'module', ...origin, ...more };
}

const failing = (strictness: Strictness): readonly CheckState[] =>
  (
    ['current', 'edited', 'outdated', 'edited and outdated', 'missing', 'out of step', 'conflicted'] as const
  ).filter((state) => isFailure(checked(state), strictness));

describe('the report of a check', () => {
  it('takes all but current and edited files for failures', () => {
    assert.deepEqual(failing(usual), [
      'outdated',
      'edited and outdated',
      'missing',
      'out of step',
      'conflicted',
    ]);
  });

  it('takes edited files for failures when it is strict', () => {
    assert.ok(failing({ ...usual, strict: true }).includes('edited'));
  });

  it('passes missing files over where they are allowed', () => {
    assert.ok(!failing({ ...usual, allowMissing: true }).includes('missing'));
  });

  it('lists what is not current, counts all, and says the next command', () => {
    const files = [checked('current'), checked('outdated'), checked('edited', { path: 'src/b.py' })];
    assert.deepEqual(describeChecked(files, usual, plain), [
      '           outdated  src/a.py',
      '             edited  src/b.py',
      '',
      '1 current, 1 edited, 1 outdated. Next: generator-chora update',
    ]);
  });

  it('says of an edit what it is, or why it cannot be made', () => {
    const exports = { piece: '', part: 'exports' };
    const files = [checked('out of step', exports), checked('out of step', { ...exports, reason: 'broken' })];
    const [what, why] = describeChecked(files, usual, plain);
    assert.match(`${what} ${why}`, /src\/a\.py {2}\(exports\) .*src\/a\.py {2}\(broken\)/);
  });

  it('says no next command where nothing has to be done', () => {
    assert.deepEqual(
      describeChecked([checked('current'), checked('edited')], usual, plain).at(-1),
      '1 current, 1 edited.',
    );
  });

  it('says what to do first where there are conflict markers', () => {
    const files = [checked('conflicted'), checked('outdated')];
    assert.match(describeChecked(files, usual, plain).at(-1) ?? '', /Resolve the merge/);
  });

  it('says that nothing is recorded', () => {
    assert.match(describeChecked([], usual, plain).join(), /^Nothing here is recorded/);
  });
});

describe('the annotations of a check', () => {
  it('name the file as GitHub counts its path', () => {
    assert.deepEqual(annotate([checked('missing')], 'backend'), [
      '::warning file=backend/src/a.py,title=generator-chora%3A module::src/a.py is missing',
    ]);
  });

  it('escape what would end a property, a message or the command', () => {
    const hostile = checked('outdated', { path: 'a,b:c%\r\n::error::x.py' });
    assert.deepEqual(annotate([hostile], ''), [
      '::warning file=a%2Cb%3Ac%25%0D%0A%3A%3Aerror%3A%3Ax.py,title=generator-chora%3A module::' +
        'a,b:c%25%0D%0A::error::x.py is outdated',
    ]);
  });
});
