/** Proves with the real tools that formatting is no edit, and by mutants that everything else is one. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSamePython } from '../../../generators/languages/python/edit/same-code.js';
import { type PythonNode, readPython } from '../../../generators/languages/python/edit/source.js';
import { mustRun } from '../../acceptance/commands.js';
import { makeScratch } from '../../acceptance/scratch.js';
import { pythonEnvironment, withTools } from '../../python/environment.js';
import { addPieces, makeRepository } from './habits.js';

const ruffFormat = ['ruff', 'format', '--quiet', '--no-cache', '--isolated'];
const ruffSort = [
  'ruff',
  'check',
  '--quiet',
  '--no-cache',
  '--isolated',
  '--select',
  'I',
  '--fix-only',
  '--exit-zero',
];
const black = ['black', '--quiet', '--workers', '1'];
const isort = ['isort', '--quiet'];
const set = (...settings: readonly string[]) => settings.flatMap((setting) => ['--config', setting]);

const tools: readonly (readonly string[])[] = [
  ...['60', '79'].map((length) => [...ruffFormat, '--line-length', length]),
  [...ruffFormat, ...set('format.quote-style="single"', 'format.indent-style="tab"', 'line-length=110')],
  [
    ...ruffFormat,
    ...set('format.skip-magic-trailing-comma=true', 'format.line-ending="cr-lf"', 'indent-width=2'),
  ],
  [...ruffFormat, ...set('format.docstring-code-format=true', 'format.docstring-code-line-length=40')],
  [...ruffFormat, ...set('format.preview=true', 'target-version="py313"', 'line-length=70')],
  [...black, '--line-length', '60'],
  [...black, '--line-length', '110', '--skip-magic-trailing-comma', '--skip-string-normalization'],
  [...black, '--line-length', '66', '--unstable', '--preview'],
  isort,
  ...['google', 'plone', 'attrs', 'appnexus'].map((profile) => [...isort, '--profile', profile]),
  [...isort, '-m', '2', '-l', '60', '--ls'],
  [...ruffSort, ...set('lint.isort.force-single-line=true', 'lint.isort.order-by-type=false')],
  [
    ...ruffSort,
    ...set('lint.isort.case-sensitive=true', 'lint.isort.no-sections=true', 'lint.isort.from-first=true'),
  ],
];

/** What stays the same: text, and other text that means the same. */
const sames: readonly (readonly [string, string, string])[] = [
  ['the line endings and the mark of Windows', 'x = 1\ny = 2\n', '\uFEFFx = 1\r\ny = 2\r\n'],
  ['quotes around quotes', 'x = "it\\"s"\n', "x = 'it\"s'\n"],
  ['a string that is split', 'x = "a {b}" f"{c}"\n', 'x = f"a {{b}}{c}"\n'],
  ['parentheses around a whole value', 'x = a if b else c\n', 'x = (\n    a if b else c\n)\n'],
  ['parentheses around targets', 'for (a, b) in c:\n    pass\n', 'for a, b in c:\n    pass\n'],
  ['managers in parentheses', 'with a as b, c:\n    pass\n', 'with (\n    a as b,\n    c,\n):\n    pass\n'],
  ['parentheses around tuples', 'x, y = (a, b), c\n', 'x, y = (\n    (a, b),\n    c,\n)\n'],
  ['a last comma', 'f(a, b)\nx[a, b]\n', 'f(\n    a,\n    b,\n)\nx[\n    a,\n    b,\n]\n'],
  ['the order of imports', 'import b\nimport a\n', 'import a\nimport b\n'],
  ['imports that are joined', 'from a import b\nfrom a import c\n', 'from a import (\n    c, b\n)\n'],
  [
    'a docstring that is indented anew',
    'def f():\n    """A.\n\n    B.\n    """\n',
    'def f():\n\t"""A.\n\n\tB."""\n',
  ],
];

