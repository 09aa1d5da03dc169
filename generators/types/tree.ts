/** A repository as the generator sees it. */

/** A repository as seen by detection: text by path, names by folder. Paths are relative, with `/`. */
export interface Tree {
  /** The text of a file, or undefined when there is no such file. */
  read(path: string): string | undefined;
  /** What lies directly in a folder, sorted by name; empty when there is no such folder. */
  list(dir: string): readonly TreeEntry[];
  /** Whether there is a file or a folder, where it is to be noted that it was looked for. */
  look?(path: string, kind: TreeEntry['kind']): boolean;
  /** Where a path leads, by links too, relative to the root. Throws a UserError where that is outside of it. */
  resolve(path: string): string;
}

export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'dir';
}
