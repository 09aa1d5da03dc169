/** Fills the answers of a new project with defaults, and refuses those that break a rule. */

import { configPath } from '../run/config.js';
import type { ProjectAnswers, Surroundings } from '../types/new-project.js';
import { UsageError, UserError } from '../types/user-error.js';
import { type Given, type QuestionName, questionNames, type Value } from './flags.js';
import { findProblem, questions } from './questions.js';

/** Who gave an answer: a flag, an earlier run, or the surroundings. */
export type Origin = 'flag' | 'memory' | 'default';

export type OriginOf = (name: QuestionName) => Origin;

/** Fills what is not known with defaults, in the order of the table; what is known is checked before it is used. */
export function completeAnswers(
  known: Given,
  around: Surroundings,
  originOf: OriginOf = () => 'flag',
): ProjectAnswers {
  const answers: Record<string, Value> = { language: 'python', year: around.year, docsDir: '' };
  for (const name of questionNames) {
    answers[name] = known[name] ?? questions[name].fallback(answers, around);
    if (known[name] !== undefined) refuseProblem(name, answers, originOf(name));
  }
  return answers as unknown as ProjectAnswers;
}

export function refuseProblem(name: QuestionName, answers: Partial<ProjectAnswers>, origin: Origin): void {
  const value = answers[name];
  if (questions[name].type === 'boolean' || (value === '' && optional.includes(name))) return;
  const problem = findProblem(name, String(value), answers);
  if (problem !== undefined) refuseValue({ name, value: String(value), origin }, problem);
}

const optional: readonly QuestionName[] = ['authorName', 'authorEmail', 'githubUsername'];

interface Blamed {
  readonly name: QuestionName;
  readonly value: string;
  readonly origin: Origin;
}

/** Only a flag that was given is blamed. */
export function refuseValue({ name, value, origin }: Blamed, problem: string): never {
  const { flag } = questions[name];
  if (origin === 'flag') throw new UsageError(`--${flag}=${value}: ${problem}. Nothing was written.`);
  if (origin === 'memory')
    throw new UserError(
      `The ${name} "${value}" in ${configPath}: ${problem}. Correct it there, or give --${flag}=VALUE.`,
    );
  const finding = value === '' ? 'There is none that fits here' : `It would be "${value}"`;
  throw new UserError(`Give --${flag}=VALUE. ${finding}: ${problem}. Nothing was written.`);
}
