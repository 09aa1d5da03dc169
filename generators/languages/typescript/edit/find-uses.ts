/** Where a file uses modules: by import, wherever in it, or through an `index.ts` that exports from them. */

import { posix } from 'node:path';
import { children, findAll } from '../../../edit/syntax-tree.js';
import { lineNumber, splitMark } from '../../../edit/text-edits.js';
import type { Project } from '../../../types/project.js';
import type { Sought, SourceText, Uses } from '../../../types/uses.js';
import { readTypeScript, type TsNode } from './source.js';

type Place = Pick<Project, 'packageName'>;

/** A literal that says from where a file imports or exports. */
interface Source {
  /** The statement, or the call. */
  readonly node: TsNode;
  readonly specifier: string;
}

const sourceFile = /\.[cm]?[jt]sx?$/;

export function findTypeScriptUses({ path, text }: SourceText, sought: Sought, place: Place): Uses {
  if (!sourceFile.test(path)) return { lines: [], passesOn: false };
  const { body } = splitMark(text);
  const top = readTypeScript(body, /x$|js$/.test(path));
  const leadsTo = ({ specifier }: Source, paths: readonly string[]) =>
    paths.some((each) => isPathOf(each, { specifier, path }, place));
  const sources = listSources(top, body);
  // What is taken as a whole may be any of it.
  const mentions = mentionsAny(top, body, sought.names);
  const takesSome = ({ node }: Source) => {
    const group = node.getChild('ImportGroup') ?? node.getChild('ExportGroup');
    return group === null ? !exportsAll(node) && mentions : hasName(group, body, sought.names);
  };
  const throughBarrel = (source: Source) => leadsTo(source, sought.barrels) && takesSome(source);
  const found = sources.filter((source) => leadsTo(source, sought.modules) || throughBarrel(source));
  const lines = found.map(({ node }) => lineNumber(body, node.from));
  return {
    lines: [...new Set(lines)].sort((a, b) => a - b),
    passesOn: sources.some((source) => exportsAll(source.node) && leadsTo(source, sought.barrels)),
  };
}

function listSources(top: TsNode, text: string): readonly Source[] {
  return findAll(top, 'String').flatMap((literal) => {
    const { parent } = literal;
    const call = parent?.name === 'ArgList' ? parent.parent : null;
    const isRequire = call?.firstChild && text.slice(call.firstChild.from, call.firstChild.to) === 'require';
    const node = isRequire ? call : parent;
    if (!node || !(isRequire || /^((Import|Export)Declaration|DynamicImport|ImportType)$/.test(node.name)))
      return [];
    return [{ node, specifier: text.slice(literal.from + 1, literal.to - 1) }];
  });
}

/** Whether one of the names is in braces. */
function hasName(group: TsNode, text: string, names: readonly string[]): boolean {
  const items = text
    .slice(group.from + 1, group.to - 1)
    .replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, '')
    .split(',');
  return items.some((item) => names.includes(/^\s*(?:type\s+)?([\w$]+)/.exec(item)?.[1] ?? ''));
}

function exportsAll(node: TsNode): boolean {
  return node.name === 'ExportDeclaration' && node.getChild('Star') !== null;
}

function mentionsAny(top: TsNode, text: string, names: readonly string[]): boolean {
  const kinds = ['VariableName', 'VariableDefinition', 'PropertyName', 'TypeName', 'JSXIdentifier'];
  const found = kinds.flatMap((kind) => findAll(top, kind));
  return found.some((node) => children(node).length === 0 && names.includes(text.slice(node.from, node.to)));
}

/** Whether an import of this specifier leads to a file; aliases are known by their form and by how the path ends. */
function isPathOf(
  file: string,
  { specifier, path }: { specifier: string; path: string },
  place: Place,
): boolean {
  const targets = [file.replace(sourceFile, ''), file.replace(/\/index\.[cm]?[jt]sx?$/, '')];
  const plain = specifier.replace(sourceFile, '').replace(/\/$/, '');
  if (/^\.{1,2}(\/|$)/.test(plain))
    return targets.includes(posix.join(posix.dirname(path), plain).replace(/\/$/, ''));
  return endingsOf(plain, place).some((ending) =>
    targets.some((target) => `/${target}`.endsWith(`/${ending}`)),
  );
}

/** `utils/errors` of `@/utils/errors`, `#utils/errors`, `src/utils/errors` and `acme/utils/errors`. */
function endingsOf(specifier: string, { packageName }: Place): readonly string[] {
  const own = [...(packageName === '' ? [] : [`${packageName}/`]), '@/', '~/', '#/', 'src/'];
  const prefix = own.find((each) => specifier.startsWith(each));
  if (prefix !== undefined) return [specifier.slice(prefix.length)];
  // An alias with a name of its own, which may also be a package of somebody else: two folders have to agree.
  const [first = '', ...rest] = specifier.split('/');
  if (!/^[@~#$]/.test(first)) return [];
  const endings = [rest.join('/'), [first.slice(1), ...rest].join('/')];
  return endings.filter((ending) => ending.includes('/'));
}
