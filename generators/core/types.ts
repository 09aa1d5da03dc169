/** The nouns that the generators share. All of it is plain, readonly data. */

/** A repository as seen by detection: text by path, names by folder. Paths are relative, with `/`. */
export interface Tree {
  /** The text of a file, or undefined when there is no such file. */
  read(path: string): string | undefined;
  /** What lies directly in a folder, sorted by name; empty when there is no such folder. */
  list(dir: string): readonly TreeEntry[];
}

export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'dir';
}

/** What the user decided, by flag, by an earlier run (`.yo-rc.json`) or at a prompt. */
export interface Answers {
  readonly language?: string;
  /** Import name of the package to add to, such as `acme` or `acme.core`. */
  readonly package?: string;
  /** Folder that the modules go to, such as `src/acme/utils`. */
  readonly sourceDir?: string;
  readonly testsDir?: string;
  readonly docsDir?: string;
  /** Add the pieces although the project supports older language versions than they need. */
  readonly ignoreRequires?: boolean;
  /** False where AGENTS.md is not to be written. */
  readonly agentsMd?: boolean;
  /** Whether this generator began the project. */
  readonly isBegun?: boolean;
}

/** One thing that detection found out, in the words of the user: "package: acme (src/acme)". */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Where it comes from: a file, a setting, a flag. */
  readonly because: string;
}

/** A package of the repository that pieces could be added to. */
export interface PackageCandidate {
  /** Import name: `acme`, or `acme.core` inside a namespace package. */
  readonly name: string;
  /** Its folder: `src/acme`. */
  readonly dir: string;
  readonly because: string;
}

/** What was detected about the user's repository: found once, never changed. */
export interface Project {
  readonly language: string;
  /** Import name of the chosen package. */
  readonly packageName: string;
  /** Folder of the modules, `src/acme/utils`. */
  readonly sourceDir: string;
  /** What an import of a module starts with: `acme.utils`. */
  readonly importPath: string;
  /** File that re-exports the pieces, undefined where there is none to keep. */
  readonly barrel: string | undefined;
  /** Folder of the new tests, `tests/utils`. */
  readonly testsDir: string;
  /** Empty marker files that the new folders need: `tests/utils/__init__.py`. */
  readonly markers: readonly string[];
  /** Folder of the guides, `docs/how-to`. */
  readonly docsDir: string;
  /** Line length that the repo's formatter keeps. */
  readonly lineLength: number;
  /** Whether modules of the repo import each other by their full path. */
  readonly absoluteImports?: boolean;
  /** What the project's sorter of imports is told, by the names of its settings. */
  readonly importSettings?: Readonly<Record<string, unknown>>;
  /** File that lists the dependencies and lacks the test runner, if it can be edited. */
  readonly testDependencyFile: string | undefined;
  /** Shell command that runs tests here, without the file: `uv run pytest`. */
  readonly testCommand: string;
  /** Whether this generator began the project: then there is no older code to migrate. */
  readonly isBegun?: boolean;
  readonly facts: readonly Fact[];
  /** Things the user should know: what was avoided, what could not be done. */
  readonly notes: readonly string[];
}

/** What a piece consists of. */
export type PiecePart = 'module' | 'test' | 'guide';

/** What a file is part of: of a piece, or of the project that a piece came with. */
export type Part = PiecePart | 'project';

/** Pieces and the parts of them that a run is asked for. */
export interface Selection {
  readonly pieces: readonly string[];
  readonly parts: readonly PiecePart[];
}

/** One planned edit, as data. */
export type Change = CreateFile | AddExports | AddTestDependency | CreateMarker | SetBlocks;

/** Write a file that belongs to a piece. */
export interface CreateFile {
  readonly kind: 'create';
  readonly path: string;
  readonly text: string;
  readonly piece: string;
  readonly part: Part;
}

/** Re-export names of a module from the package's `__init__.py` or `index.ts`. */
export interface AddExports {
  readonly kind: 'add-exports';
  readonly path: string;
  readonly exports: readonly ModuleExports[];
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
  readonly blocks: readonly ManagedBlock[];
}

export interface ManagedBlock {
  /** What stands in the markers, such as `persistence`. */
  readonly id: string;
  /** The content, with `\n` line endings; undefined where there is to be no such block. */
  readonly text: string | undefined;
}

/** Create an empty file where a folder must be a package. */
export interface CreateMarker {
  readonly kind: 'create-marker';
  readonly path: string;
}

/** An error whose message is written for the user; shown without a trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
