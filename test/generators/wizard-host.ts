/** A host as a wizard of an IDE is one: without a terminal, it makes a generator and asks in pages. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createEnv } from 'yeoman-environment';
import { packageRoot } from '../../generators/run/package-root.js';

/** The file of a generator. */
export const fileOf = (namespace: string) =>
  join(packageRoot, 'dist/generators', namespace.replace('chora:', ''), 'index.js');

export type Answers = Readonly<Record<string, unknown>>;
type Question = Record<string, unknown> & { name: string; type: string; default?: unknown };
type GuiOptions = { type?: string; hint?: string; mandatory?: boolean; link?: { text: string; url: string } };
type Sent = Question & { guiOptions?: GuiOptions };

/** What the page would not let its user go on from. */
async function answerPage(questions: readonly Question[], given: Answers): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const question of questions) {
    const { name, type, validate } = question;
    const choices = question['choices'] as readonly { value: unknown; checked?: boolean }[] | undefined;
    const checked = choices?.filter((choice) => choice.checked).map(({ value }) => value);
    const answer = given[name] ?? (type === 'checkbox' ? checked : question.default);
    assert.ok(answer !== undefined, `the page of ${name} waits for an answer`);
    const isListed = (value: unknown) => choices?.some((choice) => choice.value === value) ?? true;
    assert.ok([answer].flat().every(isListed), `${name} has no choice ${answer}`);
    if (validate !== undefined) assert.equal(await (validate as (value: unknown) => unknown)(answer), true);
    answers[name] = answer;
  }
  return answers;
}

/** What the Application Wizard gives: no queue, no separator, no log but these, and pages as JSON. */
export function createHost(given: Answers, replayed: readonly Answers[] = []) {
  const pages: (readonly Sent[])[] = [];
  const steps: (readonly string[])[] = [];
  const lines: string[] = [];
  const shown: string[] = [];
  const queue = [...replayed];
  const note = (line: unknown) => lines.push(String(line));
  const names = 'write writeln error create force invoke conflict identical info skip'.split(' ');
  const log = Object.assign(note, Object.fromEntries(names.map((name) => [name, note])));
  const prompt = async (questions: readonly Question[]) => {
    assert.ok(Array.isArray(questions), 'the wizard takes a list of questions only');
    const [next] = queue.splice(0, 1);
    if (next !== undefined) return next;
    pages.push(JSON.parse(JSON.stringify(questions)));
    return answerPage(questions, given);
  };
  const showSteps = (list: readonly { name: string }[]) => steps.push(list.map(({ name }) => name));
  const appWizard = { showInformation: (text: string) => shown.push(text) };
  const aborter = new AbortController();
  const { signal } = aborter;
  const abort = (reason: unknown) => aborter.abort(reason);
  const adapter = { prompt, log, signal, abort, onIdle: async () => {} };
  return { pages, steps, lines, shown, failures: [] as string[], adapter, showSteps, appWizard };
}

export type Host = ReturnType<typeof createHost>;

type Hosted = { setPromptsCallback(show: unknown): void; destinationRoot(dir?: string): string };
type Emitter = { on(event: string, listener: (error: Error) => void): void };

/** As the wizard does: it makes the generator, and only then tells it of its pages and its folder. */
export async function startInWizard(dir: string, namespace: string, host: Host) {
  const sharedOptions = { forwardErrorToEnvironment: true } as never;
  const env = createEnv({ sharedOptions, adapter: host.adapter as never });
  env.register(fileOf(namespace), { namespace, packagePath: packageRoot });
  const options = {
    logger: {},
    vscode: undefined,
    data: undefined,
    tracker: {},
    appWizard: host.appWizard,
  };
  const generator = await env.create(namespace, { options } as never);
  const { setPromptsCallback } = generator as unknown as Hosted;
  setPromptsCallback(host.showSteps);
  (generator as unknown as Hosted).destinationRoot(dir);
  (env as unknown as Emitter).on('error', (error) => {
    env.removeAllListeners('error');
    host.failures.push(error.message);
  });
  (generator as unknown as Emitter).on('error', (error) => host.failures.push(error.message));
  return { env, generator };
}

/** Runs a generator by the answers to its pages, and tells what was shown, and the folder that is opened then. */
export async function runInWizard(
  dir: string,
  namespace: string,
  given: Answers = {},
  replayed: readonly Answers[] = [],
) {
  const host = createHost(given, replayed);
  const { env, generator } = await startInWizard(dir, namespace, host);
  await env.runGenerator(generator as never);
  return { ...host, root: (generator as unknown as Hosted).destinationRoot() };
}
