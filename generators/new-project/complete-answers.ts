/** Fills the answers of a new project with defaults, and refuses those that break a rule. */

import type { ProjectAnswers } from '../types/new-project.js';
import { UserError } from '../types/user-error.js';
import {
  findProblem,
  type QuestionName,
  questionNames,
  questions,
  type Surroundings,
  type Value,
} from './questions.js';

export type Given = Readonly<Partial<Record<QuestionName, Value>>>;

/** Fills what is not known with defaults, in the order of the table; what is known is checked before it is used. */
export function completeAnswers(known: Given, around: Surroundings): ProjectAnswers {
  const answers: Record<string, Value> = { language: 'python', year: around.year, docsDir: '' };
  for (const name of questionNames) {
    answers[name] = known[name] ?? questions[name].fallback(answers, around);
    if (known[name] !== undefined) refuseProblem(name, answers);
  }
  return answers as unknown as ProjectAnswers;
}

export function refuseProblem(name: QuestionName, answers: Partial<ProjectAnswers>): void {
  const value = answers[name];
  const { flag, type } = questions[name];
  if (type === 'boolean' || (value === '' && optional.includes(name))) return;
  const problem = findProblem(name, String(value), answers);
  if (problem !== undefined) throw new UserError(`--${flag}=${value}: ${problem}. Nothing was written.`);
}

const optional: readonly QuestionName[] = ['authorName', 'authorEmail', 'githubUsername'];
