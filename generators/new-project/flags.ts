/** The table of what a new project is asked, as flags: names and help texts. It imports little, as help is there at once. */

import { pythonVersions } from '../languages/python/versions.js';
import { kindIds } from '../tables/kinds.js';
import type { ProjectAnswers } from '../types/new-project.js';

export type Value = string | number | boolean;

export interface FlagRow {
  readonly flag: string;
  readonly type: 'string' | 'boolean' | 'number';
  readonly description: string;
  /** The values that it can have, where there is a list. */
  readonly choices?: readonly string[];
}

export type QuestionName = Exclude<keyof ProjectAnswers, 'language' | 'year' | 'docsDir'>;

export type Given = Readonly<Partial<Record<QuestionName, Value>>>;

/** In the order in which they are answered: a default may be made of the answers above it. */
export const projectFlags = {
  projectName: {
    flag: 'project-name',
    type: 'string',
    description: 'Name of the project and its command; by default, that of the folder',
  },
  projectType: {
    flag: 'project-type',
    type: 'string',
    description: 'Kind of program',
    choices: kindIds,
  },
  minimal: {
    flag: 'minimal',
    type: 'boolean',
    description: 'Only the frame, with its tests: no sample program',
  },
  packageName: {
    flag: 'package-name',
    type: 'string',
    description: "Import name; by default the project's, with underscores",
  },
  projectDescription: {
    flag: 'project-description',
    type: 'string',
    description: 'What it is, in a sentence',
  },
  projectVersion: {
    flag: 'project-version',
    type: 'string',
    description: 'Its first version',
  },
  authorName: {
    flag: 'author-name',
    type: 'string',
    description: 'Author, for the package and the licence; by default user.name of git',
  },
  authorEmail: {
    flag: 'author-email',
    type: 'string',
    description: 'E-mail address of the author; by default user.email of git',
  },
  githubUsername: {
    flag: 'github-username',
    type: 'string',
    description: 'Account on GitHub; adds the links to the repository',
  },
  license: {
    flag: 'license',
    type: 'string',
    description: 'Licence',
    choices: ['MIT', 'Apache-2.0', 'GPL-3.0', 'BSD-3-Clause', 'Proprietary'],
  },
  pythonVersion: {
    flag: 'python-version',
    type: 'string',
    description: 'Oldest Python that it supports',
    choices: pythonVersions,
  },
  cliFramework: {
    flag: 'cli-framework',
    type: 'string',
    description: 'Framework of a cli_tool',
    choices: ['typer', 'click'],
  },
  includePersistenceHelpers: {
    flag: 'include-persistence-helpers',
    type: 'boolean',
    description: 'State that survives crashes; the default for programs',
  },
  includeApiUtilities: {
    flag: 'include-api-utilities',
    type: 'boolean',
    description: 'Input validation, responses and error messages',
  },
  includeTests: {
    flag: 'include-tests',
    type: 'boolean',
    description: 'Tests',
  },
  testCoverageThreshold: {
    flag: 'test-coverage-threshold',
    type: 'number',
    description: 'Percentage that the tests must cover',
  },
  includeGuides: {
    flag: 'docs',
    type: 'boolean',
    description: 'The guides of the pieces',
  },
  includePreCommit: {
    flag: 'include-pre-commit',
    type: 'boolean',
    description: 'Checks before each commit, by pre-commit',
  },
  includeGithubActions: {
    flag: 'include-github-actions',
    type: 'boolean',
    description: 'Checks on GitHub, and Dependabot',
  },
  includePublishing: {
    flag: 'include-publishing',
    type: 'boolean',
    description: 'A workflow on GitHub that publishes releases on PyPI, without a password',
  },
  includeDeployment: {
    flag: 'include-deployment',
    type: 'boolean',
    description: 'A Dockerfile and a unit of systemd, for a daemon or a web_service',
  },
  includeJustfile: {
    flag: 'include-justfile',
    type: 'boolean',
    description: 'Recipes for just',
  },
  includeAgentsMd: {
    flag: 'include-agents-md',
    type: 'boolean',
    description: 'AGENTS.md, for coding agents',
  },
} as const satisfies Readonly<Record<QuestionName, FlagRow>>;

export const questionNames = Object.keys(projectFlags) as readonly QuestionName[];