const differences: readonly (readonly [string, string, string])[] = [
  ['another name in an import', 'from a import b\n', 'from a import c\n'],
  ['an import under another name', 'import a\n', 'import a as b\n'],
  ['an import from the package around', 'from .a import b\n', 'from ..a import b\n'],
  ['an import more', 'import a\n', 'import a\nimport b\n'],
  ['a remark', 'x = 1\n', 'x = 1  # why\n'],
  ['a remark among imports', 'import a\nimport b\n', 'import a  # noqa: F401\nimport b\n'],
  ['an edited remark', 'x = 1  # why\n', 'x = 1  # how\n'],
  ['a word of a docstring', '"""Say what."""\n', '"""Say why."""\n'],
  ['a blank in a string', 'x = "a b"\n', 'x = "a  b"\n'],
  ['other quotes in a string', 'x = "say \'a\'"\n', 'x = \'say "a"\'\n'],
  ['the end of a line in a string', 'x = """a\nb"""\n', 'x = """a\n\nb"""\n'],
  ['an f-string that was none', 'x = "{a}"\n', 'x = f"{a}"\n'],
  ['a raw string that was none', 'x = "\\\\d"\n', 'x = r"\\\\d"\n'],
  ['parentheses that change a comparison', 'x = (a < b) == c\n', 'x = a < b == c\n'],
  ['parentheses that change a sum', 'x = (a + b) * c\n', 'x = a + b * c\n'],
  ['parentheses that change a condition', 'x = a and (b or c)\n', 'x = a and b or c\n'],
  ['parentheses that change a negation', 'x = not (a and b)\n', 'x = not a and b\n'],
  ['a call', 'x = f\n', 'x = f()\n'],
  ['a tuple', 'x = (a)\n', 'x = (a,)\n'],
  ['a tuple in brackets', 'x = y[a]\n', 'x = y[a,]\n'],
  ['tuples within a tuple', 'x = (a, (b, c))\n', 'x = (a, b, c)\n'],
  ['a tuple within a bare one', 'x = (a, b), c\n', 'x = a, b, c\n'],
  ['a tuple that is passed', 'f((a, b))\n', 'f(a, b)\n'],
  ['a statement in another block', 'if a:\n    b()\n    c()\n', 'if a:\n    b()\nc()\n'],
  ['two statements in another order', 'a()\nb()\n', 'b()\na()\n'],
  ['a colon more', 'x = a[b:c]\n', 'x = a[b::c]\n'],
  ['text that is no Python', 'x = 1\n', 'x = 1\n<<<<<<< ours\n'],
];

describe('a Python file', () => {
  let folder: string;
  let texts: ReadonlyMap<string, string>;

  before(async () => {
    pythonEnvironment();
    const repository = makeRepository({
      'pyproject.toml': '[project]\nname = "acme"\nrequires-python = ">=3.10"\n',
    });
    await addPieces(repository, false);
    const dirs = ['src/acme/utils', 'tests/utils'].map((dir) => join(repository, dir));
    const paths = dirs.flatMap((dir) => readdirSync(dir).map((name) => join(dir, name)));
    texts = new Map(paths.map((path) => [path.split('/').at(-1) ?? '', readFileSync(path, 'utf8')]));
    folder = makeScratch('same');
  });

  for (const command of tools) {
    it(`is the same after ${command.join(' ')}`, async () => {
      // black takes a second for each thousand lines.
      const names = [...texts.keys()].filter((name) => command[0] !== 'black' || !name.startsWith('test_'));
      for (const name of names) writeFileSync(join(folder, name), texts.get(name) ?? '');
      await mustRun([...command, ...names], { cwd: folder, env: withTools() });
      const read = (name: string) => readFileSync(join(folder, name), 'utf8');
      assert.ok(
        names.some((name) => read(name) !== texts.get(name)),
        'the tool changes something',
      );
      assert.deepEqual(
        names.filter((name) => !isSamePython(read(name), texts.get(name) ?? '')),
        [],
      );
    });
  }

  for (const [what, a, b] of sames) it(`is the same with ${what}`, () => assert.ok(isSamePython(a, b)));

  for (const [what, a, b] of differences) it(`is another with ${what}`, () => assert.ok(!isSamePython(a, b)));

  it('is another with any of its names, numbers, operators and strings changed', () => {
    const unseen = [...texts].flatMap(([name, text]) =>
      listLeaves(text)
        .filter((_, index) => index % 300 === 0)
        .filter(({ from, to }) => isSamePython(text, `${text.slice(0, from)}x9${text.slice(to)}`))
        .map(({ from, to }) => `${name}: ${text.slice(from, to)}`),
    );
    assert.deepEqual(unseen, []);
  });
});

/** The tokens that say something. */
function listLeaves(text: string): readonly PythonNode[] {
  const found: PythonNode[] = [];
  readPython(text, '')
    .top.cursor()
    .iterate(({ node }) => {
      if (/^(VariableName|PropertyName|Number|ArithOp|CompareOp|Boolean|String)$/.test(node.name))
        found.push(node);
    });
  return found;
}
