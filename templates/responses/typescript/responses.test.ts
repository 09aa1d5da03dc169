import { describe, it } from 'node:test';

import { strict as assert } from 'node:assert';

import type { ErrorResponse } from '<%- importPath %>/responses.js';
import { Response } from '<%- importPath %>/responses.js';

/** Returns it without its time, which is that of the call. */
function withoutTime<Timed extends { readonly timestamp: number }>(
  build: () => Timed,
): Omit<Timed, 'timestamp'> {
  const { timestamp, ...rest } = build();
  // Clocks are set back now and then.
  assert.ok(Math.abs(timestamp - Date.now() / 1000) < 60);
  return rest;
}

const failure = (): ErrorResponse =>
  Response.error('not_found', "There is no 'b'.", {
    recoverable: false,
    details: { available: ['a'] },
  });

describe('Response', () => {
  it('holds what succeeded', () => {
    const listed = Response.success('listed', ['a', 'b'], { count: 2 });
    const data: string[] = listed.data;
    assert.deepEqual(
      withoutTime(() => listed),
      { status: 'success', action: 'listed', data, metadata: { count: 2 } },
    );
    assert.deepEqual(data, ['a', 'b']);
  });

  it('has no data and no metadata unless told', () => {
    const { data, metadata } = Response.success('created');
    assert.deepEqual([data, metadata], [null, {}]);
  });

  it('holds what failed', () => {
    assert.deepEqual(withoutTime(failure), {
      status: 'error',
      error_code: 'not_found',
      message: "There is no 'b'.",
      recoverable: false,
      details: { available: ['a'] },
    });
  });

  it('takes an error for one that the caller can do something about', () => {
    const { recoverable, details } = Response.error('denied', 'No.');
    assert.deepEqual([recoverable, details], [true, {}]);
  });

  it('holds what failed for some items, and counts them itself', () => {
    const items = { succeeded: ['a', 'b'], failed: [{ item: 'c' }] };
    const more = { failed_count: 9, by: 'me' };
    assert.deepEqual(
      withoutTime(() => Response.partial('deleted', items, more)),
      {
        status: 'partial',
        action: 'deleted',
        ...items,
        metadata: { by: 'me', succeeded_count: 2, failed_count: 1 },
      },
    );
    const { metadata } = Response.partial('sent', {
      succeeded: [],
      failed: [],
    });
    assert.deepEqual(metadata, { succeeded_count: 0, failed_count: 0 });
  });

  it('is told apart by its status, and its type follows', () => {
    const describeIt = (response: Response<string>): string => {
      if (response.status === 'success') return response.data;
      if (response.status === 'error') return response.error_code;
      return String(response.failed.length);
    };
    const partial = Response.partial('read', { succeeded: [], failed: [1] });
    const all = [Response.success('read', 'text'), failure(), partial];
    assert.deepEqual(all.map(describeIt), ['text', 'not_found', '1']);
  });

  it('gives back what it was given, through JSON, whatever the keys', () => {
    const metadata: unknown = JSON.parse('{"__proto__": {"a": 1}, "b": null}');
    const response = Response.partial(
      'read',
      { succeeded: [], failed: [] },
      metadata as Record<string, unknown>,
    );
    assert.equal(Object.hasOwn(response.metadata, '__proto__'), true);
    assert.deepEqual(JSON.parse(JSON.stringify(response)), response);
  });

  it('makes problem details of an error, and adds what it is given', () => {
    const error = failure();
    const members = { instance: '/users/7', type: '/problems/1' };
    assert.deepEqual(Response.toProblemDetails(error, 404, members), {
      type: '/problems/1',
      title: 'Not found',
      status: 404,
      detail: "There is no 'b'.",
      instance: '/users/7',
      error_code: 'not_found',
      recoverable: false,
      details: { available: ['a'] },
      timestamp: error.timestamp,
    });
    const { title, type } = Response.toProblemDetails(
      Response.error('', ''),
      500,
    );
    assert.deepEqual([title, type], ['', 'about:blank']);
  });

  it('makes a tool result that has the response twice, and the failure', () => {
    for (const response of [Response.success('read', { a: 1 }), failure()]) {
      const result = Response.toToolResult(response);
      assert.deepEqual(result.structuredContent, response);
      assert.equal(result.isError, response.status === 'error');
      const [text] = result.content;
      assert.equal(text?.type, 'text');
      assert.deepEqual(JSON.parse(text.text), response);
    }
  });
});
