/** Where the patch of a preview counts its paths from, and where it is to be applied. */

import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { findGitTop } from '../tree/git-top.js';
import { isBelow, resolveInside } from '../tree/real-path.js';

export interface PatchPlace {
  /** What is put before each path: `packages/acme/`, or nothing. */
  readonly prefix: string;
  /** The folder in which `git apply` has to be run, where it is not the one that the user is in. */
  readonly goTo: string | undefined;
}

/**
 * `git apply` counts from the top of the work tree, and leaves out, without a word, what is not below the folder
 * that it is run in. Outside of git it counts from that folder.
 */
export function findPatchPlace(root: string, cwd: string): PatchPlace {
  const realRoot = resolveInside(root, '.');
  const here = realpathSync.native(cwd);
  const isHereOrBelow = isBelow(relative(here, realRoot));
  const start = findGitTop(root) ?? (isHereOrBelow ? here : realRoot);
  const path = relative(start, realRoot).split(sep).join('/');
  return { prefix: path === '' ? '' : `${path}/`, goTo: isHereOrBelow ? undefined : realRoot };
}
