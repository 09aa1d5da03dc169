/** What a language has to say: one row of these for each. All functions are pure. */

import type { AddExports } from './change.js';
import type { Machine, NextStep, ProjectAnswers } from './new-project.js';
import type { Answers, PackageCandidate, Project } from './project.js';
import type { Token } from './token.js';
import type { Tree } from './tree.js';
import type { Sought, SourceText, Uses } from './uses.js';

/** How a new project is begun in a language. */
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
  /** A file that several flags add to, with what is new in it; undefined where it is none of these. */
  merge(path: string, file: EditedFile): string | undefined;
  /** The requirements of the new text that the current one lacks, where the file lists what the code needs. */
  undeclared(path: string, file: EditedFile): readonly string[];
}

/** A file of a new project that its user edited. */
export interface EditedFile {
  /** As an earlier run wrote it; undefined where that is not known. */
  readonly base: string | undefined;
  /** As this run would write it. */
  readonly text: string;
  /** As it is. */
  readonly current: string;
}

/** Where tests are tried out. */
export interface Trial {
  /** The folder of the project, and that of its copy. */
  readonly root: string;
  readonly copy: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the project has a folder, by its path. */
  hasFolder(path: string): boolean;
}

/** Everything language-shaped, one row a language. */
export interface LanguageRow {
  /** How a new project is begun in it, where it can be. */
  readonly starting?: StartingRow;
  readonly label: string;
  /** Programs that run tests, of which a command is made: it is looked which of them are on the PATH. */
  readonly testPrograms: readonly string[];
  /** What the markers of its block in AGENTS.md hold: each language has one of its own. */
  readonly agentsBlock: string;
  /** What shows that there is a project of it: "no pyproject.toml, setup.cfg or setup.py, and no package". */
  readonly lacks: string;
  /** Why a repository without evidence is none of this language, where it looks like one. */
  explainLack?(tree: Tree): string | undefined;
  /** A file that shows that this repository has a project of this language. */
  findEvidence(tree: Tree): string | undefined;
  /** Whether projects of this language lie in folders below. */
  hasMembers(tree: Tree): boolean;
  /** Packages that pieces could be added to, the likeliest first; one means: no question. With `package` or
   * `sourceDir` answered there is one. Throws a UserError where there is none. */
  packages(tree: Tree, answers?: Answers): readonly PackageCandidate[];
  /** Decide all places. Throws a UserError that names the file or flag and says what to do. */
  project(tree: Tree, candidate: PackageCandidate, answers: Answers): Project;
  /** A line of text as a comment of this language. */
  comment(line: string): string;
  /** A text of this language without its layout: the same for every formatting, another for any other edit. */
  canonical(text: string): string;
  /** Whether a file is source of this language. */
  isCode(path: string): boolean;
  /** Whether two texts of a file differ in nothing but what formatters and sorters of imports change. */
  isSame(path: string, a: string, b: string): boolean;
  /** What a text of source consists of, without what formatters change. */
  tokens(text: string): readonly Token[];
  /** The lines of a text of source, without indentation, that do not parse: there can be some in good texts, too. */
  errorLines(text: string): readonly string[];
  /** The text with the package's name where a template left the placeholder of it. */
  fillPackageName(text: string, name: string): string;
  /** The text of a module or test as this project would write it, such as with absolute imports. */
  fitModule(text: string, project: Project): string;
  /** What the environment of the tests needs so that they test the copy of a project, with what is installed for it. */
  testEnvironment(project: Project, place: Trial): Readonly<Record<string, string>>;
  /** The text of a guide or a section of the reference, such as with the endings of this project's imports. */
  fitPage(text: string, project: Project): string;
  /** The name of a test's file, as this project names its tests. */
  testName(name: string, project: Project): string;
  /** Where a file uses modules or what is exported from them. */
  findUses(file: SourceText, sought: Sought, project: Project): Uses;
  /** The barrel's text with these exports added; `text` is undefined where there is no file yet. */
  addExports(text: string | undefined, change: AddExports, project: Project): string;
  /** The dependency file's text with the test runner added. */
  addTestDependency(text: string): string;
}
