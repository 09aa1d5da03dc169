/** Reads the flags of a run, as a host or the command line gives them, and checks their values. */

import { nearest } from '../tables/nearest.js';
import { type ConflictPolicy, conflictPolicies } from '../types/conflict-policy.js';
import { languageIds } from '../types/language-id.js';
import { UsageError } from '../types/user-error.js';
import { type OptionRow, type OptionTable, optionTable } from './options.js';

type OptionName = keyof typeof optionTable;

/** Flags by their kebab-case names, unchecked. */
export type RawOptions = Readonly<Record<string, unknown>>;

/** The flags of a run, checked. */
export type Options = ReturnType<typeof readOptions>;

/** Checks flags as a host or the command line gives them. Throws a UsageError that names the flag. */
export function readOptions(given: RawOptions, known: OptionTable = optionTable) {
  const raw = toRawOptions(given);
  refuseTypos(Object.keys(raw), Object.keys(known));
  return {
    language: readChoice(raw, 'language', languageIds),
    package: readString(raw, 'package'),
    sourceDir: readString(raw, 'source-dir'),
    testsDir: readString(raw, 'tests-dir'),
    docsDir: readString(raw, 'docs-dir'),
    /** Undefined where nothing was said. */
    tests: readBoolean(raw, 'tests'),
    docs: readFlag(raw, 'docs'),
    includeAgentsMd: readBoolean(raw, 'include-agents-md'),
    onConflict: readChoice<ConflictPolicy>(raw, 'on-conflict', conflictPolicies),
    ignoreRequiresPython: readFlag(raw, 'ignore-requires-python'),
    restore: readFlag(raw, 'restore'),
    dryRun: readFlag(raw, 'dry-run'),
    verify: readBoolean(raw, 'verify') ?? true,
    adopt: readBoolean(raw, 'adopt') ?? false,
    apply: readString(raw, 'apply'),
    /** Undefined where nothing was said. */
    skill: readBoolean(raw, 'skill'),
    json: readFlag(raw, 'json'),
    yes: readFlag(raw, 'yes'),
    color: readBoolean(raw, 'color'),
  } as const;
}

/** The same flags under kebab-case names: `yo` gives both forms, programs often the other. */
export function toRawOptions(given: RawOptions): RawOptions {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [toKebabCase(name), value]));
}

export function readString(raw: RawOptions, name: string): string | undefined {
  const value = raw[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new UsageError(`--${name} needs a value: --${name}=VALUE.`);
}

/** `yo` turns `--flag=false` into the text "false". */
export function readBoolean(raw: RawOptions, name: string): boolean | undefined {
  const value = raw[name];
  if (value === undefined) return undefined;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new UsageError(`--${name} takes no value; got ${JSON.stringify(value)}.`);
}

function readFlag(raw: RawOptions, name: OptionName): boolean {
  return readBoolean(raw, name) ?? (optionTable[name] as OptionRow).default ?? false;
}

function readChoice<T extends string>(
  raw: RawOptions,
  name: OptionName,
  choices: readonly T[],
): T | undefined {
  const value = readString(raw, name);
  const choice = choices.find((each) => each === value);
  if (value === undefined || choice !== undefined) return choice;
  throw new UsageError(`--${name}=${value} is not one of ${choices.join(', ')}.`);
}

/** Yeoman accepts unknown flags silently. Hosts pass flags of their own, so only near misses are refused. */
function refuseTypos(names: readonly string[], known: readonly string[]): void {
  for (const name of names.filter((given) => !known.includes(given))) {
    const meant = nearest(name, known);
    if (meant !== undefined) throw new UsageError(`Unknown flag --${name}. Did you mean --${meant}?`);
  }
}

export function toKebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
