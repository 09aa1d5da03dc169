/** The table of what a new project is asked: its flags, with defaults and the rules that answers keep. */

import { startingOf } from '../languages/languages.js';
import { type KindId, kinds } from '../tables/kinds.js';
import type { ProjectAnswers, Surroundings } from '../types/new-project.js';
import { type FlagRow, projectFlags, type QuestionName, type Value } from './flags.js';
import {
  findAccountProblem,
  findChoiceProblem,
  findEmailProblem,
  findLineProblem,
  findNameProblem,
  findVersionProblem,
} from './rules.js';

interface QuestionRow extends FlagRow {
  /** The rule that a value breaks, or undefined. */
  readonly problem?: (value: string, answers: Partial<ProjectAnswers>) => string | undefined;
  readonly fallback: (answers: Partial<ProjectAnswers>, around: Surroundings) => Value;
}

const yes = () => true;

/** In the order in which they are answered: a default may be made of the answers above it. */
export const questions = {
  projectName: {
    ...projectFlags.projectName,
    problem: findNameProblem,
    fallback: (_, { folderName }) =>
      folderName
        // A letter with an accent counts as the letter.
        .normalize('NFKD')
        .replaceAll(/\p{M}/gu, '')
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^[^a-z]+|-$/g, ''),
  },
  projectType: {
    ...projectFlags.projectType,
    fallback: () => 'cli_tool',
  },
  minimal: {
    ...projectFlags.minimal,
    fallback: () => false,
  },
  packageName: {
    ...projectFlags.packageName,
    problem: (value, { language = 'python' }) => startingOf(language).packageNameProblem(value),
    fallback: ({ language = 'python', projectName = '' }) => startingOf(language).packageNameFor(projectName),
  },
  projectDescription: {
    ...projectFlags.projectDescription,
    problem: findLineProblem,
    fallback: ({ projectType, minimal }) =>
      kinds[projectType as KindId][minimal ? 'bareDescription' : 'description'],
  },
  projectVersion: {
    ...projectFlags.projectVersion,
    problem: findVersionProblem,
    fallback: () => '0.1.0',
  },
  authorName: {
    ...projectFlags.authorName,
    problem: findLineProblem,
    fallback: (_, { gitName }) => gitName,
  },
  authorEmail: {
    ...projectFlags.authorEmail,
    problem: findEmailProblem,
    // The address of somebody else would be wrong beside a name that was given.
    fallback: ({ authorName }, { gitName, gitEmail }) =>
      authorName === gitName && findEmailProblem(gitEmail) === undefined ? gitEmail : '',
  },
  githubUsername: {
    ...projectFlags.githubUsername,
    problem: findAccountProblem,
    fallback: () => '',
  },
  license: {
    ...projectFlags.license,
    fallback: () => 'MIT',
  },
  pythonVersion: {
    ...projectFlags.pythonVersion,
    fallback: () => '3.11',
  },
  cliFramework: {
    ...projectFlags.cliFramework,
    fallback: () => 'typer',
  },
  includePersistenceHelpers: {
    ...projectFlags.includePersistenceHelpers,
    fallback: ({ projectType }) => kinds[projectType as KindId].keepsState,
  },
  includeApiUtilities: {
    ...projectFlags.includeApiUtilities,
    fallback: () => false,
  },
  includeTests: {
    ...projectFlags.includeTests,
    fallback: yes,
  },
  testCoverageThreshold: {
    ...projectFlags.testCoverageThreshold,
    problem: (value) =>
      /^\d+$/.test(value) && Number(value) <= 100 ? undefined : 'it must be a whole number from 0 to 100',
    fallback: () => 85,
  },
  includeGuides: {
    ...projectFlags.includeGuides,
    fallback: yes,
  },
  includePreCommit: {
    ...projectFlags.includePreCommit,
    fallback: yes,
  },
  includeGithubActions: {
    ...projectFlags.includeGithubActions,
    fallback: yes,
  },
  includePublishing: {
    ...projectFlags.includePublishing,
    fallback: () => false,
  },
  includeDeployment: {
    ...projectFlags.includeDeployment,
    fallback: () => false,
  },
  includeJustfile: {
    ...projectFlags.includeJustfile,
    fallback: yes,
  },
  includeAgentsMd: {
    ...projectFlags.includeAgentsMd,
    fallback: yes,
  },
} as const satisfies Readonly<Record<QuestionName, QuestionRow>>;

/** The rule that a value breaks, or undefined. */
export function findProblem(
  name: QuestionName,
  value: string,
  answers: Partial<ProjectAnswers>,
): string | undefined {
  const { choices, problem }: QuestionRow = questions[name];
  return findChoiceProblem(value, choices ?? [value]) ?? problem?.(value, answers);
}
