/** Where a Python file uses modules: by import, wherever in it, or through a package that exports from them. */

import { posix } from 'node:path';
import { findAll } from '../../../edit/syntax-tree.js';
import { lineNumber, splitMark } from '../../../edit/text-edits.js';
import { isInside } from '../../../tree/paths.js';
import type { Project } from '../../../types/project.js';
import type { Sought, SourceText, Uses } from '../../../types/uses.js';
import { readImport } from './names.js';
import { nodeText, type PythonNode, type PythonSource, readPython, stringValue } from './source.js';

type Place = Pick<Project, 'sourceDir' | 'importPath'>;

/** Something that a file imports or names, by the path that Python knows it by: `acme/utils/Response`. */
interface Mention {
  readonly key: string;
  readonly from: number;
  /** The name that stands for it in the file, where that is bound to it. */
  readonly bound?: { readonly name: string; readonly key: string };
}

export function findPythonUses({ path, text }: SourceText, sought: Sought, place: Place): Uses {
  if (!/\.pyi?$/.test(path)) return { lines: [], passesOn: false };
  const source = readPython(splitMark(text).body, path);
  const targets = [
    ...sought.modules.map((module) => keyOf(module, place)),
    ...sought.barrels.flatMap((barrel) => sought.names.map((name) => `${keyOf(barrel, place)}/${name}`)),
  ];
  const isSought = ({ key }: Mention) => targets.some((target) => isInside(key, target));
  const imported = listImports(source, place);
  const isStar = ({ key }: Mention) => sought.barrels.some((barrel) => key === `${keyOf(barrel, place)}/*`);
  const passesOn = imported.some(isStar);
  const found = [...imported, ...listChains(source, imported), ...listDynamic(source, place)].filter(
    isSought,
  );
  const named = passesOn ? listNames(source, sought.names) : [];
  const lines = [...found.map(({ from }) => from), ...named].map((from) => lineNumber(source.text, from));
  return { lines: [...new Set(lines)].sort((a, b) => a - b), passesOn };
}

/** How a file or folder is imported, with `/` for the dots: from where the package of the project lies. */
function keyOf(path: string, { sourceDir, importPath }: Place): string {
  const inside = importPath.replaceAll('.', '/');
  const root = sourceDir.endsWith(inside) ? sourceDir.slice(0, -inside.length) : 'src/';
  return (path.startsWith(root) ? path.slice(root.length) : path).replace(/(\/__init__)?\.pyi?$/, '');
}

function listImports(source: PythonSource, place: Place): readonly Mention[] {
  return findAll(source.top, 'ImportStatement').flatMap((node) => {
    const { isFrom, level, module, names, from } = readImport(source, node);
    const base = isFrom ? resolveKey(source, '.'.repeat(level) + module, place) : '';
    return names.map(({ name, alias }) => {
      const key = posix.join(base, isFrom ? name : name.replaceAll('.', '/'));
      // `import a.b` binds `a`.
      const first = key.split('/')[0] ?? key;
      const plain = isFrom ? { name, key } : { name: first, key: first };
      return { key, from, bound: alias === undefined ? plain : { name: alias, key } };
    });
  });
}

/** `..store` from the folder of the file. */
function resolveKey({ path }: PythonSource, dotted: string, place: Place): string {
  const [, dots = '', module = ''] = /^(\.*)(.*)$/.exec(dotted) ?? [];
  const folder = keyOf(posix.dirname(path), place);
  const start = dots === '' ? '' : posix.join(folder, ...Array<string>(dots.length - 1).fill('..'));
  return posix.join(start, module.replaceAll('.', '/'));
}

/** `utils.Response` where `utils` is imported. */
function listChains(source: PythonSource, imported: readonly Mention[]): readonly Mention[] {
  const keys = new Map(imported.flatMap(({ bound }) => (bound ? [[bound.name, bound.key] as const] : [])));
  return ['MemberExpression', 'Decorator'].flatMap((kind) =>
    findAll(source.top, kind).flatMap((node) => {
      const text = nodeText(source, node).replaceAll(/\s/g, '').replace('@', '');
      const [first = '', ...rest] = (/^[\w.]+/.exec(text)?.[0] ?? '').split('.');
      const key = keys.get(first);
      return key === undefined || rest.length === 0
        ? []
        : [{ key: [key, ...rest].join('/'), from: node.from }];
    }),
  );
}

/** `importlib.import_module("acme.store")` and `__import__("acme.store")`. */
function listDynamic(source: PythonSource, place: Place): readonly Mention[] {
  return findAll(source.top, 'CallExpression').flatMap((node) => {
    const callee = node.firstChild ? nodeText(source, node.firstChild) : '';
    const literal = node.getChild('ArgList')?.getChild('String');
    const dotted = literal && stringValue(source, literal);
    if (!dotted || !/(^|\.)(import_module|__import__)$/.test(callee)) return [];
    return [{ key: resolveKey(source, dotted, place), from: node.from }];
  });
}

function listNames(source: PythonSource, names: readonly string[]): readonly number[] {
  const isSought = (node: PythonNode) => names.includes(nodeText(source, node));
  return findAll(source.top, 'VariableName')
    .filter(isSought)
    .map(({ from }) => from);
}
