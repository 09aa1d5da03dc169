/** Proves the edits of an `index.ts`. */

import assert from 'node:assert/strict';
import { addTypeScriptExports } from '../../../generators/languages/typescript/edit/exports.js';

const change = {
  kind: 'add-exports',
  path: 'src/utils/index.ts',
  exports: [{ module: 'state', names: ['A', 'B'] }],
} as const;
const add = (text: string, style = {}) => addTypeScriptExports(text, change, style);

describe('an index.ts', () => {
  for (const [title, before, after] of [
    [
      'gets a line at its end',
      "export * from './a.js';\n",
      "export * from './a.js';\nexport { A, B } from './state.js';\n",
    ],
    [
      'gets the end of its last line first',
      'const a = 1;',
      "const a = 1;\nexport { A, B } from './state.js';\n",
    ],
    ['keeps its line endings', 'const a = 1;\r\n', "const a = 1;\r\nexport { A, B } from './state.js';\r\n"],
    [
      'keeps its byte order mark',
      '\uFEFFconst a = 1;\n',
      "\uFEFFconst a = 1;\nexport { A, B } from './state.js';\n",
    ],
    ['is left alone where all is exported', "export * from './state';\n", "export * from './state';\n"],
    [
      'is left alone where the names are exported',
      'export { B, A } from "./state.ts"\n',
      'export { B, A } from "./state.ts"\n',
    ],
    [
      'gets the names that are missing into the braces',
      "export { A } from './state.js';\n",
      "export { A, B } from './state.js';\n",
    ],
    [
      'keeps a last comma in the braces',
      "export {\n  A,\n} from './state.js';\n",
      "export {\n  A, B\n} from './state.js';\n",
    ],
    [
      'keeps what the parser does not know',
      "export { type C as D } from './c.js';\n",
      "export { type C as D } from './c.js';\nexport { A, B } from './state.js';\n",
    ],
    [
      'gets no classes into a list of types',
      "export type { C } from './state.js';\n",
      "export type { C } from './state.js';\nexport { A, B } from './state.js';\n",
    ],
    [
      'counts a namespace as none of the names',
      "export * as state from './state.js';\n",
      "export * as state from './state.js';\nexport { A, B } from './state.js';\n",
    ],
  ] as const) {
    it(title, () => {
      assert.equal(add(before), after);
      assert.equal(add(after), after);
    });
  }

  it('is written in the style of the project', () => {
    const style = { importEnding: '', singleQuotes: false, omitsSemicolons: true };
    assert.equal(add('', style), 'export { A, B } from "./state"\n');
  });

  for (const text of [
    'export class A {}\n',
    "export { A } from './other.js';\n",
    "import { C } from './other.js';\nexport { C as A };\n",
    'export const A = 1, C = 2;\n',
    'export type A = string;\n',
  ]) {
    it(`is refused where it exports one of the names from elsewhere: ${text.trim()}`, () => {
      assert.throws(() => add(text), /src\/utils\/index\.ts exports A already, and not from \.\/state/);
    });
  }
});
