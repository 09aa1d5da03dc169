/** Asks what a new project cannot be without: at most seven questions. The rest are flags. */

import type { Asker, Question } from '../run/ask.js';
import { type KindId, kinds } from '../tables/kinds.js';
import type { ProjectAnswers, Surroundings } from '../types/new-project.js';
import { completeAnswers } from './complete-answers.js';
import type { Given } from './flags.js';
import { findProblem, questions } from './questions.js';

/** The answers that were known, with those to the questions that were open. */
export async function askProject(known: Given, around: Surroundings, asker: Asker): Promise<Given> {
  let answers: Given = known;
  for (const [index, page] of pages.entries()) {
    const complete = completeAnswers(answers, around);
    const isOpen = (each: ProjectPage) => each.isOpen(answers, complete);
    if (!isOpen(page)) continue;
    const later = pages.slice(index + 1).filter(isOpen);
    const given = await page.ask({ asker, answers: complete, later: later.map(({ title }) => title) });
    answers = { ...answers, ...given };
  }
  return answers;
}

interface Asking {
  readonly asker: Asker;
  /** The answers as they would be without the question. */
  readonly answers: ProjectAnswers;
  readonly later: readonly string[];
}

interface ProjectPage {
  readonly title: string;
  /** Whether it is asked, by what is known and by what would be without a question. */
  isOpen(known: Given, complete: ProjectAnswers): boolean;
  ask(asking: Asking): Promise<Given>;
}

type AskedName = 'projectName' | 'projectType' | 'projectDescription' | 'license';

function pageOf(name: AskedName, page: { title: string; message: string; hint: string }): ProjectPage {
  return {
    title: page.title,
    isOpen: (known) => known[name] === undefined,
    ask: async ({ asker, answers, later }) => {
      const row = questions[name];
      const question = { ...page, name, later, default: answers[name] };
      if (!('choices' in row)) {
        const problem = (value: string) => findProblem(name, value, answers);
        return { [name]: await asker.input({ ...question, problem }) };
      }
      const choices = row.choices.map((value) => ({ value, name: titles[value] ?? value }));
      return { [name]: await asker.select({ ...question, choices }) };
    },
  };
}

const titles: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(kinds).map(([id, { title }]) => [id, `${title} (${id})`]),
);

interface SwitchPage extends Pick<Question, 'message' | 'choices'> {
  readonly title: string;
  readonly hint: string;
  /** Whether such a project has it at all. */
  readonly isAsked?: (complete: ProjectAnswers) => boolean;
}

/** A page of what is on or off; the values of its choices are `yes` and `no`. */
function switchOf(name: 'minimal' | 'includeDeployment', page: SwitchPage): ProjectPage {
  const { isAsked = () => true, ...question } = page;
  return {
    title: page.title,
    isOpen: (known, complete) => known[name] === undefined && isAsked(complete),
    ask: async ({ asker, answers, later }) => {
      const chosen = await asker.select({ ...question, name, later, default: answers[name] ? 'yes' : 'no' });
      return { [name]: chosen === 'yes' };
    },
  };
}

const sample = switchOf('minimal', {
  title: 'Sample',
  message: 'With the sample program?',
  hint: 'It shows how the parts work together; the frame runs without it.',
  choices: [
    { name: 'yes', value: 'no' },
    { name: 'no, only the frame and its tests', value: 'yes' },
  ],
});

const pieces: ProjectPage = {
  title: 'Pieces',
  isOpen: ({ includePersistenceHelpers, includeApiUtilities }) =>
    includePersistenceHelpers === undefined && includeApiUtilities === undefined,
  ask: async ({ asker, answers: { includePersistenceHelpers, includeApiUtilities }, later }) => {
    const chosen = await asker.selectMany({
      name: 'pieces',
      title: pieces.title,
      message: 'With which pieces?',
      hint: 'Each is a module with its tests and a guide; any can be added later.',
      later,
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
  },
};

const deployment = switchOf('includeDeployment', {
  title: 'Deployment',
  message: 'With a Dockerfile and a unit of systemd?',
  hint: 'They run the service in a container, or as a service of Linux.',
  choices: [
    { name: 'no', value: 'no' },
    { name: 'yes', value: 'yes' },
  ],
  isAsked: ({ projectType }) => kinds[projectType as KindId].isService,
});

const pages: readonly ProjectPage[] = [
  pageOf('projectName', {
    title: 'Name',
    message: 'Name of the project',
    hint: 'Its command and its distribution have this name: lower-case letters, digits and dashes.',
  }),
  pageOf('projectType', {
    title: 'Kind',
    message: 'What is it?',
    hint: 'Each kind begins with a program of its own that runs and is tested.',
  }),
  pageOf('projectDescription', {
    title: 'Description',
    message: 'What does it do, in a sentence?',
    hint: 'It goes into the README and the metadata of the package.',
  }),
  pageOf('license', {
    title: 'Licence',
    message: 'Under which licence?',
    hint: 'Its text goes into the file LICENSE.',
  }),
  sample,
  pieces,
  deployment,
];

/** The titles of those that are asked for any kind of project. */
export const commonPages: readonly string[] = pages
  .filter((page) => page !== deployment)
  .map(({ title }) => title);
