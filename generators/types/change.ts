/** What a run is asked for, and the edits that it plans, as plain, readonly data. */

/** What a piece consists of. */
export type PiecePart = 'module' | 'test' | 'guide';

/** What a file is part of: of a piece, or of the project that a piece came with. */
export type Part = PiecePart | 'project';

/** Pieces and the parts of them that a run is asked for. */
export interface Selection {
  readonly pieces: readonly string[];
  readonly parts: readonly PiecePart[];
}

/** What a new project had and is to have no more: whole pieces, and parts of all. */
export interface Dropped {
  readonly pieces: readonly string[];
  readonly parts: readonly PiecePart[];
}

/** One planned edit, as data. */
export type Change =
  | CreateFile
  | RetireFile
  | AddExports
  | AddTestDependency
  | CreateMarker
  | SetBlocks
  | TakeBack;

/** Write a file that belongs to a piece. */
export interface CreateFile {
  readonly kind: 'create';
  readonly path: string;
  readonly text: string;
  readonly piece: string;
  readonly part: Part;
  /** Whether several flags add to it, so that what is new goes into a text that the user edited, too. */
  readonly isShared?: boolean;
  /** Where an earlier version wrote it, under another name. */
  readonly formerPath?: string;
}

/** Remove a file that an earlier run wrote, unless somebody edited it. */
export interface RetireFile {
  readonly kind: 'retire';
  readonly path: string;
  readonly piece: string;
  readonly part: Part;
}

/** Give a file of the user the text that it had before earlier runs edited it; one that they made goes. */
export interface TakeBack {
  readonly kind: 'take-back';
  readonly path: string;
}

/** Re-export names of a module from the package's `__init__.py` or `index.ts`. */
export interface AddExports {
  readonly kind: 'add-exports';
  readonly path: string;
  readonly exports: readonly ModuleExports[];
  /** All that an earlier run exported, where some of it goes now; `exports` may then be empty. */
  readonly former?: readonly ModuleExports[];
  /** Whether the file goes, too, once nothing is left in it. */
  readonly goes?: boolean;
}

export interface ModuleExports {
  readonly module: string;
  readonly names: readonly string[];
}

/** Declare the test runner among the project's development dependencies. */
export interface AddTestDependency {
  readonly kind: 'add-test-dependency';
  readonly path: string;
}

/** Keep blocks between markers in a file that is otherwise the user's. */
export interface SetBlocks {
  readonly kind: 'set-blocks';
  readonly path: string;
  /** What the file begins with where there is none yet. */
  readonly opening: string;
  /** What an earlier run began it with, where that may be another text: it gives way, if nobody edited it. */
  readonly former?: string;
  /** Whether the file goes once it has no block, and nobody added to it. */
  readonly goes?: boolean;
  readonly blocks: readonly ManagedBlock[];
}

export interface ManagedBlock {
  /** What stands in the markers, such as `persistence`. */
  readonly id: string;
  /** The content, with `\n` line endings; undefined where there is to be no such block. */
  readonly text: string | undefined;
}

/** Create a file where a folder must be a package. */
export interface CreateMarker {
  readonly kind: 'create-marker';
  readonly path: string;
  readonly text: string;
}
