/** The vectors that test/exhaustive/test_vectors.py holds Python to, held to the pieces in TypeScript. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utilities } from '../../generators/utils/command.js';
import { mustRun } from '../acceptance/commands.js';
import { repositoryRoot } from '../python/environment.js';
import { nodeOf } from '../typescript/nodes.js';
import { makeProject } from '../typescript/project.js';

/** `{type}` in a message stands for what the language calls the type of the value. */
const HEAD = `
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const vectors = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const camelCase = (name) => name.replaceAll(/_(.)/g, (_, letter) => letter.toUpperCase());
const fill = (text, { type }) => text.replace('{type}', () => type?.typescript ?? '{type}');
assert.ok(vectors.length > 0);
`;

const SCRIPTS = {
  errors: `
import { ErrorFormatter } from './errors.ts';

for (const vector of vectors)
  assert.equal(ErrorFormatter[camelCase(vector.call)](...vector.arguments), fill(vector.message, vector));
`,
  responses: `
import { Response } from './responses.ts';

const calls = {
  success: ({ action, data }, more) => Response.success(action, data, more),
  error: ({ error_code, message, recoverable }, details) =>
    Response.error(error_code, message, { recoverable, details }),
  partial: ({ action, ...items }, more) => Response.partial(action, items, more),
};

for (const vector of vectors) {
  const { timestamp, ...response } = calls[vector.call](vector.arguments, vector.more);
  assert.equal(typeof timestamp, 'number');
  assert.deepEqual(JSON.parse(JSON.stringify(response)), vector.response);
}
`,
  'problem-details': `
import { Response } from './responses.ts';

for (const { error, status, members, problem } of vectors)
  assert.deepEqual(Response.toProblemDetails(error, status, members), problem);
`,
  'kv-args': `
import { InputError, parseKvArgs } from './validation.ts';

for (const vector of vectors) {
  if (vector.pairs) assert.deepEqual(Object.entries(parseKvArgs(vector.args)), vector.pairs);
  else
    assert.throws(() => parseKvArgs(vector.args), (error) => {
      assert.ok(error instanceof InputError);
      const got = fill(vector.error, vector);
      assert.equal(error.message, "Parameter 'args' must be array of 'key=value' strings, got " + got);
      return true;
    });
}
`,
} as const;

describe('the vectors of the utilities hold for TypeScript:', () => {
  for (const [name, script] of Object.entries(SCRIPTS))
    it(name, async () => {
      const cwd = makeProject({ type: 'module', extension: '.ts', pieces: utilities });
      const file = join(cwd, 'src/vectors.mjs');
      writeFileSync(file, HEAD + script);
      await mustRun([nodeOf(24), file, join(repositoryRoot, `test/vectors/${name}.json`)], { cwd });
    });
});
