/** Proves what is read of programs of settings, none of which is run. */

import assert from 'node:assert/strict';
import { more, readExported, unread } from '../../../generators/languages/typescript/edit/literals.js';

describe('of a program of settings', () => {
  for (const [title, text, expected] of [
    [
      'an exported object is read',
      "export default { a: 'b', 'c-d': [1, true, null, `e`] };",
      { a: 'b', 'c-d': [1, true, null, 'e'] },
    ],
    ['what CommonJS exports is read', 'module.exports = { a: "\\\\.test\\\\.ts$" };', { a: '\\.test\\.ts$' }],
    ['what TypeScript exports by a sign is read', 'export = { a: 1 };', { a: 1 }],
    [
      'a name of the file is followed',
      "const a: string[] = ['b'];\nconst all: Config = { a };\nexport default all;",
      { a: ['b'] },
    ],
    ['types are passed over', 'export default <A>({ a: [1] as const } satisfies B);', { a: [1] }],
    ['a call gives what it is given', 'export default defineConfig({ a: 1 });', { a: 1 }],
    [
      'a function gives what it returns',
      'export default defineConfig(async () => { f(); return { a: 1 }; });',
      { a: 1 },
    ],
    [
      'an exported function gives what it returns',
      'export default function () { return { a: 1 }; }',
      { a: 1 },
    ],
    [
      'what functions in it return is not taken for its own',
      'export default defineConfig((env) => { const f = () => { return 1; }; return { a: 1, b() { return 2; } }; });',
      { a: 1, b: unread },
    ],
    [
      'what is merged is read as one',
      "export default mergeConfig({ test: { a: ['b'], c: 1 } }, { test: { a: ['d'] } });",
      { test: { a: ['b', 'd'], c: 1 } },
    ],
    [
      'what is spread from the same file is read',
      "const a = ['b'];\nexport default { ...{ c: 1 }, d: [...a, 'e'] };",
      { c: 1, d: ['b', 'e'] },
    ],
    [
      'something unknown in a list shows',
      "export default { a: [...b, 'c', d()] };",
      { a: [unread, 'c', unread] },
    ],
    [
      'something unknown in an object shows',
      'export default { ...a, b: c ? 1 : 2, [d]: 1, e() {} };',
      { [more]: unread, b: unread, e: unread },
    ],
    [
      'something unknown that is merged shows in all depths',
      'export default mergeConfig(a, { test: { b: 1 } });',
      { test: { b: 1, [more]: unread }, [more]: unread },
    ],
    ['a name that needs itself is not read', 'const a = { b: a };\nexport default a;', { b: unread }],
    [
      'a name that is there twice is not read',
      'const f = () => { const a = 1; };\nconst a = 2;\nexport default { a };',
      { a: unread },
    ],
    ['a text with code in it is not read', `export default { a: \`$\{b}/c\` };`, { a: unread }],
    [
      'a function with two ends is not read',
      'export default () => { if (a) return { a: 1 }; return { a: 2 }; };',
      unread,
    ],
    ['nothing exported is not read', 'const a = 1;', unread],
    [
      'the words of a hostile key are a key',
      'export default { "__proto__": { a: 1 } };',
      JSON.parse('{ "__proto__": { "a": 1 } }'),
    ],
  ] as const)
    it(title, () => assert.deepEqual(readExported(text), expected));
});
