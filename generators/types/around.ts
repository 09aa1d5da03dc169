/** What lies around a repository: on the machine, and in the folders above. Plain, readonly data. */

import type { Tree } from './tree.js';

export interface Around {
  /** Names of the programs that can be run here, of those that run tests; undefined where nobody looked. */
  readonly programs?: readonly string[];
  /** From the folder that the user is in to the root, as a word of a command; empty where it is the same. */
  readonly wayToRoot?: string;
  /** The folders above the root, up to the top of the git repository, the nearest first. */
  readonly above: readonly FolderAbove[];
}

export interface FolderAbove {
  /** The way from there to the root: `libs/acme`. */
  readonly path: string;
  readonly tree: Tree;
}
