/** Proves how a text takes on the style of a repository. */

import assert from 'node:assert/strict';
import { fitPage, fitTypeScript } from '../../../generators/languages/typescript/edit/fit.js';
import { typescript } from '../../../generators/languages/typescript/row.js';
import type { Project } from '../../../generators/types/project.js';
import { memoryTree } from '../../tree/memory-tree.js';

const tree = memoryTree({ 'tsconfig.json': '{}', 'src/a.ts': '' });
const [candidate] = typescript.packages(tree);
assert.ok(candidate);
const project = typescript.project(tree, candidate, {});
const write = (text: string, style: Partial<Project>) =>
  fitTypeScript(text, { ...project, importEnding: '.js', ...style });

describe('a text of ours', () => {
  it('has the endings of the imports here, also over several lines, and leaves those of packages', () => {
    const text =
      "import {\n  a, // A\n} from './a.js';\nexport * from '../b.js';\nawait import('./c.js');\nimport d from 'd.js';\n";
    const after =
      "import {\n  a, // A\n} from './a';\nexport * from '../b';\nawait import('./c');\nimport d from 'd.js';\n";
    assert.equal(write(text, { importEnding: '' }), after);
  });

  it('has an import in one line where that is long enough without an ending', () => {
    const long = (count: number) => `import {\n  a${'b'.repeat(count)},\n  c,\n} from './d.js';\n`;
    const fitting = 80 - "import { a, c } from './d';".length;
    const joined = `import { a${'b'.repeat(fitting)}, c } from './d';\n`;
    assert.equal(write(long(fitting), { importEnding: '' }), joined);
    assert.equal(
      write(long(fitting + 1), { importEnding: '' }),
      long(fitting + 1).replace("'./d.js'", "'./d'"),
    );
  });

  it('has the quotes here, where no other would be in the way', () => {
    assert.equal(
      write(`a('b', 'c "d"', "it's", \`'e'\`);\n`, { singleQuotes: false }),
      `a("b", 'c "d"', "it's", \`'e'\`);\n`,
    );
  });

  it('has no semicolons where there are none, but where a line would go on', () => {
    const text = 'a();\nb();\n[c].d();\ne();\n(f)();\nfor (;;) g();\nclass H {\n  i = 1;\n  j() {}\n}\n';
    const after = 'a()\nb();\n[c].d()\ne();\n(f)()\nfor (;;) g()\nclass H {\n  i = 1\n  j() {}\n}\n';
    assert.equal(write(text, { omitsSemicolons: true }), after);
  });

  it('has the quotes here around escapes, too, but for those of quotes', () => {
    assert.equal(
      write("a('\\n', '\\\\', 'b\\'c');\n", { singleQuotes: false }),
      'a("\\n", "\\\\", \'b\\\'c\');\n',
    );
  });

  it('has no semicolons before remarks either, but where the line after them would go on', () => {
    const text = 'a(); // b\n\n/** c */\n// d\ne();\n/* f */ (g)(); /* h */\ni();\n// j\n[k].l();\n';
    const after = 'a() // b\n\n/** c */\n// d\ne();\n/* f */ (g)(); /* h */\ni();\n// j\n[k].l()\n';
    assert.equal(write(text, { omitsSemicolons: true }), after);
  });

  it('has members of types without semicolons, too, where each is on a line of its own', () => {
    const text = 'interface A {\n  b: string;\n  c(): void;\n}\ntype D = { e: 1; f: 2 };\n';
    const after = 'interface A {\n  b: string\n  c(): void\n}\ntype D = { e: 1; f: 2 }\n';
    assert.equal(write(text, { omitsSemicolons: true }), after);
  });

  it('is indented as here, but for the inside of strings', () => {
    const text = 'class A {\n  /**\n   * b\n   */\n  c() {\n    return `\n  d`;\n  }\n}\n';
    const after = 'class A {\n\t/**\n\t * b\n\t */\n\tc() {\n\t\treturn `\n  d`;\n\t}\n}\n';
    assert.equal(write(text, { indent: '\t' }), after);
  });

  it('imports describe and it from the runner here, or not at all', () => {
    const text = "import { describe, it } from 'node:test';\nimport a from 'a';\n";
    assert.equal(
      write(text, { testImport: "import { describe, it } from 'vitest';" }),
      text.replace('node:test', 'vitest'),
    );
    assert.equal(write(text, { testImport: '' }), "import a from 'a';\n");
  });
});

describe('a page of ours', () => {
  it('has its code in the style here, and its prose as it is', () => {
    const text =
      "It's `a();`.\n\n```ts\nimport a from './a.js';\n\nb(() => {\n  a('c');\n});\n```\n\n  Code: 'd';\n";
    const style = { omitsSemicolons: true, singleQuotes: false, indent: '\t', importEnding: '' };
    assert.equal(
      fitPage(text, { ...project, ...style }),
      'It\'s `a();`.\n\n```ts\nimport a from "./a"\n\nb(() => {\n\ta("c")\n})\n```\n\n  Code: \'d\';\n',
    );
  });
});
