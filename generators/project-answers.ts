/** Finds the answers of a new project: flag, then what an earlier run remembered, then a question, then a default. */

import type { Asker } from './ask.js';
import { type LanguageId, languages } from './core/languages.js';
import { type ProjectAnswers, UserError } from './core/types.js';
import { kinds } from './kinds.js';
import { type OptionTable, type RawOptions, readBoolean, runOptions } from './options.js';
import {
  findProblem,
  type QuestionName,
  questionNames,
  questions,
  type Surroundings,
  type Value,
} from './project-questions.js';

type Given = Readonly<Partial<Record<QuestionName, Value>>>;

/** The flags of a new project, for help texts and for the bin. */
export const projectOptions: OptionTable = {
  ...Object.fromEntries(
    Object.values(questions).map((row) => {
      const choices = 'choices' in row ? `: ${row.choices.join(', ')}` : '';
      const type = row.type === 'boolean' ? 'boolean' : 'string';
      return [row.flag, { type, default: type === 'boolean', description: row.description + choices }];
    }),
  ),
  git: { type: 'boolean', default: false, description: 'Make a git repository with a first commit' },
  ...runOptions,
};

export interface AnswerSources {
  /** Flags by their kebab-case names. */
  readonly flags: RawOptions;
  readonly remembered: Readonly<Record<string, unknown>>;
  readonly around: Surroundings;
  readonly asker: Asker;
}

/** Throws a UserError that names the flag and the rule that its value breaks. */
export async function findAnswers(sources: AnswerSources): Promise<ProjectAnswers> {
  const { flags, remembered, around, asker } = sources;
  const given = readGiven(flags);
  const year = typeof remembered['year'] === 'number' ? remembered['year'] : around.year;
  const place = { ...around, year };
  let known: Given = { ...readRemembered(remembered), ...given };
  // Before a question is asked, so that nobody answers in vain.
  complete(known, place);
  const isNew = Object.keys(remembered).length === 0;
  if (isNew && asker.canAsk) known = { ...known, ...(await askProject(known, place, asker)) };
  const answers = complete(known, place);
  for (const name of questionNames) refuseProblem(name, answers);
  refuseIdleFlags(given, answers);
  refuseTakenNames(answers);
  return answers;
}

/** Fills what is not known with defaults, in the order of the table; what is known is checked before it is used. */
function complete(known: Given, around: Surroundings): ProjectAnswers {
  const answers: Record<string, Value> = { language: 'python', year: around.year, docsDir: '' };
  for (const name of questionNames) {
    answers[name] = known[name] ?? questions[name].fallback(answers, around);
    if (known[name] !== undefined) refuseProblem(name, answers);
  }
  return answers as unknown as ProjectAnswers;
}

/** At most five questions: what a project cannot be without. The rest are flags. */
async function askProject(known: Given, around: Surroundings, asker: Asker): Promise<Given> {
  let answers: Given = known;
  for (const [name, message] of asked) {
    if (answers[name] !== undefined) continue;
    const value = await askOne({ name, message, answers: complete(answers, around) }, asker);
    answers = { ...answers, [name]: value };
  }
  return { ...answers, ...(await askForPieces(answers, around, asker)) };
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
  const { includePersistenceHelpers, includeApiUtilities } = complete(known, around);
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

function readGiven(flags: RawOptions): Given {
  const values = questionNames.map((name) => [name, readValue(name, flags)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** `yo` gives `--python-version=3.11` as a number. */
function readValue(name: QuestionName, flags: RawOptions): Value | undefined {
  const { flag, type } = questions[name];
  if (type === 'boolean') return readBoolean(flags, flag);
  const value = flags[flag];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new UserError(`--${flag} needs a value: --${flag}=VALUE.`);
  return type === 'number' ? readNumber(String(value)) : String(value);
}

/** What is no number stays text, for the message that names the rule. */
function readNumber(text: string): Value {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** Of what the file holds, only values of the right kind. */
function readRemembered(remembered: RawOptions): Given {
  const names = questionNames.filter((name) => typeof remembered[name] === questions[name].type);
  return Object.fromEntries(names.map((name) => [name, remembered[name] as Value]));
}

function refuseProblem(name: QuestionName, answers: Partial<ProjectAnswers>): void {
  const value = answers[name];
  const { flag, type } = questions[name];
  if (type === 'boolean' || (value === '' && optional.includes(name))) return;
  const problem = findProblem(name, String(value), answers);
  if (problem !== undefined) throw new UserError(`--${flag}=${value}: ${problem}. Nothing was written.`);
}

const optional: readonly QuestionName[] = ['authorName', 'authorEmail', 'githubUsername'];

/** A flag that would do nothing is a mistake: its user expects something of it. */
function refuseIdleFlags(given: Given, { projectType, includeTests }: ProjectAnswers): void {
  if (given.cliFramework !== undefined && projectType !== 'cli_tool')
    throw new UserError(`--cli-framework is for --project-type=cli_tool; this is a ${projectType}.`);
  if (given.testCoverageThreshold !== undefined && !includeTests)
    throw new UserError(
      '--test-coverage-threshold has no meaning without tests; leave one of both flags out.',
    );
}

/** A project cannot need a distribution of its own name. */
function refuseTakenNames(answers: ProjectAnswers): void {
  const { projectName, packageName, language } = answers;
  const taken = languages[language as LanguageId].starting.requiredNames(answers);
  const isTaken = (name: string) => taken.includes(name.toLowerCase().replaceAll('_', '-'));
  const flag = isTaken(projectName) ? `--project-name=${projectName}` : `--package-name=${packageName}`;
  if (isTaken(projectName) || isTaken(packageName))
    throw new UserError(`${flag}: the project needs a package of that name itself; choose another.`);
}
