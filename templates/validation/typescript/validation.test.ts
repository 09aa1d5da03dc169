import { describe, it } from 'node:test';

import { strict as assert } from 'node:assert';

import type { StandardSchema } from '<%- importPath %>/validation.js';
import {
  InputError,
  InputFormat,
  normalizeInput,
  parseKvArgs,
} from '<%- importPath %>/validation.js';

type Settings = Record<string, unknown>;

/** Returns what a function gets that is called with the value. */
function normalize(format: InputFormat, value: unknown): unknown {
  const echo = normalizeInput(({ params }: { params: unknown }) => params, {
    params: format,
  });
  return echo({ params: value });
}

function assertRefused(call: () => unknown, message: string): void {
  assert.throws(call, (error) => {
    assert.ok(error instanceof InputError);
    assert.equal(error.name, 'InputError');
    assert.equal(error.message, message);
    return true;
  });
}

/** A schema as libraries have it: a port as text becomes a number. */
const portSchema: StandardSchema<{ port: string }, { port: number }> = {
  '~standard': {
    version: 1,
    validate: (value) => {
      const port = Number((value as { port?: string }).port);
      if (port > 0) return { value: { port } };
      const message = 'hunter2 is no port';
      return {
        issues: [
          { message, path: ['port', { key: 'a\nb' }] },
          { message, path: [] },
          { message },
        ],
      };
    },
  },
};

const { objectOnly, objectOrJson, kvPairs, objectOrKv } = InputFormat;
const object = { a: [1] };
const notObject = "Parameter 'params' must be object, got";
const notJson = "Parameter 'params' must be object or JSON object text, got";
const notPairs = "Parameter 'params' must be array of 'key=value' strings, got";
const neither =
  "Parameter 'params' must be object or array of 'key=value' strings, got";

