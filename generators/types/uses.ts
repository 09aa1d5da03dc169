/** What is looked for among the imports of a repository, and what is found of it in a file. */

export interface Sought {
  /** Paths of modules. */
  readonly modules: readonly string[];
  /** Paths of files that export from these, and the names that they export. */
  readonly barrels: readonly string[];
  readonly names: readonly string[];
}

export interface SourceText {
  readonly path: string;
  readonly text: string;
}

export interface Uses {
  /** The lines, counted from 1, that import a module or a name. */
  readonly lines: readonly number[];
  /** Whether it exports all that a barrel does, as a barrel itself. */
  readonly passesOn: boolean;
}
