import { describe, it } from 'node:test';

import { strict as assert } from 'node:assert';

import type { Name } from '<%- importPath %>/errors.js';
import { ErrorFormatter } from '<%- importPath %>/errors.js';

const { alreadyExists, invalidParameter, notFound } = ErrorFormatter;

describe('ErrorFormatter', () => {
  const searches: readonly [Name, Iterable<Name>, string][] = [
    ['venue', ['mars', 'venus'], " Did you mean 'venus'?"],
    ['HTTP', ['https', 'http'], " Did you mean one of: 'http', 'https'?"],
    ['prod', ['staging', 'production'], " Did you mean 'production'?"],
    ['pr', ['production'], ' Available servers: production'],
    ['abcdef', ['abcdxy', 'abcdex'], " Did you mean 'abcdex'?"],
    [1234, new Set([99, 1243]), " Did you mean '1243'?"],
    ['x', 'abcdefg', ' Available servers: a, b, c, d, e (and 2 more)'],
    ['', [''], ' Available servers: '],
    ['x', [], ''],
  ];
  for (const [id, available, expected] of searches) {
    it(`says of ${String(id)} what was probably meant:${expected}`, () => {
      const message = notFound('server', id, available);
      assert.equal(message, `Server '${String(id)}' not found.${expected}`);
    });
  }

  it('suggests no more than it is told, in the order given', () => {
    const jobs = ['job1', 'job2', 'job3', 'job4'];
    const search = (most?: number): string =>
      notFound('entry', 'job', jobs, most).replace(/^.*found\. /, '');
    assert.equal(search(), "Did you mean one of: 'job1', 'job2', 'job3'?");
    assert.equal(search(1), "Did you mean 'job1'?");
    for (const none of [0, -1]) {
      assert.equal(search(none), 'Available entries: job1, job2, job3, job4');
    }
  });

  for (const [type, expected] of [
    ['MCP server', "MCP server 'x' not found. Available MCP servers: a"],
    ['key', "Key 'x' not found. Available keys: a"],
    ['policy', "Policy 'x' not found. Available policies: a"],
    ['branch', "Branch 'x' not found. Available branches: a"],
    ['', " 'x' not found. Available s: a"],
  ] as const) {
    it(`makes a capital and a plural of "${type}"`, () => {
      assert.equal(notFound(type, 'x', ['a']), expected);
    });
  }

  it('says that a name is taken, and by which id if that is known', () => {
    const taken = "User 'alice' already exists";
    assert.equal(alreadyExists('user', 'alice'), `${taken}.`);
    assert.equal(alreadyExists('user', 'alice', 0), `${taken} (ID: 0).`);
  });

  it('names the type of a wrong value, and not the value', () => {
    const wrong = "Invalid parameter 'port': got";
    for (const [value, type] of [
      ['80', 'string'],
      [NaN, 'number'],
      [undefined, 'undefined'],
      [null, 'null'],
      [[80], 'array'],
      [{ constructor: 'hunter2' }, 'object'],
      [new Date(), 'Date'],
    ] as const) {
      const message = invalidParameter('port', value, 'integer');
      assert.equal(message, `${wrong} ${type}, expected integer`);
    }
    assert.equal(
      invalidParameter('port', 1.5, 'integer', 'no dot'),
      `${wrong} number, expected integer. Hint: no dot`,
    );
  });

  it('names fields that are missing, or cannot be together', () => {
    const { invalidCombination, missingRequiredField } = ErrorFormatter;
    const missing = "Missing required field 'name' in";
    assert.equal(missingRequiredField('name'), `${missing} request`);
    assert.equal(missingRequiredField('name', 'file'), `${missing} file`);
    assert.equal(
      invalidCombination('a', 'b', 'pick one'),
      "Invalid combination of 'a' and 'b': pick one",
    );
  });

  it('keeps names short and on one line, whoever gave them', () => {
    assert.equal(
      notFound('user', 'a\n\u001b\u0085', ['🙂'.repeat(101)]),
      "User 'a\\x0a\\x1b\\x85' not found. " +
        `Available users: ${'🙂'.repeat(97)}...`,
    );
    const longest = '🙂'.repeat(100);
    assert.match(alreadyExists('user', longest), new RegExp(`'${longest}'`));
  });
});
