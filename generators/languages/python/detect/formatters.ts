/** Which programs a Python repository lays out its files with, and sorts its imports with. */

import { dataAt, isTable } from '../../../edit/toml-source.js';
import { joinPath, listFiles, readIfText } from '../../../tree/paths.js';
import type { Formatter } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { asTexts, fileOf, type PythonConfig, setting } from './config.js';
import { configsAround, dirsAround, readIniFile } from './settings-around.js';
import { readRuff } from './style.js';

/** A tool, and how the files of a repository say that they use it: a hook's name, and a command. */
interface Tool {
  readonly hook: string;
  readonly command: RegExp;
}

const ruffFormat: Tool = { hook: 'ruff-format', command: /\bruff\b['",\s]+format\b/ };
const black: Tool = { hook: 'black', command: /\bblack\b/ };
const isort: Tool = { hook: 'isort', command: /\bisort\b/ };

const runners = ['tox.ini', 'noxfile.py', 'Makefile', 'justfile'];

/** Whether `ruff check` looks at the order of imports. */
export function sortsWithRuff(tree: Tree, config: PythonConfig): boolean {
  return selectsRule(tree, config, 'I001');
}

/** The longest prefix of a rule that ruff is told to select or to ignore decides. */
export function selectsRule(tree: Tree, config: PythonConfig, rule: string): boolean {
  const ruff = readRuff(tree, config);
  const longest = (...names: readonly string[]) => {
    const lists = names.flatMap((name) => [dataAt(ruff, ['lint', name]), dataAt(ruff, [name])]);
    const codes = lists.flatMap(asTexts).filter((code) => code === 'ALL' || rule.startsWith(code));
    return Math.max(0, ...codes.map((code) => (code === 'ALL' ? 0.5 : code.length)));
  };
  return longest('select', 'extend-select') > longest('ignore', 'extend-ignore');
}

export function usesIsort(tree: Tree, config: PythonConfig): boolean {
  const hasSettings = configsAround(tree, config).some(
    (around) =>
      readIfText(tree, fileOf(around, '.isort.cfg')) !== undefined ||
      [setting(around, 'tool.isort'), around.cfg['isort'], around.cfg['tool:isort']].some(isTable) ||
      readIniFile(tree, fileOf(around, 'tox.ini'))['isort'] !== undefined,
  );
  return hasSettings || uses(tree, config, isort);
}

/** Undefined where no file of the repository says that one is used. */
export function findFormatter(tree: Tree, config: PythonConfig): Formatter | undefined {
  const ruff = readRuff(tree, config);
  const format = dataAt(ruff, ['format']);
  if (isTable(format) || uses(tree, config, ruffFormat)) {
    const args = ['format', '--quiet', '--no-cache', '--stdin-filename', '{path}', '-'];
    const isNeeded = isShaped(format) || ruff['indent-width'] !== undefined;
    // From 0.16 on; older versions take a page for Python, and fail.
    return { program: 'ruff', args, isNeeded, pages: 'if new' };
  }
  const table = configsAround(tree, config)
    .map((around) => setting(around, 'tool.black'))
    .find(isTable);
  if (table === undefined && !uses(tree, config, black)) return undefined;
  return {
    program: 'black',
    args: ['--quiet', '--stdin-filename', '{path}', '-'],
    isNeeded: isShaped(table),
  };
}

/** Whether settings ask for something else than both formatters do by themselves. */
function isShaped(settings: unknown): boolean {
  if (!isTable(settings)) return false;
  const shaping = /^(quote-style|indent-style|skip-.*|docstring-code-format|preview|unstable|line-ending)$/;
  return Object.entries(settings).some(([name, value]) => shaping.test(name) && value !== false);
}

function uses(tree: Tree, config: PythonConfig, { hook, command }: Tool): boolean {
  const read = (name: string) =>
    dirsAround(config)
      .map((dir) => readIfText(tree, joinPath(dir, name)) ?? '')
      .join('\n');
  const isHook = new RegExp(`^[^#]*\\bid:\\s*["']?${hook}\\b(?!-)`, 'm');
  if (isHook.test(read('.pre-commit-config.yaml'))) return true;
  if (configsAround(tree, config).flatMap(listRequirements).includes(hook)) return true;
  const workflows = listFiles(tree, '.github/workflows').map((name) => `.github/workflows/${name}`);
  return [...runners, ...workflows].some((name) => command.test(withoutComments(read(name))));
}

function withoutComments(text: string): string {
  return text.replaceAll(/#.*/g, '');
}

/** The names in the project's groups of requirements for development. */
function listRequirements(config: PythonConfig): readonly string[] {
  const groups = ['project.optional-dependencies', 'dependency-groups', 'tool.pdm.dev-dependencies'];
  const lists = [
    setting(config, 'tool.uv.dev-dependencies'),
    ...groups.flatMap((path) => valuesOf(setting(config, path))),
  ].flatMap(asTexts);
  const tables = [
    setting(config, 'tool.poetry.dev-dependencies'),
    ...valuesOf(setting(config, 'tool.poetry.group')).map((group) => dataAt(group, ['dependencies'])),
  ];
  const names = [...lists, ...tables.filter(isTable).flatMap(Object.keys)];
  return names.map((name) => (/^[\w.-]+/.exec(name)?.[0] ?? '').toLowerCase());
}

function valuesOf(value: unknown): readonly unknown[] {
  return isTable(value) ? Object.values(value) : [];
}
