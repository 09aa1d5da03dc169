/** Re-exports names of a module from an `index.ts`, and touches no other line of it. */

import { children, listErrors } from '../../../edit/syntax-tree.js';
import { applyEdits, insertAt, lineEnding, splitMark } from '../../../edit/text-edits.js';
import type { AddExports, ModuleExports } from '../../../types/change.js';
import type { Project } from '../../../types/project.js';
import { UserError } from '../../../types/user-error.js';
import { readTypeScript, type TsNode } from './source.js';

type Style = Pick<Project, 'importEnding' | 'singleQuotes' | 'omitsSemicolons'>;

/** A statement that exports from another module. */
interface FromExport {
  readonly node: TsNode;
  /** `./stateful-object`, without an ending. */
  readonly module: string;
  /** The braces; undefined where it exports all. */
  readonly group: TsNode | undefined;
}

export function addTypeScriptExports(
  text: string | undefined,
  { exports, path }: AddExports,
  style: Style,
): string {
  const { mark, body } = splitMark(text ?? '');
  const added = exports.reduce((current, wanted) => addExport(current, wanted, { path, style }), body);
  if (listErrors(readTypeScript(added)).length > listErrors(readTypeScript(body)).length)
    throw unclear(path, exports);
  return mark + added;
}

function addExport(
  text: string,
  { module, names }: ModuleExports,
  { path, style }: { readonly path: string; readonly style: Style },
): string {
  const top = readTypeScript(text);
  const statements = listFromExports(top, text);
  const own = statements.filter((statement) => statement.module === `./${module}`);
  if (own.some(({ node, group }) => group === undefined && !/\bas\b/.test(text.slice(node.from, node.to))))
    return text;
  const there = own.flatMap(({ group }) => namesIn(group, text));
  const missing = names.filter((name) => !there.includes(name));
  const taken = missing.find((name) => listExported(top, text).includes(name));
  if (taken !== undefined) {
    const finding = `${path} exports ${taken} already, and not from ./${module}; nothing was changed.`;
    throw new UserError(
      `${finding} Rename that, or put the modules into another folder with --source-dir.`,
      `${finding} Rename that.`,
    );
  }
  if (missing.length === 0) return text;
  const list = own.find(
    ({ node, group }) => group && !/^export\s+type\b/.test(text.slice(node.from, node.to)),
  );
  return list?.group
    ? addToList(text, list.group, missing)
    : append(text, writeExport(module, missing, style));
}

function addToList(text: string, group: TsNode, names: readonly string[]): string {
  const last = children(group).at(-2);
  if (last === undefined || last.name === '{')
    return applyEdits(text, [insertAt(group.from + 1, ` ${names.join(', ')} `)]);
  const comma = last.name === ',' ? '' : ',';
  return applyEdits(text, [insertAt(last.to, `${comma} ${names.join(', ')}`)]);
}

function writeExport(module: string, names: readonly string[], style: Style): string {
  const quote = style.singleQuotes === false ? '"' : "'";
  const source = `${quote}./${module}${style.importEnding ?? '.js'}${quote}`;
  return `export { ${names.join(', ')} } from ${source}${style.omitsSemicolons ? '' : ';'}`;
}

function append(text: string, line: string): string {
  const ending = lineEnding(text);
  const gap = text === '' || text.endsWith('\n') ? '' : ending;
  return `${text}${gap}${line}${ending}`;
}

function listFromExports(top: TsNode, text: string): readonly FromExport[] {
  return children(top)
    .filter(({ name }) => name === 'ExportDeclaration')
    .flatMap((node) => {
      const source = node.getChild('String');
      if (source === null) return [];
      const module = text.slice(source.from + 1, source.to - 1).replace(/\.[cm]?[jt]sx?$/, '');
      return [{ node, module, group: node.getChild('ExportGroup') ?? undefined }];
    });
}

/** By the text: the parser does not know `type A as B`. */
function namesIn(group: TsNode | undefined, text: string): readonly string[] {
  return (group === undefined ? '' : text.slice(group.from + 1, group.to - 1))
    .replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, '')
    .split(',')
    .flatMap((item) => /([\w$]+)\s*$/.exec(item)?.[1] ?? []);
}

/** The names that a module exports by itself; not those of `export *`. */
function listExported(top: TsNode, text: string): readonly string[] {
  return children(top)
    .filter(({ name }) => name === 'ExportDeclaration')
    .flatMap((node) => [
      ...namesIn(node.getChild('ExportGroup') ?? undefined, text),
      ...children(node).flatMap(namesDeclared),
    ]);

  function namesDeclared(declaration: TsNode): readonly string[] {
    return children(declaration)
      .filter(({ name }) => name === 'VariableDefinition' || name === 'TypeDefinition')
      .map(({ from, to }) => text.slice(from, to));
  }
}

function unclear(path: string, exports: readonly ModuleExports[]): UserError {
  const names = exports.flatMap((each) => each.names).join(', ');
  const finding = `${path} cannot be read well enough to add exports to it; nothing was changed. Export ${names} there yourself`;
  return new UserError(
    `${finding}, or put the modules into another folder with --source-dir.`,
    `${finding}.`,
  );
}
