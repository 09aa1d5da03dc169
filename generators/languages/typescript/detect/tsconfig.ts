/** Reads tsconfig.json, which may have remarks, extend others, and only refer to others.
 *
 * By the tree rather than by get-tsconfig, which reads the disk itself: detection is pure. */

import { parse } from 'jsonc-parser';
import { isRecord } from '../../../text/json.js';
import { hasFile, joinPath, parentOf, readIfText } from '../../../tree/paths.js';
import type { Around } from '../../../types/around.js';
import type { Tree } from '../../../types/tree.js';

export interface TsConfig {
  readonly path: string;
  /** As they are after all that it extends. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Where texts are read: the repository, and what lies above it. */
export interface Reading {
  readonly tree: Tree;
  readonly around?: Around | undefined;
}

interface RawConfig extends TsConfig {
  readonly isSolution: boolean;
  readonly references: readonly string[];
}

/** What counts for the sources of a folder: of a solution, the first that is not for tests or tools. */
export function findTsConfig(reading: Reading, dir: string): TsConfig | undefined {
  const path = joinPath(dir, 'tsconfig.json');
  const config = readTsConfig(reading, path);
  if (config === undefined || !config.isSolution) return config;
  const referred = config.references.flatMap((reference) => readReference(reading, dir, reference) ?? []);
  const isOfSources = (each: TsConfig) => !/\b(node|test|spec|tests|e2e|tools)\b/.test(each.path);
  return referred.find(isOfSources) ?? referred[0] ?? config;
}

function readReference(reading: Reading, dir: string, reference: string): TsConfig | undefined {
  const path = joinPath(dir, reference);
  return readTsConfig(reading, /\.json$/.test(path) ? path : joinPath(path, 'tsconfig.json'));
}

/** `seen` ends a circle. */
function readTsConfig(reading: Reading, path: string, seen: readonly string[] = []): RawConfig | undefined {
  const text = readText(reading, path);
  if (text === undefined || seen.includes(path)) return undefined;
  const data: unknown = parse(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
  if (!isRecord(data)) return undefined;
  const bases = listTexts(data['extends'])
    .map((base) => findBase(reading, parentOf(path), base))
    .flatMap((base) => (base === undefined ? [] : (readTsConfig(reading, base, [...seen, path]) ?? [])));
  const own = isRecord(data['compilerOptions']) ? data['compilerOptions'] : {};
  const references = (Array.isArray(data['references']) ? data['references'] : []).filter(isRecord);
  const files = data['files'];
  return {
    path,
    options: Object.assign({}, ...bases.map(({ options }) => options), own),
    isSolution: Array.isArray(files) && files.length === 0 && data['include'] === undefined,
    references: references.flatMap((reference) => listTexts(reference['path'])),
  };
}

/** A path, or the name of a package. */
function findBase(reading: Reading, dir: string, base: string): string | undefined {
  const isPath = /^\.{0,2}(\/|$)/.test(base);
  const folders = isPath ? [dir] : [...listAbove(dir)].map((folder) => joinPath(folder, 'node_modules'));
  const paths = folders.map((folder) => joinPath(folder, base));
  const ends = ['', '.json', '/tsconfig.json'];
  return paths
    .flatMap((path) => ends.map((end) => path + end))
    .find((path) => path.endsWith('.json') && readText(reading, path) !== undefined);
}

function listAbove(dir: string): readonly string[] {
  return dir === '' ? [''] : [dir, ...listAbove(parentOf(dir))];
}

/** A path that begins with `../` is read in the folders above, as far as they are of the same repository. */
export function readText({ tree, around }: Reading, path: string): string | undefined {
  const [up = ''] = /^(\.\.\/)*/.exec(path) ?? [];
  if (up === '') return hasFile(tree, path) ? readIfText(tree, path) : undefined;
  const above = around?.above[up.length / 3 - 1];
  return above && hasFile(above.tree, path.slice(up.length))
    ? readIfText(above.tree, path.slice(up.length))
    : undefined;
}

export function listTexts(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item) => typeof item === 'string');
}