describe('normalizeInput', () => {
  it('makes an object of what the format takes', () => {
    for (const [format, value, expected] of [
      [objectOnly, object, object],
      [objectOrJson, object, object],
      [objectOrJson, ' {"a": [1.5, true, "\\"{"]}', { a: [1.5, true, '"{'] }],
      [kvPairs, [' a = b=c ', 'd='], { a: 'b=c', d: '' }],
      [objectOrKv, object, object],
      [objectOrKv, ['a=1'], { a: '1' }],
    ] as const) {
      assert.deepEqual(normalize(format, value), expected);
    }
  });

  it('refuses other types, and names them', () => {
    for (const [format, value, message] of [
      [objectOnly, '{}', `${notObject} string`],
      [objectOnly, () => ({}), `${notObject} function`],
      [objectOrJson, ['{}'], `${notJson} array`],
      [objectOrJson, new Date(), `${notJson} Date`],
      [kvPairs, 'a=1', `${notPairs} string`],
      [kvPairs, NaN, `${notPairs} number`],
      [objectOrKv, new Set(['a=1']), `${neither} Set`],
    ] as const) {
      assertRefused(() => normalize(format, value), message);
    }
  });

  it('refuses text that is no JSON object, or would lose data', () => {
    for (const [text, got] of [
      [' \n', 'an empty string'],
      ['password:hunter2', 'invalid JSON'],
      ['{"a": NaN}', 'invalid JSON'],
      ['[1]', 'JSON array'],
      ['null', 'JSON null'],
      ['{"a": 1e999}', 'JSON with a number that would change'],
      ['{"a": 9007199254740993}', 'JSON with a number that would change'],
      ['{"a": {"b": 1, "\\u0062": 2}}', "JSON with key 'b' more than once"],
      ['{"__proto__": {"a": 1}}', "JSON with key '__proto__'"],
    ] as const) {
      assertRefused(() => normalize(objectOrJson, text), `${notJson} ${got}`);
    }
  });

  it('reads the same key in two objects', () => {
    const text = '{"a": [{"b": 1}, {"b": -2e3}], "b": 2}';
    assert.deepEqual(normalize(objectOrJson, text), JSON.parse(text));
  });

  it('refuses items that are no pairs, and never shows one', () => {
    for (const [items, got] of [
      [['a=1', 'token:hunter2'], "no '=' in item 2"],
      [[{ token: 'hunter2' }], 'object in item 1'],
      [['a=1', ' =hunter2'], 'an empty key in item 2'],
      [['a=1', 'a =2'], "key 'a' more than once"],
    ] as const) {
      assertRefused(() => normalize(kvPairs, items), `${notPairs} ${got}`);
    }
  });

  it('shows keys on one line, and the beginning of long ones', () => {
    const key = `\n${'🙂'.repeat(50)}`;
    const shown = `\\x0a${'🙂'.repeat(39)}`;
    const message = `${notJson} JSON with key '${shown}' more than once`;
    const name = JSON.stringify(key);
    const text = `{${name}: 1, ${name}: 2}`;
    assertRefused(() => normalize(objectOrJson, text), message);
  });

  it('leaves other parameters, absent ones, `this` and the result alone', () => {
    const host = { port: 80 };
    const describeIt = normalizeInput(
      function (
        this: { port: number },
        args: { name: string; params?: Settings | null },
        more: number,
      ): unknown[] {
        return [this.port, more, args];
      },
      { params: objectOrJson },
    );
    const call = (...all: Parameters<typeof describeIt>): unknown =>
      Reflect.apply(describeIt, host, all);
    assert.deepEqual(call({ name: '{}' }, 1), [80, 1, { name: '{}' }]);
    const absent: { name: string; params: Settings | null } = {
      name: 'a',
      params: null,
    };
    assert.deepEqual(call(absent, 2), [80, 2, absent]);
    const given = { name: 'a', params: '{"b": 1}' };
    assert.deepEqual(call(given, 3), [80, 3, { name: 'a', params: { b: 1 } }]);
    assert.equal(given.params, '{"b": 1}');
  });

  it('keeps the name and the length of the function', () => {
    function start(args: { params: Settings }, more: number): unknown {
      return [args, more];
    }
    const wrapped = normalizeInput(start, { params: objectOnly });
    assert.deepEqual([wrapped.name, wrapped.length], ['start', 2]);
  });

  it('rejects the promise of an async function', async () => {
    const count = normalizeInput(
      async ({ params }: { params: Settings }): Promise<number> =>
        Promise.resolve(Object.keys(params).length),
      { params: objectOrJson },
    );
    assert.equal(await count({ params: '{"a": 1}' }), 1);
    const promise = count({ params: '[]' });
    await assert.rejects(promise, InputError);
  });

  it('hands on what a schema makes, and takes what it takes', () => {
    const getPort = normalizeInput(
      ({ params }: { params: { port: number } }): number => params.port,
      { params: { format: objectOrJson, schema: portSchema } },
    );
    assert.equal(getPort({ params: '{"port": "80"}' }), 80);
    assert.equal(getPort({ params: { port: '81' } }), 81);
    assertRefused(
      () => getPort({ params: { port: 'hunter2' } }),
      "Parameter 'params' is not valid at port.a\\x0ab, the top",
    );
  });

  it('refuses a format that there is not, and a schema that needs time', () => {
    const echo = ({ params }: { params: unknown }): unknown => params;
    const format = 'json' as InputFormat;
    assert.throws(() => normalizeInput(echo, { params: format }), {
      name: 'TypeError',
      message: "normalizeInput: 'params' has no such format",
    });
    const schema: StandardSchema = {
      '~standard': {
        version: 1,
        validate: async (value) => Promise.resolve({ value }),
      },
    };
    const wrapped = normalizeInput(echo, {
      params: { format: objectOnly, schema },
    });
    assert.throws(() => wrapped({ params: {} }), {
      name: 'TypeError',
      message: "the schema of 'params' is asynchronous",
    });
  });
});

describe('parseKvArgs', () => {
  it('reads values as text, whatever their keys, in the order given', () => {
    const parsed = parseKvArgs(['filter=a=b', '__proto__= J D ']);
    assert.deepEqual(Object.entries(parsed), [
      ['filter', 'a=b'],
      ['__proto__', 'J D'],
    ]);
    assert.equal(Object.getPrototypeOf(parsed), Object.prototype);
  });

  it('calls its parameter args where it refuses something', () => {
    assertRefused(
      () => parseKvArgs(['token:hunter2']),
      "Parameter 'args' must be array of 'key=value' strings, got " +
        "no '=' in item 1",
    );
  });
});
