/** The tables of flags, shared by `yo` and the bin: names, kinds and help texts. */

import { conflictPolicies } from '../types/conflict-policy.js';
import { languageIds } from '../types/language-id.js';

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
    description: 'When you changed a file: keep (default), overwrite, side (write NAME.new), markers, abort',
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
