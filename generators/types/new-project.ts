/** The nouns of new projects: what one is to be, and how to go on with it. Plain, readonly data. */

import type { LanguageId } from './language-id.js';

/** What a new project is to be; texts that were left out are empty. */
export interface ProjectAnswers {
  readonly language: LanguageId;
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
  /** Without the sample program. */
  readonly minimal: boolean;
  readonly includeApiUtilities: boolean;
  readonly includePersistenceHelpers: boolean;
  readonly includeTests: boolean;
  /** Of the pieces. */
  readonly includeGuides: boolean;
  /** Percent. */
  readonly testCoverageThreshold: number;
  readonly includePreCommit: boolean;
  readonly includeGithubActions: boolean;
  /** A workflow that publishes releases. */
  readonly includePublishing: boolean;
  /** What a service is deployed with: a Dockerfile, and a unit of systemd. */
  readonly includeDeployment: boolean;
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

/** What the surroundings suggest. */
export interface Surroundings {
  /** Name of the folder that the project goes to. */
  readonly folderName: string;
  /** `user.name` and `user.email` of git; empty where it knows none. */
  readonly gitName: string;
  readonly gitEmail: string;
  readonly year: number;
}
