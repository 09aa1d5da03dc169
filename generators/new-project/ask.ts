/** Asks what a new project cannot be without: at most seven questions. The rest are flags. */

import type { Asker } from '../run/ask.js';
import { type KindId, kinds } from '../tables/kinds.js';
import type { ProjectAnswers, Surroundings } from '../types/new-project.js';
import { completeAnswers, type Given } from './complete-answers.js';
import { findProblem, type QuestionName, questions } from './questions.js';

/** The answers that were known, with those to the questions that were open. */
export async function askProject(known: Given, around: Surroundings, asker: Asker): Promise<Given> {
  let answers: Given = known;
  for (const [name, message] of asked) {
    if (answers[name] !== undefined) continue;
    const value = await askOne({ name, message, answers: completeAnswers(answers, around) }, asker);
    answers = { ...answers, [name]: value };
  }
  answers = { ...answers, ...(await askForSample(answers, around, asker)) };
  answers = { ...answers, ...(await askForPieces(answers, around, asker)) };
  return { ...answers, ...(await askForDeployment(answers, around, asker)) };
}

const asked = [
  ['projectName', 'Name of the project'],
  ['projectType', 'What is it?'],
  ['projectDescription', 'What does it do, in a sentence?'],
  ['license', 'Under which licence?'],
] as const satisfies readonly (readonly [QuestionName, string])[];

interface OpenQuestion {
  readonly name: (typeof asked)[number][0];
  readonly message: string;
  /** The answers as they would be without the question. */
  readonly answers: ProjectAnswers;
}

function askOne({ name, message, answers }: OpenQuestion, asker: Asker): Promise<string> {
  const row = questions[name];
  const question = { name, message, default: answers[name] };
  if (!('choices' in row))
    return asker.input({ ...question, problem: (value) => findProblem(name, value, answers) });
  const choices = row.choices.map((value) => ({ value, name: titles[value] ?? value }));
  return asker.select({ ...question, choices });
}

const titles: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(kinds).map(([id, { title }]) => [id, `${title} (${id})`]),
);

async function askForPieces(known: Given, around: Surroundings, asker: Asker): Promise<Given> {
  if (known.includePersistenceHelpers !== undefined || known.includeApiUtilities !== undefined) return {};
  const { includePersistenceHelpers, includeApiUtilities } = completeAnswers(known, around);
  const chosen = await asker.selectMany({
    name: 'pieces',
    message: 'With which pieces?',
    choices: [
      {
        name: 'persistence: state that survives crashes',
        value: 'persistence',
        checked: includePersistenceHelpers,
      },
      { name: 'utils: validation, responses, errors', value: 'utils', checked: includeApiUtilities },
    ],
  });
  return {
    includePersistenceHelpers: chosen.includes('persistence'),
    includeApiUtilities: chosen.includes('utils'),
  };
}

async function askForSample(known: Given, around: Surroundings, asker: Asker): Promise<Given> {
  if (known.minimal !== undefined) return {};
  const { minimal } = completeAnswers(known, around);
  const chosen = await asker.select({
    name: 'minimal',
    message: 'With the sample program?',
    choices: [
      { name: 'yes', value: 'no' },
      { name: 'no, only the frame and its tests', value: 'yes' },
    ],
    default: minimal ? 'yes' : 'no',
  });
  return { minimal: chosen === 'yes' };
}

async function askForDeployment(known: Given, around: Surroundings, asker: Asker): Promise<Given> {
  const { projectType, includeDeployment } = completeAnswers(known, around);
  if (known.includeDeployment !== undefined || !kinds[projectType as KindId].isService) return {};
  const chosen = await asker.select({
    name: 'includeDeployment',
    message: 'With a Dockerfile and a unit of systemd?',
    choices: [
      { name: 'no', value: 'no' },
      { name: 'yes', value: 'yes' },
    ],
    default: includeDeployment ? 'yes' : 'no',
  });
  return { includeDeployment: chosen === 'yes' };
}
