/** The prompts of the bin: Inquirer's, as Yeoman has them, loaded when there is a question. */

import type { Prompt } from '../run/asker.js';

/** The output is for what programs read. */
const context = { output: process.stderr };

export const promptInTerminal: Prompt = async ({ name, type, ...question }) => {
  const ask = prompts[type as keyof typeof prompts];
  return { [name]: await ask(question) };
};

const prompts = {
  select: async (question: object) => (await import('@inquirer/select')).default(question as never, context),
  checkbox: async (question: object) =>
    (await import('@inquirer/checkbox')).default(question as never, context),
  input: async (question: object) => (await import('@inquirer/input')).default(question as never, context),
};
