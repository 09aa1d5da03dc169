/** Proves the edits of `__init__.py` by folders of input, expected output and options. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportStyle } from '../../../generators/languages/python/edit/eager-exports.js';
import { addPythonExports } from '../../../generators/languages/python/edit/exports.js';
import type { ModuleExports } from '../../../generators/types/change.js';
import { UserError } from '../../../generators/types/user-error.js';
import { fixturesDir } from '../fixtures-dir.js';

interface Options {
  readonly exports: readonly ModuleExports[];
  readonly style?: Partial<ExportStyle>;
  readonly error?: string;
}

const defaults: ExportStyle = {
  importPath: 'acme.utils',
  packageName: 'acme',
  lineLength: 88,
  absoluteImports: false,
};
const casesDir = join(fixturesDir, 'exports');
const cases = readdirSync(casesDir).map((name) => ({
  name,
  input: readIfThere(name, 'input.py'),
  expected: readIfThere(name, 'expected.py') ?? '',
  options: JSON.parse(readFileSync(join(casesDir, name, 'options.json'), 'utf8')) as Options,
}));
const edits = cases.filter(({ options }) => options.error === undefined);

function readIfThere(name: string, file: string): string | undefined {
  const path = join(casesDir, name, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function run(text: string | undefined, { exports, style }: Options): string {
  const change = { kind: 'add-exports', path: 'src/acme/utils/__init__.py', exports } as const;
  return addPythonExports(text, change, { ...defaults, ...style });
}

/** Some inputs need a newer Python than the one that runs here. */
const parseScript = `
import ast, pathlib, sys

def parses(path):
    try:
        return ast.parse(path.read_text("utf-8")) is not None
    except SyntaxError:
        return False

for folder in map(pathlib.Path, sys.argv[1:]):
    before, after = folder / "input.py", folder / "expected.py"
    if not parses(after) and (not before.exists() or parses(before)):
        print(after)
`;

const toCrlf = (text: string) => text.replaceAll('\n', '\r\n');
const words = (name: string) => name.replaceAll('-', ' ');

describe('adding exports to an __init__.py', () => {
  for (const { name, input, expected, options } of edits) {
    it(`gives the expected file: ${words(name)}`, () => assert.equal(run(input, options), expected));

    it(`changes nothing when run again: ${words(name)}`, () =>
      assert.equal(run(expected, options), expected));

    if (!input) continue;
    it(`keeps CRLF, a byte order mark and a missing last newline: ${words(name)}`, () => {
      const end = (text: string) => text.replace(/\n$/, '');
      assert.equal(run(toCrlf(input), options), toCrlf(expected));
      assert.equal(run(`\uFEFF${input}`, options), `\uFEFF${expected}`);
      assert.equal(run(end(input), options), end(expected));
    });

    it(`keeps every line that need not change: ${words(name)}`, () => {
      const kept = new Set(expected.split('\n'));
      const lost = input.split('\n').filter((line) => !kept.has(line));
      const touched = lost.filter(
        (line) =>
          !/^(__all__| *from \.validation| *from \.persistence| *_MODULES| +"[^"]+"( +#.*)?$| +"Gamma", "Zeta",$| +"[^"]+"\])/.test(
            line,
          ),
      );
      assert.deepEqual(touched, []);
    });
  }

  for (const { name, input, options } of cases.filter(({ options }) => options.error !== undefined)) {
    it(`stops with a message that names the place: ${words(name)}`, () => {
      const expected = new RegExp(options.error ?? 'no error is expected here');
      assert.throws(
        () => run(input, options),
        (error) => error instanceof UserError && expected.test(error.message),
      );
    });
  }

  it('adds the names in any order with the same result', () => {
    const persistence = { module: 'persistence', names: ['StatefulObject'] };
    const validation = { module: 'validation', names: ['InputFormat', 'normalize_input'] };
    const errors = { module: 'errors', names: ['ErrorFormatter'] };
    const orders = [
      [persistence, validation, errors],
      [errors, validation, persistence],
      [validation, persistence, errors],
    ];
    const results = orders.map((exports) =>
      exports.reduce<string | undefined>((text, one) => run(text, { exports: [one] }), undefined),
    );
    assert.equal(new Set(results).size, 1, results.join('\n---\n'));
    assert.equal(results[0], run(undefined, { exports: [errors, persistence, validation] }));
  });

  for (const text of ['__all__ = ("Alpha",)', '__all__ = ("Alpha", "Beta")', '__all__ = ["Alpha"]']) {
    it(`leaves a list on its line as long as it fits: ${text}`, () => {
      const exports = [{ module: 'persistence', names: ['StatefulObject'] }];
      const lineOf = (lineLength: number) =>
        run(`from .alpha import Alpha, Beta\n\n${text}\n`, { exports, style: { lineLength } })
          .split('\n')
          .find((line) => line.startsWith('__all__')) ?? '';
      const { length } = lineOf(88);
      assert.ok(length > text.length);
      assert.equal(lineOf(length).length, length);
      assert.match(lineOf(length - 1), /[[(]$/);
    });
  }

  it('writes what Python itself reads, wherever it reads what was there', () => {
    const files = edits.map(({ name }) => join(casesDir, name));
    assert.equal(execFileSync('python3', ['-c', parseScript, ...files], { encoding: 'utf8' }), '');
  });
});
