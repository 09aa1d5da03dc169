/** Asks through Yeoman's prompts. */

import { printable, printableLines } from '../text/printable.js';
import type { Asker, Choice, InputQuestion, Page, Question } from './ask.js';
import { isInterrupt } from './interrupt.js';

/** What a prompt of Yeoman is given, and the answers by name; a host of pages is told of the page, too. */
export type Prompt = (
  question: Record<string, unknown> & { name: string; guiOptions: object },
  page: Page,
) => Promise<Record<string, unknown>>;

/** `say` shows what a question offers to look at. */
export function createAsker(prompt: Prompt, canAsk: boolean, say: (line: string) => void = () => {}): Asker {
  // `guiOptions` gives the question a control in IDE hosts; Yeoman's types do not know it.
  const selectOnce = async (question: Question) =>
    (
      await prompt(
        { ...show(question), type: 'select', guiOptions: { type: 'list', ...hintOf(question) } },
        question,
      )
    )[question.name] as string;
  return {
    canAsk,
    select: async ({ details, ...question }: Question) => {
      if (details === undefined) return selectOnce(question);
      const answer = await selectOnce({ ...question, choices: [...question.choices, look] });
      if (answer !== look.value) return answer;
      say(printableLines(details));
      return selectOnce(question);
    },
    selectMany: async (question: Question) =>
      ((await prompt({ ...show(question), type: 'checkbox', guiOptions: hintOf(question) }, question))[
        question.name
      ] ?? []) as readonly string[],
    input: async ({ name, message, default: suggestion, problem, ...page }: InputQuestion) => {
      const validate = (value: string) => problem(value) ?? true;
      const guiOptions = { mandatory: true, ...hintOf(page) };
      const question = {
        type: 'input',
        name,
        message: printable(message),
        default: suggestion,
        validate,
        guiOptions,
      };
      return ((await prompt(question, page))[name] ?? '') as string;
    },
  };
}

const look: Choice = { name: 'show the difference first', value: 'show' };

/** Names of packages and paths may hold what a terminal would obey. */
function show({ title, hint, later, ...question }: Question) {
  const choices = question.choices.map((choice) => ({ ...choice, name: printable(choice.name) }));
  return { ...question, message: printable(question.message), choices };
}

function hintOf({ hint }: Page) {
  return hint === undefined ? {} : { hint: printable(hint) };
}

/** A terminal adapter reads a stream that may be a pipe; an IDE's adapter has no stream, and somebody before it. */
export function hasSomebodyToAsk(adapter: object): boolean {
  const { actualAdapter } = adapter as { actualAdapter?: object };
  const { stdin } = (actualAdapter ?? adapter) as { stdin?: { isTTY?: boolean } };
  return stdin === undefined || stdin.isTTY === true;
}

/** The prompt took Ctrl-C for itself; now the process ends of it, as any other does, and at once: a listener that
 * takes its time would let Yeoman report the same as an error. */
export function stopByInterrupt(error: unknown, say: (line: string) => void): never {
  // Windows knows no end by a signal; the bin gives the status there.
  if (isInterrupt(error) && process.platform !== 'win32') {
    say('Stopped; nothing was changed.');
    process.removeAllListeners('SIGINT');
    process.kill(process.pid, 'SIGINT');
  }
  throw error;
}
