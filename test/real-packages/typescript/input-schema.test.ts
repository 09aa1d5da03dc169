/** Input that a schema of zod, valibot or arktype describes: the function gets its type, callers see what it takes. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type } from 'arktype';
import * as v from 'valibot';
import { z } from 'zod';
import { InputError, InputFormat, normalizeInput } from './validation.ts';

const format = InputFormat.objectOrJson;
const start = ({ params }: { params: { port: number } }): number => params.port;

const wrapped = {
  zod: normalizeInput(start, { params: { format, schema: z.object({ port: z.number() }) } }),
  valibot: normalizeInput(start, { params: { format, schema: v.object({ port: v.number() }) } }),
  arktype: normalizeInput(start, { params: { format, schema: type({ port: 'number' }) } }),
};

describe('a schema of', () => {
  for (const [name, call] of Object.entries(wrapped)) {
    it(`${name} passes what fits, as an object and as text`, () => {
      assert.equal(call({ params: { port: 80 } }), 80);
      assert.equal(call({ params: '{"port": 81}' }), 81);
    });

    it(`${name} has the place of what does not fit named, and no value`, () => {
      const message = "Parameter 'params' is not valid at port";
      assert.throws(() => call({ params: '{"port": "hunter2"}' }), new InputError(message));
    });

    it(`${name} lets nothing else pass the compiler`, () => {
      // @ts-expect-error A port is a number.
      assert.throws(() => call({ params: { port: '80' } }), InputError);
      // @ts-expect-error Pairs are another format.
      assert.throws(() => call({ params: ['port=80'] }), InputError);
    });
  }

  it('zod that converts takes what it takes, and the function gets what it makes', () => {
    const schema = z.object({ port: z.coerce.number<string>() });
    const call = normalizeInput(start, { params: { format: InputFormat.objectOrKv, schema } });
    assert.equal(call({ params: { port: '80' } }), 80);
    assert.equal(call({ params: ['port=80'] }), 80);
  });

  it('another type than that of the parameter does not pass the compiler, nor none where one is needed', () => {
    // @ts-expect-error The function needs a number.
    normalizeInput(start, { params: { format, schema: z.object({ port: z.string() }) } });
    // @ts-expect-error JSON text makes any object.
    normalizeInput(start, { params: format });
    // @ts-expect-error There is no such parameter.
    normalizeInput(start, { param: InputFormat.objectOnly });
  });
});
