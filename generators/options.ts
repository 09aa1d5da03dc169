/** The table of flags, shared by `yo` and the bin: names, help texts, and how values are checked. */

import { languageIds } from './core/languages.js';
import { nearest } from './core/nearest.js';
import { type ConflictPolicy, conflictPolicies } from './core/standing.js';
import { UserError } from './core/types.js';

export interface OptionRow {
  readonly type: 'string' | 'boolean';
  readonly description: string;
  readonly default?: boolean;
}

export const optionTable = {
  language: { type: 'string', description: `Language of the project: ${languageIds.join(', ')}` },
  package: { type: 'string', description: 'Package to add to, by import name, such as acme' },
  'source-dir': { type: 'string', description: 'Folder of the modules, such as src/acme/utils' },
  'tests-dir': { type: 'string', description: 'Folder of the tests, such as tests/utils' },
  'docs-dir': { type: 'string', description: 'Folder of the guides, such as docs/how-to' },
  tests: { type: 'boolean', default: true, description: 'Write the tests; --no-tests leaves them out' },
  docs: { type: 'boolean', default: true, description: 'Write the guides; --no-docs leaves them out' },
  'on-conflict': {
    type: 'string',
    description: 'When you changed a file: keep (default), overwrite, side (write NAME.new), abort',
  },
  'ignore-requires-python': {
    type: 'boolean',
    default: false,
    description: 'Go on where the project supports a Python older than 3.10',
  },
  'dry-run': { type: 'boolean', default: false, description: 'Print a unified diff and write nothing' },
  json: { type: 'boolean', default: false, description: 'Print the plan and the outcomes as JSON' },
  yes: { type: 'boolean', default: false, description: 'Ask nothing; replace unedited files of chora-base' },
} as const satisfies Record<string, OptionRow>;

export type OptionName = keyof typeof optionTable;

/** Flags by their kebab-case names, unchecked. */
type RawOptions = Readonly<Record<string, unknown>>;

/** The flags of a run, checked. */
export type Options = ReturnType<typeof readOptions>;

/** Checks flags as a host or the command line gives them. Throws a UserError that names the flag. */
export function readOptions(given: RawOptions) {
  const raw = Object.fromEntries(Object.entries(given).map(([name, value]) => [toKebabCase(name), value]));
  refuseTypos(Object.keys(raw));
  return {
    language: readString(raw, 'language'),
    package: readString(raw, 'package'),
    sourceDir: readString(raw, 'source-dir'),
    testsDir: readString(raw, 'tests-dir'),
    docsDir: readString(raw, 'docs-dir'),
    tests: readBoolean(raw, 'tests'),
    docs: readBoolean(raw, 'docs'),
    onConflict: readPolicy(raw),
    ignoreRequiresPython: readBoolean(raw, 'ignore-requires-python'),
    dryRun: readBoolean(raw, 'dry-run'),
    json: readBoolean(raw, 'json'),
    yes: readBoolean(raw, 'yes'),
  } as const;
}

function readString(raw: RawOptions, name: OptionName): string | undefined {
  const value = raw[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new UserError(`--${name} needs a value: --${name}=VALUE.`);
}

/** `yo` turns `--flag=false` into the text "false". */
function readBoolean(raw: RawOptions, name: OptionName): boolean {
  const value = raw[name] ?? (optionTable[name] as OptionRow).default;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new UserError(`--${name} takes no value; got ${JSON.stringify(value)}.`);
}

function readPolicy(raw: RawOptions): ConflictPolicy | undefined {
  const value = readString(raw, 'on-conflict');
  const policy = conflictPolicies.find((name) => name === value);
  if (value === undefined || policy !== undefined) return policy;
  throw new UserError(`--on-conflict=${value} is not one of ${conflictPolicies.join(', ')}.`);
}

/** Yeoman accepts unknown flags silently. Hosts pass flags of their own, so only near misses are refused. */
function refuseTypos(names: readonly string[]): void {
  for (const name of names.filter((given) => !Object.hasOwn(optionTable, given))) {
    const meant = nearest(name, Object.keys(optionTable));
    if (meant !== undefined) throw new UserError(`Unknown flag --${name}. Did you mean --${meant}?`);
  }
}

export function toKebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
