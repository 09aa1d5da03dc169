/** Declares pytest in a pyproject.toml, where that project declares such things. */

import { splitMark } from '../../../edit/text-edits.js';
import {
  addToArray,
  addToTable,
  appendTable,
  dataAt,
  isTable,
  readToml,
  type TomlPath,
  type TomlSource,
} from '../../../edit/toml-source.js';

const groupNames = ['test', 'tests', 'testing', 'dev', 'develop', 'development'];

/** Tables whose keys name groups of requirements; a list may be added to each. */
const groupTables: readonly TomlPath[] = [['dependency-groups'], ['tool', 'pdm', 'dev-dependencies']];

const poetryTables: readonly TomlPath[] = [
  ...groupNames.map((name) => ['tool', 'poetry', 'group', name, 'dependencies']),
  ['tool', 'poetry', 'dev-dependencies'],
];

const requirementLists: readonly TomlPath[] = [
  ...groupTables.flatMap((table) => groupNames.map((name) => [...table, name])),
  ['tool', 'uv', 'dev-dependencies'],
  ...groupNames.map((name) => ['project', 'optional-dependencies', name]),
  ...groupNames.map((name) => ['tool', 'flit', 'metadata', 'requires-extra', name]),
  ...['hatch-test', ...groupNames, 'default'].flatMap((name) =>
    ['dependencies', 'extra-dependencies'].map((key) => ['tool', 'hatch', 'envs', name, key]),
  ),
];

export function addPytest(text: string, path: string): string {
  const { mark } = splitMark(text);
  const source = readToml(text, path);
  if (declaresPytest(source.data)) return text;
  return mark + (addToPresent(source) ?? addToNew(source));
}

/** Whether pytest or one of its plugins, which bring it along, is among the requirements. */
export function declaresPytest(value: unknown, within = ''): boolean {
  if (typeof value === 'string') return /^pytest([-_.]\w+)*\s*($|[[<>=!~;@(,])/.test(value);
  if (Array.isArray(value)) return value.some((item) => declaresPytest(item, within));
  if (!isTable(value)) return false;
  return Object.entries(value).some(([key, inner]) => {
    if (/dependencies$/.test(within) && /^pytest([-_.]|$)/.test(key)) return true;
    return !['pytest', 'scripts'].includes(key) && declaresPytest(inner, key);
  });
}

function addToPresent(source: TomlSource): string | undefined {
  for (const path of poetryTables) {
    const text = addToTable(source, path, 'pytest = "*"');
    if (text !== undefined) return text;
  }
  for (const path of requirementLists) {
    const text = addToArray(source, path, 'pytest');
    if (text !== undefined) return text;
  }
  return undefined;
}

/** `dev` is the group that uv and pdm install when they are not told otherwise. */
function addToNew(source: TomlSource): string {
  for (const path of groupTables) {
    const text = isTable(dataAt(source.data, path))
      ? addToTable(source, path, 'dev = ["pytest"]')
      : undefined;
    if (text !== undefined) return text;
  }
  if (dataAt(source.data, ['tool', 'poetry']) === undefined) {
    return appendTable(source, ['dependency-groups'], 'dev = ["pytest"]');
  }
  return appendTable(source, ['tool', 'poetry', 'group', 'dev', 'dependencies'], 'pytest = "*"');
}
