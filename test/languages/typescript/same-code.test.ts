/** Proves with the real formatters that formatting is no edit, and by mutants that everything else is one. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format, type Options } from 'prettier';
import { isSameTypeScript } from '../../../generators/languages/typescript/edit/same-code.js';
import { readTypeScript } from '../../../generators/languages/typescript/edit/source.js';
import { packageRoot, readTemplate } from '../../../generators/run/package-root.js';

const biome = join(packageRoot, 'node_modules/@biomejs/biome/bin/biome');
const folder = 'persistence/typescript';
const texts = readdirSync(join(packageRoot, 'templates', folder))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => [name, readTemplate(`${folder}/${name}`)] as const);

/** What the generated files have little of. */
const corners = `
import a, { type B, c } from './d.js';
type U = 'a' | 'b' | { readonly [key: string]: unknown } | ((x: number) => string);
const f = async (x: number, y = 1) => [x, (await c(x))?.d ?? (a as B), \`a \${x} b\`];
const g = (x) => x, h = ({ y }) => (y, 1);
for (let i = 0; i < 3; i += 1) if (f) g(i); else { h(g); }
class K<T> extends Map<string, T> { static #n = 1; get n(): number { return -(2 ** 3) + (1, 2); } }
export const quote = 'it\\'s "so"', other = "it's";
`;

const styles: readonly Options[] = [
  {},
  { singleQuote: true, semi: false, useTabs: true },
  { printWidth: 50, trailingComma: 'none', arrowParens: 'avoid', bracketSpacing: false },
  {
    printWidth: 140,
    tabWidth: 4,
    objectWrap: 'collapse',
    experimentalTernaries: true,
    experimentalOperatorPosition: 'start',
  },
];

describe('the same TypeScript', () => {
  for (const [name, text] of [...texts, ['corners.ts', corners] as const]) {
    for (const style of styles) {
      it(`is ${name} after Prettier with ${JSON.stringify(style)}`, async () => {
        const formatted = await format(text, { parser: 'typescript', ...style });
        assert.ok(isSameTypeScript(text, formatted), formatted);
      });
    }

    it(`is ${name} after Biome`, () => {
      const style = ['--line-width=60', '--indent-style=tab', '--javascript-formatter-quote-style=double'];
      const args = [biome, 'format', '--stdin-file-path=generators/a.ts', '--semicolons=as-needed', ...style];
      const formatted = execFileSync(process.execPath, args, {
        cwd: packageRoot,
        input: text,
        encoding: 'utf8',
      });
      assert.notEqual(formatted, text);
      assert.ok(isSameTypeScript(text, formatted), formatted);
    });

    it(`is ${name} with CRLF and a byte order mark`, () => {
      assert.ok(isSameTypeScript(text, `\uFEFF${text.replaceAll('\n', '\r\n')}`));
    });

    // Each word is a parse of the whole; the short ones have all that the long ones have.
    if (text.length > 3000) continue;

    it(`is not ${name} without any of its words`, () => {
      const kept: string[] = [];
      readTypeScript(text)
        .cursor()
        .iterate(({ name: kind, from, to, node }) => {
          if (node.firstChild !== null || !/\w/.test(text.slice(from, to))) return;
          const mutant = text.slice(0, from) + text.slice(to);
          if (isSameTypeScript(text, mutant)) kept.push(`${kind} ${text.slice(from, to)}`);
        });
      assert.deepEqual(kept, []);
    });
  }

  for (const [a, b] of [
    ['return\na', 'return a'],
    ['(a + b) * c', 'a + b * c'],
    ['(a?.b).c', 'a?.b.c'],
    ['[a, , b]', '[a, b]'],
    ['[,]', '[]'],
    ['for (;;) a', 'for (;) a'],
    ['`a  b`', '`a b`'],
    ["'a  b'", "'a b'"],
    ['// a', '// b'],
    ['if (a) {} b', 'if (a) {b}'],
    ['if (a); b', 'if (a) b'],
    ["import './a';\nimport './b';", "import './b';\nimport './a';"],
    ["import a from 'a';\nimport './b';", "import './b';\nimport a from 'a';"],
    ["import { a as b } from 'a';", "import { b as a } from 'a';"],
    ["import { a } from 'b';", "import { b } from 'a';"],
    ["import { type a, b } from 'a';", "import { a, type b } from 'a';"],
    ["import a from 'a';\nf();\nimport b from 'b';", "import b from 'b';\nf();\nimport a from 'a';"],
  ] as const) {
    it(`is not ${JSON.stringify(a)} for ${JSON.stringify(b)}`, () => {
      assert.ok(!isSameTypeScript(a, b));
    });
  }

  it('is another order of imports, and of the names in them', () => {
    const a =
      "import b, { type C, d } from './b.js';\nimport { e } from 'e';\n\nexport { f, g } from './f.js';\n";
    const b =
      "import { e } from 'e';\nimport b, { d, type C } from './b.js';\nexport { g, f } from './f.js';\n";
    assert.ok(isSameTypeScript(a, b));
  });
});
