/** What the generated tests of the utilities in TypeScript leave out: hostile and huge input, every format with every type. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { ErrorFormatter } from './errors.ts';
import { Response } from './responses.ts';
import { InputError, InputFormat, normalizeInput, parseKvArgs } from './validation.ts';

const HUGE = 'k'.repeat(1_000_000);
const formats = Object.values(InputFormat);
const takes = {
  objectOnly: ['object'],
  objectOrJson: ['object', 'text'],
  kvPairs: ['pairs'],
  objectOrKv: ['object', 'pairs'],
};

const normalize = (format, value) => normalizeInput(({ value }) => value, { value: format })({ value });

function refusal(call) {
  let message;
  assert.throws(call, (error) => {
    assert.ok(error instanceof InputError);
    ({ message } = error);
    return true;
  });
  return message;
}

describe('every format', () => {
  const values = [
    ['object', {}],
    ['object', Object.create(null)],
    ['object', new (class Own {})()],
    ['object', runInNewContext('({})')],
    ['text', '{}'],
    ['pairs', []],
    ['pairs', runInNewContext('[]')],
    ...[new Map(), new Date(), /a/, new Error('a'), Buffer.from('{}'), Promise.resolve(), new Proxy([], {})],
    ...[() => ({}), class {}, 1, 1n, NaN, true, Symbol('a'), new String('{}')],
  ].map((entry) => (Array.isArray(entry) && entry.length === 2 ? entry : ['other', entry]));

  for (const format of formats)
    it(`takes ${takes[format].join(' and ')}, and names the type of all else: ${format}`, () => {
      for (const [kind, value] of values) {
        const isProxy = kind === 'other' && Array.isArray(value);
        if (takes[format].includes(kind) || (isProxy && takes[format].includes('pairs')))
          assert.equal(JSON.stringify(normalize(format, value)), '{}');
        else
          assert.match(
            refusal(() => normalize(format, value)),
            /^Parameter 'value' must be .*, got \w+$/,
          );
      }
    });

  it('hands on an object, and not a copy', () => {
    for (const format of ['objectOnly', 'objectOrJson', 'objectOrKv']) {
      const value = { a: 1 };
      assert.equal(normalize(format, value), value);
    }
  });
});

describe('JSON text', () => {
  const texts = [
    '{"a": {"a": [1, -1.5, 1e300, null, true, "é\\u0000\\ud83d\\ude42", {}]}, "": 9007199254740991}',
    '{"{\\"a\\": 1}": "}", "\\\\": "\\\\\\"", "b": ["{", "1e999", "9007199254740993"]}',
    '{"a": {"b": {"c": 1}, "a": {"b": {}}}, "b": {"c": {"a": 1}}}',
    '{"constructor": 1, "toString": 2, "hasOwnProperty": 3, "prototype": {"__proto": 4}}',
    '{"a": -0, "b": 0.1, "c": 1e-400, "d": -9007199254740991}',
    `{"a": "${'\\"'.repeat(5_000_000)}"}`,
    `{"a": "${HUGE}", "${HUGE}": 1}`,
    `{"a": 1${' '.repeat(1_000_000)}}`,
  ];
  for (const text of texts)
    it(`is read as JSON.parse does: ${text.slice(0, 30)}`, () =>
      assert.deepEqual(normalize('objectOrJson', text), JSON.parse(text)));

  it('may be nested as deep as JSON.parse goes', () => {
    const text = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
    assert.equal(typeof normalize('objectOrJson', text), 'object');
  });

  for (const [text, got] of [
    ['{"a": 1, "b": [{"c": {"d": 1, "d": 1}}]}', "JSON with key 'd' more than once"],
    ['{"\\"": 1, "\\u0022": 1}', "JSON with key '\"' more than once"],
    ['{"a": [1, {"__proto__": 1}]}', "JSON with key '__proto__'"],
    ['{"\\u005f_proto__": 1}', "JSON with key '__proto__'"],
    ['{"a": -1e999}', 'JSON with a number that would change'],
    ['{"a": -9007199254740993}', 'JSON with a number that would change'],
    [`{"a": ${'9'.repeat(1_000_000)}}`, 'JSON with a number that would change'],
    ['\u2028', 'an empty string'],
    ['"{}"', 'JSON string'],
    ['1', 'JSON number'],
    ['{"a": 1} x', 'invalid JSON'],
    ["{'a': 1}", 'invalid JSON'],
    ['{"a": 1,}', 'invalid JSON'],
    ['{"a": Infinity}', 'invalid JSON'],
    [HUGE, 'invalid JSON'],
  ])
    it(`that would lose data is refused: ${text.slice(0, 40)}`, () =>
      assert.equal(
        refusal(() => normalize('objectOrJson', text)),
        `Parameter 'value' must be object or JSON object text, got ${got}`,
      ));
});

describe('messages', () => {
  it('are a line, whatever comes in', () => {
    const hostile = `\u001b[31m\r\n${HUGE}`;
    const name = JSON.stringify(hostile);
    for (const [format, value] of [
      ['objectOrJson', `{${name}: 1, ${name}: 2}`],
      ['objectOrJson', hostile],
      ['kvPairs', [`x${hostile}=1`, `x${hostile}=2`]],
      ['kvPairs', [hostile]],
    ]) {
      const message = refusal(() => normalize(format, value));
      assert.ok(message.length < 300);
      assert.doesNotMatch(message, /\p{Cc}/u);
    }
  });

  it('never show what may be a secret', () => {
    const secrets = ['token:hunter2', 'hunter2', '=hunter2', ' = hunter2', '\nhunter2\n', '{"a": hunter2}'];
    for (const secret of secrets) {
      assert.doesNotMatch(
        refusal(() => parseKvArgs(['a=1', secret])),
        /hunter2/,
      );
      assert.doesNotMatch(
        refusal(() => normalize('objectOrJson', secret)),
        /hunter2/,
      );
    }
  });

  it('of a schema name a few places, and nothing that it says', () => {
    const path = [HUGE, Symbol('a'), 0, { key: 'b\n' }];
    const issues = Array.from({ length: 1000 }, (_, index) => ({
      message: 'hunter2',
      path: [index, ...path],
    }));
    const schema = { '~standard': { version: 1, vendor: 'a', validate: () => ({ issues }) } };
    const call = normalizeInput(({ value }) => value, { value: { format: 'objectOnly', schema } });
    const message = refusal(() => call({ value: {} }));
    assert.ok(message.length < 600);
    assert.doesNotMatch(message, /hunter2|\n/);
  });
});

describe('ErrorFormatter', () => {
  it('suggests among very many and very long names, and takes its time for none', () => {
    const names = Array.from({ length: 200_000 }, (_, index) => `name-${String(index)}`);
    assert.match(ErrorFormatter.notFound('job', 'nane-77', names, 1), /Did you mean 'name-77'\?$/);
    const message = ErrorFormatter.notFound('job', HUGE, [`${HUGE}a`, `x${HUGE}`]);
    assert.ok(message.length < 500);
  });

  it('takes names of properties that every object has', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    assert.match(ErrorFormatter.notFound('key', 'constructr', names), /Did you mean 'constructor'\?$/);
    assert.match(ErrorFormatter.notFound('key', '__proto__', []), /^Key '__proto__' not found\.$/);
  });
});

describe('Response', () => {
  it('keeps keys that every object has, and sets no prototype', () => {
    const members = JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": 1}');
    const error = Response.error('a', 'b', { details: members });
    for (const made of [
      Response.partial('a', { succeeded: [], failed: [] }, members).metadata,
      Response.toProblemDetails(error, 400, members),
    ]) {
      assert.equal(made.isAdmin, undefined);
      assert.deepEqual(Object.keys(made).includes('__proto__'), true);
    }
  });
});
