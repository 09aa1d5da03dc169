/** Fits the words of an error to the run: blames no flag that nobody gave, and names none that the command lacks. */

import { FlagError, UserError } from '../types/user-error.js';
import { configPath } from './config.js';
import type { OptionTable } from './options.js';
import { type RawOptions, toRawOptions } from './read-options.js';

interface Situation {
  /** The flags of the command. */
  readonly known: OptionTable;
  readonly given: RawOptions;
  /** Whether its user types a command at all. */
  readonly isTyped: boolean;
}

export function fitError(error: unknown, { known, given, isTyped }: Situation): unknown {
  if (error instanceof FlagError && toRawOptions(given)[error.flag] === undefined)
    return new UserError(explainValue(error, known));
  if (!(error instanceof UserError) || error.elsewhere === undefined) return error;
  return isTyped && namesOnly(error.message, known) ? error : new UserError(error.elsewhere);
}

/** What no flag gave was remembered; a new project has its places by its name. */
function explainValue({ flag, value, reason }: FlagError, known: OptionTable): string {
  if (!(flag in known)) return `${value} ${reason}`;
  const key = flag.replaceAll(/-[a-z]/g, (letter) => letter.slice(1).toUpperCase());
  return `The ${key} "${value}" in ${configPath} ${reason} Correct it there, or give --${flag}=VALUE.`;
}

function namesOnly(message: string, known: OptionTable): boolean {
  return [...message.matchAll(/--([a-z][a-z-]*)/g)].every(([, name = '']) => name in known);
}
