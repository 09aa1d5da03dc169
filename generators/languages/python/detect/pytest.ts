/** How tests run in a Python project: whether pytest is declared, and the command. */

import { isTable } from '../../../edit/toml-source.js';
import { hasFile, joinPath, listFiles, readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { declaresPytest } from '../edit/pytest-dependency.js';
import { asTexts, fileOf, type PythonConfig, setting } from './config.js';

/** Whether the project, or the repository around it, says anywhere that it needs pytest. */
export function isPytestDeclared(tree: Tree, configs: readonly PythonConfig[]): boolean {
  return configs.some(
    (config) =>
      hatchCommand(config) !== undefined ||
      declaresPytest(config.toml) ||
      listRequirementFiles(tree, config.dir).some((path) => mentionsPytest(tree, path)),
  );
}

/** The file to add pytest to: a pyproject.toml that describes the project, not only tools. */
export function findDependencyFile(config: PythonConfig): string | undefined {
  const describes = ['project', 'tool.poetry', 'tool.flit.metadata', 'dependency-groups', 'tool.uv'];
  return describes.some((path) => isTable(setting(config, path)))
    ? fileOf(config, 'pyproject.toml')
    : undefined;
}

function listRequirementFiles(tree: Tree, dir: string): readonly string[] {
  const known =
    /^(setup\.cfg|setup\.py|tox\.(ini|toml)|noxfile\.py|hatch\.toml|Pipfile|environment.*\.ya?ml|.*requirements.*\.(txt|in|pip))$/;
  const here = listFiles(tree, dir)
    .filter((name) => known.test(name))
    .map((name) => joinPath(dir, name));
  const folders = ['requirements', 'reqs', 'tests', 'test', 'tests/requirements', '.github/requirements'].map(
    (name) => joinPath(dir, name),
  );
  const below = folders.flatMap((folder) =>
    listFiles(tree, folder)
      .filter((name) => isRequirementFile(folder, name))
      .map((name) => joinPath(folder, name)),
  );
  return [...here, ...below];
}

function isRequirementFile(folder: string, name: string): boolean {
  return /\.(txt|in|pip)$/.test(name) && (/req/.test(folder) || /req/.test(name));
}

/** As a word of its own or with a plugin's name; remarks and headings like `[tool:pytest]` do not count. */
function mentionsPytest(tree: Tree, path: string): boolean {
  const lines = (readIfText(tree, path) ?? '')
    .split(/\r?\n/)
    .filter((line) => !/^\s*[#;]|^\[[^\]]*\]\s*$/.test(line));
  return lines.some((line) => /(^|[\s"'=,:{[(])pytest(?![\w./]|\s*=\s*$)/i.test(line));
}

/** What runs tests in the environment that the project's own tool keeps. */
export function findTestCommand(tree: Tree, config: PythonConfig, root: PythonConfig): string {
  const has = (path: string) => setting(config, path) !== undefined || setting(root, path) !== undefined;
  const lock = (name: string) => hasFile(tree, fileOf(config, name)) || hasFile(tree, name);
  if (lock('uv.lock') || has('tool.uv')) return uvCommand(config, root);
  if (lock('poetry.lock') || has('tool.poetry')) return 'poetry run pytest';
  if (lock('pdm.lock') || has('tool.pdm.dev-dependencies')) return 'pdm run pytest';
  return hatchCommand(config) ?? 'python -m pytest';
}

/** uv installs the group `dev` unasked; another group or an extra has to be named. */
function uvCommand(config: PythonConfig, root: PythonConfig): string {
  const member = config.dir === '' ? '' : memberFlag(config, root);
  const groups = Object.entries(asTable(setting(config, 'dependency-groups')));
  const extras = Object.entries(asTable(setting(config, 'project.optional-dependencies')));
  const defaults = ['dev', ...asTexts(setting(config, 'tool.uv.default-groups'))];
  const holding = groups.filter(([, list]) => declaresPytest(list)).map(([name]) => name);
  const included = groups
    .filter(([name]) => defaults.includes(name))
    .flatMap(([, list]) => includedGroups(list));
  const unasked =
    holding.length === 0 || holding.some((name) => defaults.includes(name) || included.includes(name));
  if (!unasked) return `uv run ${member}--group ${holding[0]} pytest`;
  const extra = extras.find(([, list]) => declaresPytest(list))?.[0];
  const needsExtra =
    extra !== undefined && holding.length === 0 && !declaresPytest(setting(config, 'tool.uv'));
  return `uv run ${member}${needsExtra ? `--extra ${extra} ` : ''}pytest`;
}

function memberFlag(config: PythonConfig, root: PythonConfig): string {
  const inRoot = declaresPytest(root.toml) && !declaresPytest(config.toml);
  return inRoot || config.name === undefined ? '--all-packages ' : `--package ${config.name} `;
}

function includedGroups(list: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return items.filter(isTable).flatMap((item) => asTexts(item['include-group']));
}

/** `hatch test` has an environment of its own, with pytest in it. */
function hatchCommand(config: PythonConfig): string | undefined {
  const environments = asTable(config.hatch['envs']);
  const names = Object.keys(environments).filter((name) => declaresPytest(environments[name]));
  if (names.includes('default')) return 'hatch run pytest';
  if ('hatch-test' in environments) return 'hatch test';
  return names[0] && `hatch run ${names[0]}:pytest`;
}

function asTable(value: unknown): Readonly<Record<string, unknown>> {
  return isTable(value) ? value : {};
}
