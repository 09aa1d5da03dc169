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
import { declaresPytest, findGroup, groupNames } from './requirements.js';

/** Tables whose keys name groups of requirements; a list may be added to each. */
const groupTables: readonly TomlPath[] = [['dependency-groups'], ['tool', 'pdm', 'dev-dependencies']];

/** A group of a table by its name, and the way from there to what lists the requirements. */
interface Place {
  readonly table: TomlPath;
  readonly names: readonly string[];
  readonly inside?: TomlPath;
}

const poetryPlaces: readonly Place[] = [
  { table: ['tool', 'poetry', 'group'], names: groupNames, inside: ['dependencies'] },
  { table: ['tool', 'poetry'], names: ['dev-dependencies'] },
];

const hatchNames = ['hatch-test', ...groupNames, 'default'];
const hatchPlaces = hatchNames.flatMap((name) =>
  ['dependencies', 'extra-dependencies'].map((key): Place => {
    return { table: ['tool', 'hatch', 'envs'], names: [name], inside: [key] };
  }),
);

const listPlaces: readonly Place[] = [
  ...groupTables.map((table) => ({ table, names: groupNames })),
  { table: ['tool', 'uv'], names: ['dev-dependencies'] },
  { table: ['project', 'optional-dependencies'], names: groupNames },
  { table: ['tool', 'flit', 'metadata', 'requires-extra'], names: groupNames },
  ...hatchPlaces,
];

export function addPytest(text: string, path: string): string {
  const { mark } = splitMark(text);
  const source = readToml(text, path);
  if (declaresPytest(source.data)) return text;
  return mark + (addToPresent(source) ?? addToNew(source));
}

function addToPresent(source: TomlSource): string | undefined {
  for (const path of listPaths(source, poetryPlaces)) {
    const text = addToTable(source, path, 'pytest = "*"');
    if (text !== undefined) return text;
  }
  for (const path of listPaths(source, listPlaces)) {
    const text = addToArray(source, path, 'pytest');
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The paths of the groups that are there, as the file spells them. */
function listPaths({ data }: TomlSource, places: readonly Place[]): readonly TomlPath[] {
  return places.flatMap(({ table, names, inside = [] }) =>
    names.flatMap((name) => {
      const key = findGroup(dataAt(data, table), name);
      return key === undefined ? [] : [[...table, key, ...inside]];
    }),
  );
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
