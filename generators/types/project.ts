/** What the user decided, and what was detected about the repository. Plain, readonly data. */

import type { Around } from './around.js';
import type { LanguageId } from './language-id.js';

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
  /** Whether tests are to be written, where that was said. */
  readonly tests?: boolean;
  /** What the answers meet: it is looked at, not asked. */
  readonly around?: Around;
}

/** Where the pieces of a package are, as `.yo-rc.json` remembers it. */
export interface Place {
  readonly language: string;
  /** Import name of the package. */
  readonly package: string;
  readonly sourceDir: string;
  readonly testsDir: string;
  readonly docsDir: string;
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

/** A program that lays out a text, from its standard input to its standard output. */
export interface Formatter {
  readonly program: string;
  /** `{path}` stands for the file's path, `{root}` for that of the project. */
  readonly args: readonly string[];
  /** Whether the repository's settings ask for more than the generated texts keep by themselves. */
  readonly isNeeded: boolean;
  /** Whether it lays out pages, too, with the code in them: in each of its versions, or in new ones. */
  readonly pages?: 'always' | 'if new';
  /** How its user runs it over files, where that is not its name and its first argument. */
  readonly command?: string;
}

/** The navigation of a documentation that warns of every page that is not in it. */
export interface DocsNav {
  /** `mkdocs.yml` */
  readonly file: string;
  /** The folder that its entries count from. */
  readonly root: string;
}

/** What was detected about the user's repository: found once, never changed. */
export interface Project {
  readonly language: LanguageId;
  /** Import name of the chosen package. */
  readonly packageName: string;
  /** Folder of the modules, `src/acme/utils`. */
  readonly sourceDir: string;
  /** What an import of a module starts with: `acme.utils`. */
  readonly importPath: string;
  /** The same in a test, where an import counts from the file that it is in: `../src/utils`. */
  readonly testImportPath?: string;
  /** How the names of tests end here, where that varies: `.spec.ts`. */
  readonly testEnding?: string;
  /** File that re-exports the pieces, undefined where there is none to keep. */
  readonly barrel: string | undefined;
  /** Folder of the new tests, `tests/utils`. */
  readonly testsDir: string;
  /** Marker files that the new folders need: `tests/utils/__init__.py`. */
  readonly markers: readonly string[];
  /** What a marker file holds; nothing where it is left out. */
  readonly markerText?: string;
  /** Folder of the guides, `docs/how-to`. */
  readonly docsDir: string;
  /** What each page begins with: front matter, where the documentation asks for it. */
  readonly pageOpening?: string;
  readonly docsNav?: DocsNav | undefined;
  /** Line length that the repo's formatter keeps. */
  readonly lineLength: number;
  /** Whether strings stand in single quotes here. */
  readonly singleQuotes?: boolean;
  /** What a level of indentation is. */
  readonly indent?: string;
  /** Whether statements end without a semicolon here. */
  readonly omitsSemicolons?: boolean;
  /** What imports of files end with: `.js`, `.ts` or nothing. */
  readonly importEnding?: string;
  /** The line by which a test gets `describe` and `it`; empty where they are global. */
  readonly testImport?: string;
  /** What a test begins with, above all else: where its runner has to run it. */
  readonly testOpening?: string;
  /** Whether modules of the repo import each other by their full path. */
  readonly absoluteImports?: boolean;
  /** What the project's sorter of imports is told, by the names of its settings. */
  readonly importSettings?: Readonly<Record<string, unknown>>;
  /** What the repository lays out its files with, where it is known. */
  readonly formatter?: Formatter | undefined;
  /** File that lists the dependencies and lacks the test runner, if it can be edited. */
  readonly testDependencyFile: string | undefined;
  /** Why new tests would break the run of those that are there, as of unittest where nothing speaks of pytest. */
  readonly otherTests?: string | undefined;
  /** Shell command that runs tests in this repository, without the file: `uv run pytest`. */
  readonly testCommand: string;
  /** The folder that tests are run in, where that is not the root. */
  readonly testsRunIn?: string;
  /** The command on this machine, which may lack the tool of the repository. */
  readonly testCommandHere: string;
  readonly facts: readonly Fact[];
  /** Things the user should know: what was avoided, what could not be done. */
  readonly notes: readonly string[];
}
