/** Which Python versions a project supports, and whether the pieces run on the oldest of them. */

import type { Answers, Fact } from '../../../types/project.js';
import { UserError } from '../../../types/user-error.js';
import { asText, fileOf, type PythonConfig, setting } from './config.js';

/** The pieces need Python 3.10. */
const oldestMinor = 10;

export interface Requires {
  readonly fact: Fact;
  readonly notes: readonly string[];
}

interface Statement {
  readonly specifier: string;
  readonly because: string;
  readonly file: string;
}

export function checkRequires(config: PythonConfig, answers: Answers): Requires {
  const statement = findStatement(config);
  if (statement === undefined) {
    return {
      fact: { label: 'Python', value: 'not stated, 3.10 is needed', because: 'no requires-python' },
      notes: [],
    };
  }
  const { specifier, because, file } = statement;
  const fact = { label: 'Python', value: specifier, because };
  const lowest = lowestVersion(specifier);
  if (lowest === undefined || compareVersions(lowest, [3, oldestMinor]) >= 0) return { fact, notes: [] };
  const said = `${file} supports Python ${lowest.join('.')} (${because.split(' in ')[0]} is "${specifier}"), and the pieces need 3.${oldestMinor}`;
  if (answers.ignoreRequires) return { fact, notes: [`${said}: they will not run on older versions.`] };
  throw new UserError(
    `${said}. Raise it to ">=3.${oldestMinor}", or add the pieces all the same with --ignore-requires-python.`,
  );
}

/** The oldest version of Python that a specifier lets in, `>=3.8,<4`, or `^3.8 || ^2.7` of poetry. */
export function lowestVersion(specifier: string): readonly [number, number] | undefined {
  const alternatives = specifier
    .split('||')
    .map((part) => part.split(/\s*,\s*|(?<=[\d*])\s+(?=[<>=!~^])/).filter((clause) => clause.trim() !== ''));
  if (!/\d/.test(specifier)) return undefined;
  return knownVersions().find((version) =>
    alternatives.some((clauses) => clauses.every((clause) => allows(clause, version))),
  );
}

function knownVersions(): readonly (readonly [number, number])[] {
  const minors = Array.from({ length: 30 }, (_, minor) => [3, minor] as const);
  return [[2, 5], [2, 6], [2, 7], ...minors];
}

interface Comparison {
  /** The version against that of the clause: negative when it is older. */
  readonly order: number;
  readonly sameMajor: boolean;
  /** Whether the clause names just this version, or all of this major version. */
  readonly same: boolean;
  readonly numbers: readonly number[];
  readonly star: boolean;
}

const operators: Readonly<Record<string, (comparison: Comparison) => boolean>> = {
  '>=': ({ order }) => order >= 0,
  '>': ({ order }) => order >= 0,
  '<=': ({ order }) => order <= 0,
  '<': ({ order, numbers }) => order < 0 || (order === 0 && (numbers[2] ?? 0) > 0),
  '!=': ({ same, star }) => !(same && star),
  '^': ({ order, sameMajor }) => order >= 0 && sameMajor,
  '~=': ({ order, sameMajor, numbers }) => order >= 0 && sameMajor && (numbers.length < 3 || order === 0),
};

/** Whether some patch release of a minor version meets one clause of a specifier. */
function allows(clause: string, version: readonly [number, number]): boolean {
  const [, operator = '', text = ''] = /^\s*([<>=!~^]*)\s*v?(.*?)\s*$/.exec(clause) ?? [];
  const numbers = text
    .split('.')
    .filter((part) => part !== '*')
    .map((part) => Number.parseInt(part, 10) || 0);
  const [major = 0, minor] = numbers;
  const order = compareVersions(version, [major, minor ?? 0]);
  const sameMajor = version[0] === major;
  const same = sameMajor && (minor === undefined || version[1] === minor);
  return operators[operator]?.({ order, sameMajor, same, numbers, star: text.endsWith('*') }) ?? same;
}

function compareVersions(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}

function findStatement(config: PythonConfig): Statement | undefined {
  const places: readonly (readonly [unknown, string, string])[] = [
    [setting(config, 'project.requires-python'), 'requires-python', 'pyproject.toml'],
    [
      setting(config, 'tool.poetry.dependencies.python'),
      '[tool.poetry.dependencies] python',
      'pyproject.toml',
    ],
    [
      setting(config, 'tool.flit.metadata.requires-python'),
      '[tool.flit.metadata] requires-python',
      'pyproject.toml',
    ],
    [config.cfg['options']?.['python_requires'], 'python_requires', 'setup.cfg'],
    [config.setup['python_requires'], 'python_requires', 'setup.py'],
  ];
  for (const [value, name, file] of places) {
    const specifier = asText(value)?.replaceAll(/\s*\n\s*/g, ',');
    const path = fileOf(config, file);
    if (specifier) return { specifier, because: `${name} in ${path}`, file: path };
  }
  return undefined;
}
