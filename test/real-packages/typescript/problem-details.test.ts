/** Errors as problem details (RFC 9457), through fastify. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FastifyInstance, fastify } from 'fastify';
import { Response } from './responses.ts';

const MEDIA_TYPE = 'application/problem+json';

class NoServerError extends Error {}

function makeServer(): FastifyInstance {
  const app = fastify();
  app.get<{ Params: { name: string } }>('/servers/:name', ({ params: { name } }) => {
    if (name !== 'venus') throw new NoServerError(`There is no server '${name}'.`);
    return Response.success('read', 80);
  });
  app.setErrorHandler((error: Error, { url }, reply) => {
    const isMissing = error instanceof NoServerError;
    const response = Response.error(isMissing ? 'not_found' : 'failed', error.message, {
      details: { available: ['venus'] },
    });
    const problem = Response.toProblemDetails(response, isMissing ? 404 : 500, { instance: url });
    return reply.code(problem.status).type(MEDIA_TYPE).send(problem);
  });
  return app;
}

describe('fastify', () => {
  it('sends an error as a problem: status, media type and members', async () => {
    const app = makeServer();
    try {
      const url = await app.listen({ port: 0, host: '127.0.0.1' });
      const response = await fetch(`${url}/servers/mars`);
      assert.equal(response.status, 404);
      assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json(;|$)/);
      const { timestamp, ...problem } = (await response.json()) as Record<string, unknown>;
      assert.equal(typeof timestamp, 'number');
      assert.deepEqual(problem, {
        type: 'about:blank',
        title: 'Not found',
        status: 404,
        detail: "There is no server 'mars'.",
        instance: '/servers/mars',
        error_code: 'not_found',
        recoverable: true,
        details: { available: ['venus'] },
      });
    } finally {
      await app.close();
    }
  });

  it('sends what is no error as ever', async () => {
    const { statusCode, headers, body } = await makeServer().inject('/servers/venus');
    assert.equal(statusCode, 200);
    assert.match(String(headers['content-type']), /^application\/json(;|$)/);
    assert.equal((JSON.parse(body) as { data: unknown }).data, 80);
  });
});
