/** The tables of flags, shared by `yo` and the bin: names, help texts, and how values are checked. */

import { nearest } from '../tables/nearest.js';
import { type ConflictPolicy, conflictPolicies } from '../types/conflict-policy.js';
import { languageIds } from '../types/language-id.js';
import { UsageError } from '../types/user-error.js';

export interface OptionRow {
  readonly type: 'string' | 'boolean';
  readonly description: string;
  readonly default?: boolean;
  /** What it can be. */
  readonly choices?: readonly string[];
}

export type OptionTable = Readonly<Record<string, OptionRow>>;

/** What every run can be told. */
export const runOptions = {
  'docs-dir': { type: 'string', description: 'Folder of the guides, such as docs/how-to' },
  docs: { type: 'boolean', default: true, description: 'Write the guides; --no-docs leaves them out' },
  'on-conflict': {
    type: 'string',
    description: 'When you changed a file: keep (default), overwrite, side (write NAME.new), abort',
    choices: conflictPolicies,
  },
  restore: {
    type: 'boolean',
    default: false,
    description: 'Write again what you deleted since an earlier run',
  },
  'dry-run': { type: 'boolean', default: false, description: 'Print a unified diff and write nothing' },
  json: { type: 'boolean', default: false, description: 'Print the plan and the outcomes as JSON' },
  color: { type: 'boolean', default: true, description: 'Colours on a terminal; NO_COLOR is heeded, too' },
  yes: { type: 'boolean', default: false, description: 'Ask nothing; replace unedited files of chora-base' },
} as const satisfies OptionTable;

/** What a run in a project that is there can be told besides. */
export const optionTable = {
  language: {
    type: 'string',
    description: `Language of the project: ${languageIds.join(', ')}`,
    choices: languageIds,
  },
  package: { type: 'string', description: 'Package to add to, by import name, such as acme' },
  'source-dir': { type: 'string', description: 'Folder of the modules, such as src/acme/utils' },
  'tests-dir': { type: 'string', description: 'Folder of the tests, such as tests/utils' },
  tests: {
    type: 'boolean',
    default: true,
    description: 'Write the tests, also beside those of unittest or ava; --no-tests leaves them out',
  },
  'include-agents-md': {
    type: 'boolean',
    default: true,
    description: 'Keep a block on the pieces in AGENTS.md',
  },
  'ignore-requires-python': {
    type: 'boolean',
    default: false,
    description: 'Go on where the project supports a Python older than 3.10',
  },
  ...runOptions,
  apply: {
    type: 'string',
    description: 'Do what a plan says that --dry-run --json printed, if nothing of it has changed',
  },
} as const satisfies OptionTable;

/** What a run that writes guides can be told besides. */
export const docsOptions = {
  ...optionTable,
  skill: {
    type: 'boolean',
    default: false,
    description: 'Add a skill for coding agents to .agents/skills, or where yours are; --no-skill removes it',
  },
} as const satisfies OptionTable;

/** What an update can be told. */
export const updateOptions = {
  language: optionTable.language,
  package: { ...optionTable.package, description: 'Package to update, by import name, such as acme' },
  'on-conflict': {
    type: 'string',
    description: 'Where both changed the same lines: keep yours (default), markers, side, overwrite, abort',
    choices: conflictPolicies,
  },
  adopt: {
    type: 'boolean',
    default: false,
    description: 'Record pieces that are here without a record: copied by hand, or of chora-base',
  },
  'source-dir': { ...optionTable['source-dir'], description: 'With --adopt: the folder of their modules' },
  'tests-dir': { ...optionTable['tests-dir'], description: 'With --adopt: the folder of their tests' },
  'docs-dir': { ...runOptions['docs-dir'], description: 'With --adopt: the folder of their guides' },
  verify: {
    type: 'boolean',
    default: true,
    description: 'Run the tests of the pieces in a copy of the project first; --no-verify does not',
  },
  restore: runOptions.restore,
  'dry-run': runOptions['dry-run'],
  apply: { ...optionTable.apply, description: `${optionTable.apply.description}; no tests are run for it` },
  json: runOptions.json,
  color: runOptions.color,
  yes: { ...runOptions.yes, description: 'Ask nothing' },
} as const satisfies OptionTable;

/** What a run that takes pieces away can be told. */
export const removeOptions = {
  language: optionTable.language,
  package: { type: 'string', description: 'Package to take from, by import name, such as acme' },
  apply: optionTable.apply,
  'dry-run': runOptions['dry-run'],
  json: runOptions.json,
  color: runOptions.color,
  yes: { type: 'boolean', default: false, description: 'Ask nothing' },
} as const satisfies OptionTable;

/** What a look at a project can be told. */
export const statusOptions = {
  json: { ...runOptions.json, description: 'Print it as JSON' },
  color: runOptions.color,
} as const satisfies OptionTable;

/** What a check of a project can be told. */
export const checkOptions = {
  strict: { type: 'boolean', default: false, description: 'Fail for edited files, too' },
  'allow-missing': { type: 'boolean', default: false, description: 'Do not fail for what was deleted' },
  ...statusOptions,
} as const satisfies OptionTable;

export type OptionName = keyof typeof optionTable;

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
