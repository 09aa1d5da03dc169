/** The command that runs a Python project's tests, in the environment that the project's own tool keeps. */

import { dataAt, isTable } from '../../../edit/toml-source.js';
import { hasFile } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { declaresPytest, groupNames, listsPytest, normaliseName } from '../edit/requirements.js';
import { asTexts, fileOf, type PythonConfig, setting } from './config.js';
import { extrasOfSetup, readPipfile } from './pytest-declared.js';
import type { Workspace } from './workspace.js';

/** `config` and the workspace's root are as the run will leave them, with pytest declared. */
export interface TestSubject {
  readonly tree: Tree;
  readonly config: PythonConfig;
  readonly workspace: Workspace;
}

export function findTestCommand(subject: TestSubject): string {
  const { tree, config, workspace } = subject;
  const has = (path: string) =>
    setting(config, path) !== undefined || setting(workspace.root, path) !== undefined;
  const lock = (name: string) => hasFile(tree, fileOf(config, name)) || hasFile(workspace.tree, name);
  // What `uv init` writes has no other sign of uv before its first run.
  const isBuilt = setting(config, 'build-system.build-backend') === 'uv_build';
  if (lock('uv.lock') || has('tool.uv') || isBuilt) return uvCommand(subject);
  if (lock('poetry.lock') || has('tool.poetry')) return 'poetry run pytest';
  if (lock('pdm.lock') || has('tool.pdm.dev-dependencies')) return 'pdm run pytest';
  return hatchCommand(config) ?? pipenvCommand(tree, config) ?? 'python -m pytest';
}

/** Where pytest is declared: in a group or in an extra, by their names. */
export interface PytestHome {
  readonly group?: string;
  readonly extra?: string;
}

/** Undefined where no group and no extra has pytest. */
export function findPytestHome(config: PythonConfig): PytestHome | undefined {
  const holding = (lists: Readonly<Record<string, unknown>>) => {
    const entries = Object.entries(lists).filter(([, list]) => listsPytest(list));
    const names = entries.map(([name]) => name);
    // A group for mypy may hold a plugin of pytest, too.
    return names.find((name) => groupNames.includes(normaliseName(name))) ?? names[0];
  };
  const group = holding(asTable(setting(config, 'dependency-groups')));
  if (group !== undefined) return { group };
  const extra = holding({
    ...extrasOfSetup(config),
    ...asTable(setting(config, 'project.optional-dependencies')),
  });
  return extra === undefined ? undefined : { extra };
}

/** uv installs the group `dev` unasked; another group or an extra has to be named. */
function uvCommand({ config, workspace }: TestSubject): string {
  const { root, isMember } = workspace;
  const inRoot = declaresPytest(root.toml) && !declaresPytest(config.toml);
  const owner = isMember && inRoot ? root : config;
  const member = !isMember
    ? ''
    : inRoot || config.name === undefined
      ? '--all-packages '
      : `--package ${config.name} `;
  return `uv run ${member}${uvChoice(owner)}pytest`;
}

function uvChoice(config: PythonConfig): string {
  if (hasDefault(config) || listsPytest(setting(config, 'tool.uv.dev-dependencies'))) return '';
  if (listsPytest(setting(config, 'project.dependencies'))) return '';
  const { group, extra } = findPytestHome(config) ?? {};
  if (group !== undefined) return `--group ${group} `;
  return extra === undefined ? '' : `--extra ${extra} `;
}

/** Whether a group that uv installs unasked has pytest, or includes one that has. */
function hasDefault(config: PythonConfig): boolean {
  const groups = new Map(
    Object.entries(asTable(setting(config, 'dependency-groups'))).map(([name, list]) => [
      normaliseName(name),
      list,
    ]),
  );
  const listed = setting(config, 'tool.uv.default-groups');
  const defaults = listed === 'all' ? [...groups.keys()] : listed === undefined ? ['dev'] : asTexts(listed);
  const holds = (name: string, seen: readonly string[]): boolean => {
    const list = groups.get(normaliseName(name));
    return (
      listsPytest(list) ||
      includedGroups(list).some((inner) => !seen.includes(inner) && holds(inner, [...seen, inner]))
    );
  };
  return defaults.some((name) => holds(name, [name]));
}

function includedGroups(list: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return items.filter(isTable).flatMap((item) => asTexts(item['include-group']));
}

/** `hatch test` has an environment of its own, with pytest in it. */
function hatchCommand(config: PythonConfig): string | undefined {
  const environments = asTable(config.hatch['envs']);
  const names = Object.keys(environments).filter((name) =>
    ['dependencies', 'extra-dependencies'].some((key) => listsPytest(dataAt(environments[name], [key]))),
  );
  if (names.includes('default')) return 'hatch run pytest';
  if ('hatch-test' in environments) return 'hatch test';
  return names[0] && `hatch run ${names[0]}:pytest`;
}

/** By way of Python, which finds a package in this folder: pipenv does not install the project by itself. */
function pipenvCommand(tree: Tree, config: PythonConfig): string | undefined {
  return readPipfile(tree, config) === undefined ? undefined : 'pipenv run python -m pytest';
}

function asTable(value: unknown): Readonly<Record<string, unknown>> {
  return isTable(value) ? value : {};
}
