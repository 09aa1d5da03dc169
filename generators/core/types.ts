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

/** What a new project is to be; texts that were left out are empty. */
export interface ProjectAnswers {
  readonly language: string;
  readonly projectName: string;
  readonly packageName: string;
  readonly projectDescription: string;
  readonly projectVersion: string;
  readonly authorName: string;
  readonly authorEmail: string;
  readonly githubUsername: string;
  readonly license: string;
  /** The oldest version that the project supports, `3.11`. */
  readonly pythonVersion: string;
  readonly projectType: string;
  readonly cliFramework: string;
  readonly includeApiUtilities: boolean;
  readonly includePersistenceHelpers: boolean;
  readonly includeTests: boolean;
  /** Percent. */
  readonly testCoverageThreshold: number;
  readonly includePreCommit: boolean;
  readonly includeGithubActions: boolean;
  readonly includeJustfile: boolean;
  readonly includeAgentsMd: boolean;
  /** Of the copyright notice. */
  readonly year: number;
  /** Folder of the pieces' guides; empty without guides. */
  readonly docsDir: string;
}

/** A command for the user to go on with. */
export interface NextStep {
  readonly kind: 'go' | 'run' | 'test';
  /** What it does: "Run it". */
  readonly label: string;
  readonly command: string;
}

/** Where a new project is to be run. */
export interface Machine {
  /** The way to its folder from where the user is; empty where that is the folder. */
  readonly folder: string;
  readonly hasUv: boolean;
  readonly isWindows: boolean;
}

/** How a new project is begun in a language. All functions are pure. */
export interface StartingRow {
  /** The name of the package of a project of this name. */
  packageNameFor(projectName: string): string;
  /** The rule that a package's name breaks, or undefined. */
  packageNameProblem(name: string): string | undefined;
  /** Names of distributions that a project like this one needs, and so cannot have itself. */
  requiredNames(answers: ProjectAnswers): readonly string[];
  /** What the tags of its templates stand for. */
  values(answers: ProjectAnswers): Readonly<Record<string, string>>;
  /** Where a template lands: `src/cli.py` in `src/acme/cli.py`. */
  place(path: string, answers: ProjectAnswers): string;
  /** The commands that run and test it, on a machine where nothing is set up. */
  commands(answers: ProjectAnswers, machine: Machine): readonly NextStep[];
  /** The places of the pieces. */
  places(answers: ProjectAnswers): Answers;
}

/** Everything language-shaped, one row a language. All functions are pure. */
export interface LanguageRow {
  readonly starting: StartingRow;
  readonly label: string;
  /** Whether this repository has a project of this language. */
  recognises(tree: Tree): boolean;
  /** Packages that pieces could be added to, the likeliest first; one means: no question. With `package` or
   * `sourceDir` answered there is one. Throws a UserError where there is none. */
  packages(tree: Tree, answers?: Answers): readonly PackageCandidate[];
  /** Decide all places. Throws a UserError that names the file or flag and says what to do. */
  project(tree: Tree, candidate: PackageCandidate, answers: Answers): Project;
  /** A line of text as a comment of this language. */
  comment(line: string): string;
  /** A text of this language without its layout: the same for every formatting, another for any other edit. */
  canonical(text: string): string;
  /** The text with the package's name where a template left the placeholder of it. */
  fillPackageName(text: string, name: string): string;
  /** The text of a module or test as this project would write it, such as with absolute imports. */
  fitModule(text: string, project: Project): string;
  /** The barrel's text with these exports added; `text` is undefined where there is no file yet. */
  addExports(text: string | undefined, change: AddExports, project: Project): string;
  /** The dependency file's text with the test runner added. */
  addTestDependency(text: string): string;
}
