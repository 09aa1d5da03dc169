/** Questions, and when there is nobody to ask. */

import { ancestorName } from '../core/ancestor/recognise.js';
import { listNames } from '../text/names.js';
import type { PackageCandidate } from '../types/project.js';
import { UserError } from '../types/user-error.js';

/** The part of a host that can ask: Yeoman's adapter, on a terminal or in an IDE. */
export interface Asker {
  /** False without a terminal, with `--yes` and with `--json`: nothing may be asked then. */
  readonly canAsk: boolean;
  select(question: Question): Promise<string>;
  /** Any number of the choices. */
  selectMany(question: Question): Promise<readonly string[]>;
  /** A line of text. */
  input(question: InputQuestion): Promise<string>;
}

/** What a question shows besides in a host of pages, such as the wizard of an IDE. */
export interface Page {
  /** The name of its step. */
  readonly title: string;
  readonly hint?: string;
  /** The titles of the pages that are known to follow. */
  readonly later?: readonly string[];
}

export interface Question extends Page {
  /** The key of the answer, for hosts that give answers by name. */
  readonly name: string;
  readonly message: string;
  readonly choices: readonly Choice[];
  readonly default?: string;
  /** What can be looked at before the answer. */
  readonly details?: string;
}

export interface Choice {
  readonly name: string;
  readonly value: string;
  /** Whether it is among those of `selectMany` from the start. */
  readonly checked?: boolean;
}

export interface InputQuestion extends Page {
  readonly name: string;
  readonly message: string;
  readonly default: string;
  /** The rule that an answer breaks, or undefined. */
  readonly problem: (value: string) => string | undefined;
}

export async function askPackage(candidates: readonly PackageCandidate[], asker: Asker): Promise<string> {
  const names = candidates.map(({ name }) => name);
  if (!asker.canAsk) {
    throw new UserError(
      `There are several packages here: ${listNames(names)}. Choose one with --package=NAME.`,
    );
  }
  const choices = candidates.map(({ name, dir }) => ({ name: `${name} (${dir})`, value: name }));
  return asker.select({
    name: 'package',
    title: 'Package',
    message: 'Which package should it be added to?',
    hint: 'Its folder gets the modules; tests and guides go beside those that are there.',
    choices,
  });
}

export async function askLanguage(found: readonly Choice[], asker: Asker): Promise<string> {
  if (!asker.canAsk) {
    const ids = found.map(({ value }) => value);
    throw new UserError(
      `There are several languages here: ${ids.join(', ')}. Choose one with --language=NAME.`,
    );
  }
  return asker.select({
    name: 'language',
    title: 'Language',
    message: 'For which language?',
    hint: 'There are projects of several languages here.',
    choices: found,
  });
}

/** Pieces to add, of those that are not there yet; `--yes` takes all. */
export async function askPieces(
  choices: readonly Choice[],
  all: boolean,
  asker: Asker,
): Promise<readonly string[]> {
  const names = choices.map(({ value }) => value);
  if (all || choices.length === 0) return names;
  if (!asker.canAsk) {
    throw new UserError(`Name the pieces to add, or take all with --yes. Pieces: ${names.join(', ')}.`);
  }
  return asker.selectMany({
    name: 'pieces',
    title: 'Pieces',
    message: 'Which pieces should be added?',
    hint: 'Each is a module with its tests and a guide. Those that are here already are not listed.',
    choices,
  });
}

/** Whether files of the ancestor that nobody edited may be replaced. */
export async function askReplacement(paths: readonly string[], asker: Asker): Promise<boolean> {
  if (paths.length === 0) return true;
  const finding = `These files are ${ancestorName}'s, unedited: ${paths.join(', ')}`;
  if (!asker.canAsk) {
    throw new UserError(
      `${finding}; nothing was changed. ` +
        'Replace them with --yes or --on-conflict=overwrite; the old ones are kept in .chora/replaced/.',
    );
  }
  const choices = [
    { name: 'yes (the old ones are kept in .chora/replaced)', value: 'yes' },
    { name: 'no', value: 'no' },
  ];
  const message = `${finding}. Replace them?`;
  return (await asker.select({ name: 'replaceAncestor', title: 'Old files', message, choices })) === 'yes';
}
