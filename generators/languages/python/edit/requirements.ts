/** Where a pyproject.toml lists requirements, and whether pytest is among them. */

import { dataAt, isTable, type TomlData, type TomlPath } from '../../../edit/toml-source.js';

/** What a group of requirements for tests is called, the likeliest first. */
export const groupNames: readonly string[] = ['test', 'tests', 'testing', 'dev', 'develop', 'development'];

/** `*` stands for any key. What else may hold the word (tasks, keywords, settings of tools) requires nothing. */
const listPaths: readonly TomlPath[] = [
  'project dependencies',
  'project optional-dependencies *',
  'dependency-groups *',
  'tool flit metadata requires',
  'tool flit metadata requires-extra *',
  'tool pdm dev-dependencies *',
  'tool uv dev-dependencies',
  'tool rye dev-dependencies',
  'tool hatch envs * dependencies',
  'tool hatch envs * extra-dependencies',
  'tool tox env * deps',
  'tool tox env_run_base deps',
  'tool cibuildwheel test-requires',
].map((path) => path.split(' '));

/** Tables whose keys are the requirements. */
const tablePaths: readonly TomlPath[] = [
  'tool poetry dependencies',
  'tool poetry dev-dependencies',
  'tool poetry group * dependencies',
  'tool pixi dependencies',
  'tool pixi pypi-dependencies',
  'tool pixi feature * dependencies',
  'tool pixi feature * pypi-dependencies',
].map((path) => path.split(' '));

/** Whether a pyproject.toml requires pytest, or one of its plugins, which bring it along. */
export function declaresPytest(data: TomlData): boolean {
  return namesOfPytest(data).length > 0;
}

/** What a pyproject.toml requires of pytest and its plugins, by name. */
export function namesOfPytest(data: TomlData): readonly string[] {
  const lists = listPaths.flatMap((path) => valuesAt(data, path));
  const tables = tablePaths.flatMap((path) => valuesAt(data, path)).filter(isTable);
  return [...lists, ...tables.map(Object.keys)].flatMap(namesInList);
}

/** Whether pytest is in a list of requirements. */
export function listsPytest(list: unknown): boolean {
  return namesInList(list).length > 0;
}

/** The names of pytest and its plugins in a list of requirements. */
export function namesInList(list: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(list) ? list : [list];
  return items.flatMap((item) => (typeof item === 'string' && isPytest(item) ? [nameOf(item)] : []));
}

/** The name in a requirement, `mcp` in `mcp>=2,<3`. */
export function nameOf(requirement: string): string {
  return /[\w.-]*\w/.exec(requirement)?.[0] ?? requirement;
}

/** Whether one requirement is pytest or a plugin of it: `pytest>=8`, `pytest-cov[toml]; python_version > "3"`. */
function isPytest(requirement: string): boolean {
  return /^\s*pytest([-_.]\w+)*\s*($|[[<>=!~;@(,#])/i.test(requirement);
}

/** The key of a table that names the same group: `Dev` and `dev` are one to the installers. */
export function findGroup(table: unknown, name: string): string | undefined {
  return isTable(table) ? Object.keys(table).find((key) => normaliseName(key) === name) : undefined;
}

/** The one spelling of a name of a project, an extra or a group (PEP 503, 685, 735). */
export function normaliseName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

function valuesAt(data: unknown, path: TomlPath): readonly unknown[] {
  const star = path.indexOf('*');
  if (star < 0) return [dataAt(data, path)];
  const table = dataAt(data, path.slice(0, star));
  return isTable(table) ? Object.values(table).flatMap((value) => valuesAt(value, path.slice(star + 1))) : [];
}
