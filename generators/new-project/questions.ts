/** The table of what a new project is asked: flags, help texts, defaults, and the rules that answers keep. */

import { startingOf } from '../languages/languages.js';
import { pythonVersions } from '../languages/python/starting.js';
import { type KindId, kindIds, kinds } from '../tables/kinds.js';
import type { ProjectAnswers, Surroundings } from '../types/new-project.js';
import {
  findAccountProblem,
  findChoiceProblem,
  findEmailProblem,
  findLineProblem,
  findNameProblem,
  findVersionProblem,
} from './rules.js';

export type Value = string | number | boolean;

interface QuestionRow {
  readonly flag: string;
  readonly type: 'string' | 'boolean' | 'number';
  readonly description: string;
  /** The values that it can have, where there is a list. */
  readonly choices?: readonly string[];
  /** The rule that a value breaks, or undefined. */
  readonly problem?: (value: string, answers: Partial<ProjectAnswers>) => string | undefined;
  readonly fallback: (answers: Partial<ProjectAnswers>, around: Surroundings) => Value;
}

export type QuestionName = Exclude<keyof ProjectAnswers, 'language' | 'year' | 'docsDir'>;

const yes = () => true;

/** In the order in which they are answered: a default may be made of the answers above it. */
export const questions = {
  projectName: {
    flag: 'project-name',
    type: 'string',
    description: 'Name of the project and its command; by default, that of the folder',
    problem: findNameProblem,
    fallback: (_, { folderName }) =>
      folderName
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^[^a-z]+|-$/g, ''),
  },
  projectType: {
    flag: 'project-type',
    type: 'string',
    description: 'Kind of program',
    choices: kindIds,
    fallback: () => 'cli_tool',
  },
  minimal: {
    flag: 'minimal',
    type: 'boolean',
    description: 'Only the frame, with its tests: no sample program',
    fallback: () => false,
  },
  packageName: {
    flag: 'package-name',
    type: 'string',
    description: "Import name; by default the project's, with underscores",
    problem: (value, { language = 'python' }) => startingOf(language).packageNameProblem(value),
    fallback: ({ language = 'python', projectName = '' }) => startingOf(language).packageNameFor(projectName),
  },
  projectDescription: {
    flag: 'project-description',
    type: 'string',
    description: 'What it is, in a sentence',
    problem: findLineProblem,
    fallback: ({ projectType, minimal }) =>
      kinds[projectType as KindId][minimal ? 'bareDescription' : 'description'],
  },
  projectVersion: {
    flag: 'project-version',
    type: 'string',
    description: 'Its first version',
    problem: findVersionProblem,
    fallback: () => '0.1.0',
  },
  authorName: {
    flag: 'author-name',
    type: 'string',
    description: 'Author, for the package and the licence; by default user.name of git',
    problem: findLineProblem,
    fallback: (_, { gitName }) => gitName,
  },
  authorEmail: {
    flag: 'author-email',
    type: 'string',
    description: 'E-mail address of the author; by default user.email of git',
    problem: findEmailProblem,
    // The address of somebody else would be wrong beside a name that was given.
    fallback: ({ authorName }, { gitName, gitEmail }) =>
      authorName === gitName && findEmailProblem(gitEmail) === undefined ? gitEmail : '',
  },
  githubUsername: {
    flag: 'github-username',
    type: 'string',
    description: 'Account on GitHub; adds the links to the repository',
    problem: findAccountProblem,
    fallback: () => '',
  },
  license: {
    flag: 'license',
    type: 'string',
    description: 'Licence',
    choices: ['MIT', 'Apache-2.0', 'GPL-3.0', 'BSD-3-Clause', 'Proprietary'],
    fallback: () => 'MIT',
  },
  pythonVersion: {
    flag: 'python-version',
    type: 'string',
    description: 'Oldest Python that it supports',
    choices: pythonVersions,
    fallback: () => '3.11',
  },
  cliFramework: {
    flag: 'cli-framework',
    type: 'string',
    description: 'Framework of a cli_tool',
    choices: ['typer', 'click'],
    fallback: () => 'typer',
  },
  includePersistenceHelpers: {
    flag: 'include-persistence-helpers',
    type: 'boolean',
    description: 'State that survives crashes; the default for programs',
    fallback: ({ projectType }) => kinds[projectType as KindId].keepsState,
  },
  includeApiUtilities: {
    flag: 'include-api-utilities',
    type: 'boolean',
    description: 'Input validation, responses and error messages',
    fallback: () => false,
  },
  includeTests: { flag: 'include-tests', type: 'boolean', description: 'Tests', fallback: yes },
  testCoverageThreshold: {
    flag: 'test-coverage-threshold',
    type: 'number',
    description: 'Percentage that the tests must cover',
    problem: (value) =>
      /^\d+$/.test(value) && Number(value) <= 100 ? undefined : 'it must be a whole number from 0 to 100',
    fallback: () => 85,
  },
  includeGuides: { flag: 'docs', type: 'boolean', description: 'The guides of the pieces', fallback: yes },
  includePreCommit: {
    flag: 'include-pre-commit',
    type: 'boolean',
    description: 'Checks before each commit, by pre-commit',
    fallback: yes,
  },
  includeGithubActions: {
    flag: 'include-github-actions',
    type: 'boolean',
    description: 'Checks on GitHub, and Dependabot',
    fallback: yes,
  },
  includePublishing: {
    flag: 'include-publishing',
    type: 'boolean',
    description: 'A workflow on GitHub that publishes releases on PyPI, without a password',
    fallback: () => false,
  },
  includeDeployment: {
    flag: 'include-deployment',
    type: 'boolean',
    description: 'A Dockerfile and a unit of systemd, for a daemon or a web_service',
    fallback: () => false,
  },
  includeJustfile: {
    flag: 'include-justfile',
    type: 'boolean',
    description: 'Recipes for just',
    fallback: yes,
  },
  includeAgentsMd: {
    flag: 'include-agents-md',
    type: 'boolean',
    description: 'AGENTS.md, for coding agents',
    fallback: yes,
  },
} as const satisfies Readonly<Record<QuestionName, QuestionRow>>;

export const questionNames = Object.keys(questions) as readonly QuestionName[];

/** The rule that a value breaks, or undefined. */
export function findProblem(
  name: QuestionName,
  value: string,
  answers: Partial<ProjectAnswers>,
): string | undefined {
  const { choices, problem }: QuestionRow = questions[name];
  return findChoiceProblem(value, choices ?? [value]) ?? problem?.(value, answers);
}
