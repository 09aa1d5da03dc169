/** What is recorded: a folder as it was before, and what is done to it. */

import { chmodSync, chownSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRoot, runWell } from './commands.js';
import { makeSandbox, record, runWithFault } from './record.js';
import { callsInSandbox } from './replay.js';
import type { Action, Subject, Value } from './subject.js';

export interface Scenario {
  readonly title: string;
  /** The path that the program is given, and the file that holds the state: they differ by a symlink. */
  readonly opened: string;
  readonly stored: string;
  /** What a load finds before. */
  readonly initial: Value;
  /** Bytes of an unreadable file that must survive somewhere. */
  readonly corrupt?: string;
  readonly mode?: number;
  readonly owner?: number;
  prepare(root: string, subject: Subject): Promise<void>;
  actions(root: string): readonly Action[];
}

export const FIRST: Value = 'first state';
const TORN = '{"value": "torn';
const save = (value: Value): Action => ({ do: 'save', value });
const nothing = async () => undefined;

type Parts = Partial<Scenario> & Pick<Scenario, 'title'> & { readonly does: readonly Action[] };

/** A scenario of `state.json` that begins with an open. */
function scenario({ does, ...parts }: Parts): Scenario {
  const opened = parts.opened ?? 'state.json';
  return {
    opened,
    stored: opened,
    initial: null,
    prepare: nothing,
    actions: (root) => [{ do: 'open', path: join(root, opened) }, ...does],
    ...parts,
  };
}

const saveFirst = async (root: string, subject: Subject, path = 'state.json') => {
  await runWell(subject.act([{ do: 'open', path: join(root, path) }, save(FIRST)]));
};

const OTHER_USER = isRoot() ? 1000 : (process.getuid?.() ?? 0);

const prepareOwned = async (root: string, subject: Subject) => {
  await saveFirst(root, subject);
  chmodSync(join(root, 'state.json'), 0o640);
  chownSync(join(root, 'state.json'), OTHER_USER, isRoot() ? OTHER_USER : (process.getgid?.() ?? 0));
};

const prepareLink = async (root: string, subject: Subject) => {
  mkdirSync(join(root, 'elsewhere'));
  symlinkSync('elsewhere/real.json', join(root, 'state.json'));
  await saveFirst(root, subject, 'elsewhere/real.json');
};

const prepareDanglingLink = async (root: string) => {
  mkdirSync(join(root, 'elsewhere'));
  symlinkSync('elsewhere/real.json', join(root, 'state.json'));
};

const prepareCorrupt = async (root: string) => {
  writeFileSync(join(root, 'state.json'), TORN, { mode: 0o600 });
};

/** Leaves what a save leaves that was killed at its rename: a temp file beside the old state. */
export async function prepareKilled(root: string, subject: Subject): Promise<void> {
  await saveFirst(root, subject);
  const twin = makeSandbox('twin');
  await saveFirst(twin, subject);
  const command = (folder: string) =>
    subject.act([{ do: 'open', path: join(folder, 'state.json') }, save('never')]);
  const { trace } = await record(twin, command(twin));
  const rename = callsInSandbox({ root: twin, trace }).find(({ name }) => name.startsWith('rename'));
  if (!rename) throw new Error('a save without a rename');
  await runWithFault(root, command(root), rename, 'signal=KILL');
  if (!readdirSync(root).some((name) => name.endsWith('.tmp')))
    throw new Error('no temp file left to be swept');
}

export const SCENARIOS: readonly Scenario[] = [
  scenario({ title: 'a first save', does: [save(1), save(2)] }),
  scenario({
    title: 'a first save into missing folders',
    opened: 'one/two/three/state.json',
    does: [save(1), save(2)],
  }),
  scenario({
    title: 'saves over an existing file',
    initial: FIRST,
    prepare: saveFirst,
    does: [save(2), save(3), save('x'.repeat(5000))],
  }),
  scenario({
    title: 'saves through a symlink',
    stored: 'elsewhere/real.json',
    initial: FIRST,
    prepare: prepareLink,
    does: [save(2), save(3)],
  }),
  scenario({
    title: 'a save through a dangling symlink',
    stored: 'elsewhere/real.json',
    prepare: prepareDanglingLink,
    does: [save(1), save(2)],
  }),
  scenario({
    title: 'a save that keeps mode and owner',
    mode: 0o640,
    owner: OTHER_USER,
    initial: FIRST,
    prepare: prepareOwned,
    does: [save(2)],
  }),
  scenario({
    title: 'transactions',
    initial: FIRST,
    prepare: saveFirst,
    does: [
      { do: 'transaction', value: 2 },
      { do: 'transaction', value: 3 },
    ],
  }),
  scenario({
    title: 'a load that moves a corrupt file aside',
    corrupt: TORN,
    prepare: prepareCorrupt,
    does: [save(1)],
  }),
  scenario({
    title: 'a clear',
    initial: FIRST,
    prepare: saveFirst,
    does: [{ do: 'clear' }, save(2), { do: 'clear' }],
  }),
  scenario({
    title: 'a sweep of what a killed process left',
    initial: FIRST,
    prepare: prepareKilled,
    does: [save(2)],
  }),
];

/** What `oneSave` saves. */
export const SAVED: Value = 'saved state';

export function findScenario(title: string): Scenario {
  const found = SCENARIOS.find((one) => one.title === title);
  if (!found) throw new Error(`no scenario ${title}`);
  return found;
}

/** The folder of a scenario, with a single save in it. */
export function oneSave(title: string): Scenario {
  const found = findScenario(title);
  const actions = (root: string): Action[] => [{ do: 'open', path: join(root, found.opened) }, save(SAVED)];
  return { ...found, actions };
}
