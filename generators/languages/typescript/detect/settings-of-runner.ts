/** The file that says how a runner of tests works in a folder. */

import { isRecord } from '../../../text/json.js';
import { hasFile, joinPath, listFiles, parentOf } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { readPackage } from './package-json.js';
import { readSettingsFile } from './settings-data.js';

export interface RunnerFile {
  readonly path: string;
  /** The folder that its paths count from. */
  readonly dir: string;
  readonly data: unknown;
}

/** How a runner calls its files, and its part of package.json where it has one. */
export interface FileNames {
  readonly files: readonly RegExp[];
  readonly key?: string;
  /** The file that is told to be the one. */
  readonly named?: string | undefined;
}

/** A file that is named, or the first of those that the runner looks for. */
export function readRunnerFile(
  tree: Tree,
  dir: string,
  { files, key, named }: FileNames,
): RunnerFile | undefined {
  if (named !== undefined) return readAt(tree, joinPath(dir, named));
  const inPackage = key === undefined ? undefined : readPackage(tree, dir)?.data[key];
  if (typeof inPackage === 'string') return readAt(tree, joinPath(dir, inPackage));
  if (isRecord(inPackage)) return { path: joinPath(dir, 'package.json'), dir, data: inPackage };
  const names = listFiles(tree, dir);
  const name = files.flatMap((each) => names.find((one) => each.test(one)) ?? [])[0];
  return name === undefined ? undefined : readAt(tree, joinPath(dir, name));
}

function readAt(tree: Tree, path: string): RunnerFile | undefined {
  return hasFile(tree, path) ? { path, dir: parentOf(path), data: readSettingsFile(tree, path) } : undefined;
}
