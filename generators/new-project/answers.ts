/** Finds the answers of a new project: flag, then what an earlier run remembered, then a question, then a default. */

import { startingOf } from '../languages/languages.js';
import type { Asker } from '../run/ask.js';
import type { RawOptions } from '../run/read-options.js';
import { type KindId, kindIds, kinds } from '../tables/kinds.js';
import type { ProjectAnswers, Surroundings } from '../types/new-project.js';
import { UsageError } from '../types/user-error.js';
import { askProject } from './ask.js';
import { completeAnswers, type OriginOf, refuseProblem, refuseValue } from './complete-answers.js';
import { type Given, questionNames } from './flags.js';
import { readGiven, readRemembered } from './options.js';

export interface AnswerSources {
  /** Flags by their kebab-case names. */
  readonly flags: RawOptions;
  readonly remembered: Readonly<Record<string, unknown>>;
  readonly around: Surroundings;
  readonly asker: Asker;
}

/** Throws a UserError that names the rule that a value breaks, and where it comes from. */
export async function findAnswers(sources: AnswerSources): Promise<ProjectAnswers> {
  const { flags, remembered, around, asker } = sources;
  const given = readGiven(flags);
  const year = typeof remembered['year'] === 'number' ? remembered['year'] : around.year;
  const place = { ...around, year };
  const memory = withoutDefaults(readRemembered(remembered));
  const originOf: OriginOf = (name) =>
    given[name] !== undefined ? 'flag' : memory[name] !== undefined ? 'memory' : 'default';
  let known: Given = { ...memory, ...given };
  // Bad flags are refused before a question is asked.
  completeAnswers(known, place, originOf);
  const isNew = Object.keys(remembered).length === 0;
  if (isNew && asker.canAsk) known = { ...known, ...(await askProject(known, place, asker)) };
  const answers = completeAnswers(known, place, originOf);
  for (const name of questionNames) refuseProblem(name, answers, originOf(name));
  refuseIdleFlags(given, answers);
  refuseTakenNames(answers, originOf);
  return answers;
}

/** A description that only says the kind follows it. */
function withoutDefaults({ projectDescription, ...memory }: Given): Given {
  const isDefault = Object.values(kinds).some(({ description, bareDescription }) =>
    [description, bareDescription].some((each) => each === projectDescription),
  );
  return isDefault || projectDescription === undefined ? memory : { ...memory, projectDescription };
}

/** A flag that would do nothing is a mistake: its user expects something of it. */
function refuseIdleFlags(given: Given, answers: ProjectAnswers): void {
  const { projectType, includeTests, includePublishing, license } = answers;
  if (includePublishing && license === 'Proprietary')
    throw new UsageError(
      '--include-publishing: PyPI takes no project with --license=Proprietary; leave one of both out.',
    );
  if (given.includeDeployment && !kinds[projectType as KindId].isService) {
    const services = kindIds.filter((id) => kinds[id].isService).join(' or ');
    throw new UsageError(`--include-deployment is for --project-type=${services}; this is a ${projectType}.`);
  }
  if (given.cliFramework !== undefined && projectType !== 'cli_tool')
    throw new UsageError(`--cli-framework is for --project-type=cli_tool; this is a ${projectType}.`);
  if (given.testCoverageThreshold !== undefined && !includeTests)
    throw new UsageError(
      '--test-coverage-threshold has no meaning without tests; leave one of both flags out.',
    );
}

/** A project cannot need a distribution of its own name. */
function refuseTakenNames(answers: ProjectAnswers, originOf: OriginOf): void {
  const { language } = answers;
  const taken = startingOf(language).requiredNames(answers);
  const isTaken = (name: string) => taken.includes(name.toLowerCase().replaceAll('_', '-'));
  for (const name of ['projectName', 'packageName'] as const) {
    const value = answers[name];
    const problem = 'the project needs a package of that name itself; choose another';
    if (isTaken(value)) refuseValue({ name, value, origin: originOf(name) }, problem);
  }
}
