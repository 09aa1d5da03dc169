/** Says where a file of the pieces seems to be that its user gave another name: it is not found again, as its name is all that tells which it is. */

import { posix } from 'node:path';
import type { Manifest } from '../core/manifest.js';
import type { Outcome } from '../core/outcome.js';
import { readRecorded } from '../core/packed-text.js';
import { readIfText } from '../tree/paths.js';
import { filesIn } from '../tree/walk.js';
import type { Tree } from '../types/tree.js';
import { listOwnFolders } from './own-folders.js';

export function noteRenames(
  outcomes: readonly Outcome[],
  { files }: Manifest,
  tree: Tree,
): readonly string[] {
  const missing = outcomes.filter(({ status, change }) => status === 'deleted' && change.kind === 'create');
  if (missing.length === 0) return [];
  const others = listOwnFolders(tree)
    .flatMap((dir) => filesIn(tree, dir))
    .filter((path) => files[path] === undefined);
  return missing.flatMap(({ path }) => {
    const record = files[path];
    const text = record && readRecorded(record);
    const isLike = (other: string) =>
      posix.extname(other) === posix.extname(path) && hasMostOf(text ?? '', readIfText(tree, other) ?? '');
    const found = text === undefined ? [] : others.filter(isLike);
    return found.length === 0
      ? []
      : [
          `${path} has another name now, as it seems (${found.join(' or ')}), and is not updated there: a file that was moved is found by its name.`,
        ];
  });
}

/** Lines that say nothing, such as `}`, are many in any text. */
function hasMostOf(text: string, other: string): boolean {
  const linesOf = (of: string) => of.split(/\r?\n/).map((line) => line.trim());
  const there = new Set(linesOf(other));
  const lines = linesOf(text).filter((line) => line.length > 10);
  return lines.filter((line) => there.has(line)).length * 2 > lines.length;
}
