/** Asks through Yeoman's prompts. */

import { printable } from '../text/printable.js';
import type { Asker, InputQuestion, Question } from './ask.js';

/** What a prompt of Yeoman is given, and the answers by name. */
export type Prompt = (
  question: Record<string, unknown> & { name: string },
) => Promise<Record<string, unknown>>;

export function createAsker(prompt: Prompt, canAsk: boolean): Asker {
  return {
    canAsk,
    // `guiOptions` gives the question a control in IDE hosts; Yeoman's types do not know it.
    select: async (question: Question) =>
      (await prompt({ ...show(question), type: 'select', guiOptions: { type: 'list' } }))[
        question.name
      ] as string,
    selectMany: async (question: Question) =>
      ((await prompt({ ...show(question), type: 'checkbox' }))[question.name] ?? []) as readonly string[],
    input: async ({ name, message, default: suggestion, problem }: InputQuestion) => {
      const validate = (value: string) => problem(value) ?? true;
      const question = { type: 'input', name, message: printable(message), default: suggestion, validate };
      return ((await prompt(question))[name] ?? '') as string;
    },
  };
}

/** Names of packages and paths may hold what a terminal would obey. */
function show(question: Question) {
  const choices = question.choices.map((choice) => ({ ...choice, name: printable(choice.name) }));
  return { ...question, message: printable(question.message), choices };
}

/** A terminal adapter reads a stream that may be a pipe; an IDE's adapter has no stream, and somebody before it. */
export function hasSomebodyToAsk(adapter: object): boolean {
  const { actualAdapter } = adapter as { actualAdapter?: object };
  const { stdin } = (actualAdapter ?? adapter) as { stdin?: { isTTY?: boolean } };
  return stdin === undefined || stdin.isTTY === true;
}

/** Inquirer throws this when Ctrl-C ends a prompt. */
export function isInterrupt(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}
