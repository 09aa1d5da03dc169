/** The flags of a new project, made of the table of questions, and their values. */

import { type OptionTable, optionTable, runOptions } from '../run/options.js';
import { type RawOptions, readBoolean } from '../run/read-options.js';
import { UsageError } from '../types/user-error.js';
import { type Given, projectFlags, type QuestionName, questionNames, type Value } from './flags.js';

/** The flags of a new project, for help texts and for the bin. */
export const projectOptions: OptionTable = {
  ...runOptions,
  ...Object.fromEntries(
    Object.values(projectFlags).map((row) => {
      const choices = 'choices' in row ? `: ${row.choices.join(', ')}` : '';
      const type = row.type === 'boolean' ? 'boolean' : 'string';
      const described = { type, default: type === 'boolean', description: row.description + choices };
      return [row.flag, 'choices' in row ? { ...described, choices: row.choices } : described];
    }),
  ),
  git: { type: 'boolean', default: false, description: 'Make a git repository with a first commit' },
  apply: { ...optionTable.apply, description: `${optionTable.apply.description}; no git repository is made` },
};

export function readGiven(flags: RawOptions): Given {
  const values = questionNames.map((name) => [name, readValue(name, flags)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** `yo` gives `--python-version=3.11` as a number. */
function readValue(name: QuestionName, flags: RawOptions): Value | undefined {
  const { flag, type } = projectFlags[name];
  if (type === 'boolean') return readBoolean(flags, flag);
  const value = flags[flag];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new UsageError(`--${flag} needs a value: --${flag}=VALUE.`);
  return type === 'number' ? readNumber(String(value)) : String(value);
}

/** What is no number stays text, for the message that names the rule. */
function readNumber(text: string): Value {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** Of what the file holds, only values of the right kind. */
export function readRemembered(remembered: RawOptions): Given {
  const names = questionNames.filter((name) => typeof remembered[name] === projectFlags[name].type);
  return Object.fromEntries(names.map((name) => [name, remembered[name] as Value]));
}
