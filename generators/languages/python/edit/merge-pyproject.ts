/** Brings what a new project needs anew into a pyproject.toml that its user edited: requirements and tables. */

import { mergeText } from '../../../edit/merge-text.js';
import { lineEnd } from '../../../edit/text-edits.js';
import {
  addToArray,
  appendTable,
  dataAt,
  readToml,
  type TomlPath,
  type TomlSource,
} from '../../../edit/toml-source.js';
import type { EditedFile } from '../../../types/language-row.js';
import { nameOf, normaliseName } from './requirements.js';

const lists: readonly TomlPath[] = [
  ['project', 'dependencies'],
  ['dependency-groups', 'dev'],
];

/**
 * The user's text with what the new text has and the one that was written before had not. What the user took out
 * since stays out, and no other character changes.
 */
export function mergePyproject({ base, text, current }: EditedFile, path: string): string {
  const patched = base === undefined ? undefined : mergeText(base, current, text);
  if (patched !== undefined && !hasTwice(readToml(patched, path))) return patched;
  const [before, after] = [readToml(base ?? '', path), readToml(text, path)];
  const withLists = lists.reduce((merged, list) => {
    const known = [...namesIn(before, list), ...namesIn(readToml(merged, path), list)];
    const added = itemsAt(after, list).filter((item) => !known.includes(projectOf(item)));
    return added.reduce((result, item) => addToArray(readToml(result, path), list, item) ?? result, merged);
  }, current);
  return after.tables.reduce((merged, { path: table, node }) => {
    const source = readToml(merged, path);
    const end = node.body.at(-1)?.range[1];
    const isHeaded = node.type === 'TOMLTable' && end !== undefined;
    if (!isHeaded || hasAt(before, table) || hasAt(source, table)) return merged;
    return appendTable(source, table, after.text.slice(lineEnd(after.text, node.key.range[1]), end).trim());
  }, withLists);
}

/** The requirements of a new text that a pyproject.toml does not have, whoever took them out. */
export function findUndeclared({ text, current }: EditedFile, path: string): readonly string[] {
  const [wanted, there] = [readToml(text, path), readToml(current, path)];
  const list = ['project', 'dependencies'];
  return itemsAt(wanted, list).filter((item) => !namesIn(there, list).includes(projectOf(item)));
}

function itemsAt({ data }: TomlSource, path: TomlPath): readonly string[] {
  const list = dataAt(data, path);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

function namesIn(source: TomlSource, path: TomlPath): readonly string[] {
  return itemsAt(source, path).map(projectOf);
}

function projectOf(requirement: string): string {
  return normaliseName(nameOf(requirement));
}

function hasAt({ data }: TomlSource, path: TomlPath): boolean {
  return dataAt(data, path) !== undefined;
}

/** Whether something is required twice: the user added it, too. */
function hasTwice(source: TomlSource): boolean {
  return lists.some((list) => new Set(namesIn(source, list)).size < namesIn(source, list).length);
}
