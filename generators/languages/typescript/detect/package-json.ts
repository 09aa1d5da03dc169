/** Reads package.json, of which only what is used is trusted. */

import { isRecord, parseJson } from '../../../text/json.js';
import { hasFile, joinPath } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { UserError } from '../../../types/user-error.js';

export interface NodePackage {
  /** Its folder; empty at the root. */
  readonly dir: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Undefined where there is none; throws a UserError where it holds no JSON object. */
export function readPackage(tree: Tree, dir: string): NodePackage | undefined {
  const path = joinPath(dir, 'package.json');
  if (!hasFile(tree, path)) return undefined;
  const data = parseJson((tree.read(path) ?? '').replace(/^\uFEFF/, ''));
  if (isRecord(data)) return { dir, data };
  throw new UserError(`${path} does not hold a JSON object; mend it and run again.`);
}

/** The name that a user may give for it: its own, or its folder. */
export function nameOf({ dir, data }: NodePackage): string {
  const name = data['name'];
  return typeof name === 'string' && name !== '' ? name : dir || '.';
}

export function isModule({ data }: NodePackage): boolean {
  return data['type'] === 'module';
}

/** What it depends on, at run time and in development, with the versions. */
export function dependenciesOf({ data }: NodePackage): Readonly<Record<string, string>> {
  const tables = ['peerDependencies', 'dependencies', 'devDependencies'].map((key) => data[key]);
  const entries = tables.filter(isRecord).flatMap((table) => Object.entries(table));
  return Object.fromEntries(entries.map(([name, version]) => [name, String(version)]));
}

/** A script by its name; empty where there is none. */
export function scriptOf({ data }: NodePackage, name: string): string {
  const scripts = data['scripts'];
  return isRecord(scripts) && Object.hasOwn(scripts, name) ? String(scripts[name]) : '';
}
