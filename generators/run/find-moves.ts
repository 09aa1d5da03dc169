/** Finds files of the pieces that their user moved one by one: by the record, by their names, and by what they say of themselves. */

import { posix } from 'node:path';
import { type FileRecord, isOf, type Manifest } from '../core/manifest.js';
import { isStillOurs } from '../core/origin.js';
import { joinPath, readIfText } from '../tree/paths.js';
import type { Change } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { listOwnFolders } from './own-folders.js';

/** From the place that a file would have to the one that it has. */
export type Moves = ReadonlyMap<string, string>;

export function findMoves({ files }: Manifest, project: Project, tree: Tree): Moves {
  const { sourceDir, testsDir, docsDir } = project;
  const folders: Readonly<Record<string, string>> = { module: sourceDir, test: testsDir, guide: docsDir };
  const isHere = (path: string) => readIfText(tree, path) !== undefined;
  const moves = new Map<string, string>();
  // Only where a file is missing is all of the repository looked at, and once.
  let dirs: readonly string[] | undefined;
  const listDirs = () => {
    dirs ??= listOwnFolders(tree);
    return dirs;
  };
  for (const [path, record] of Object.entries(files)) {
    const folder = folders[record.part];
    if (folder === undefined || !isOf(record, project)) continue;
    const usual = posix.join(folder, posix.basename(path));
    const search = () => findAgain([path, record], tree, { dirs: listDirs(), files });
    const place = isHere(path) ? path : path === usual ? search() : undefined;
    if (place !== undefined && place !== usual && !isHere(usual)) moves.set(usual, place);
  }
  return moves;
}

/** The only file of its name, and not of another record, that is still ours. */
function findAgain(
  [path, record]: readonly [string, FileRecord],
  tree: Tree,
  { dirs, files }: Pick<Manifest, 'files'> & { readonly dirs: readonly string[] },
): string | undefined {
  const found = dirs
    .map((dir) => joinPath(dir, posix.basename(path)))
    .filter((each) => {
      const text = files[each] === undefined ? readIfText(tree, each) : undefined;
      return text !== undefined && isStillOurs(text, record);
    });
  return found.length === 1 ? found[0] : undefined;
}

/** The record with the files where they are. */
export function followMoves({ files, ...rest }: Manifest, moves: Moves): Manifest {
  const moved = Object.entries(files).map(([path, record]) => [moves.get(path) ?? path, record] as const);
  return { ...rest, files: Object.fromEntries(moved) };
}

/** The changes of files where these are. */
export function placeChanges(changes: readonly Change[], moves: Moves): readonly Change[] {
  return changes.map((change) =>
    change.kind === 'create' ? { ...change, path: moves.get(change.path) ?? change.path } : change,
  );
}
