/** Each mistake that is planted in a module has to be found by the exhaustive tests: `npm run test:mutants`. */

import assert from 'node:assert/strict';
import { outputOf } from '../acceptance/commands.js';
import { runOn } from '../exhaustive/run-on.js';
import { runTypescript } from '../exhaustive/run-typescript.js';
import { mutants } from './mutants.js';
import { mutants as typescriptMutants, utilityMutants } from './typescript-mutants.js';

describe('the exhaustive tests', () => {
  for (const { piece, what, from, to } of mutants) {
    it(`find, in ${piece}, ${what}`, async () => {
      const result = await runOn(piece, { from, to });
      assert.notEqual(result.status, 0, outputOf(result));
      assert.doesNotMatch(outputOf(result), /SyntaxError|IndentationError|NameError/);
    });
  }

  for (const [subject, planted] of [
    ['persistence', typescriptMutants],
    ['utilities', utilityMutants],
  ] as const) {
    for (const { what, from, to } of planted) {
      it(`find, in ${subject} in TypeScript, ${what}`, async () => {
        const result = await runTypescript(subject, [{ from, to }]);
        assert.notEqual(result.status, 0, outputOf(result));
        assert.doesNotMatch(outputOf(result), /SyntaxError|ReferenceError/);
      });
    }
  }
});
