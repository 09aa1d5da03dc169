/** Whether a Python project requires pytest, in any file that lists requirements. A mention is no requirement. */

import { readIni } from '../../../edit/ini.js';
import { dataAt, isTable, readToml } from '../../../edit/toml-source.js';
import { joinPath, listFiles, readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { UserError } from '../../../types/user-error.js';
import { namesInList, namesOfPytest } from '../edit/requirements.js';
import { fileOf, type PythonConfig } from './config.js';

export function isPytestDeclared(tree: Tree, config: PythonConfig): boolean {
  return listPytest(tree, config).length > 0;
}

/** Names of pytest and its plugins, each once, as far as they are required. */
export function listPytest(tree: Tree, config: PythonConfig): readonly string[] {
  const read = (name: string) => readIfText(tree, fileOf(config, name)) ?? '';
  return [
    ...new Set([
      ...namesOfPytest(config.toml),
      ...namesInHatch(config),
      ...namesInSetup(config),
      ...namesInTox(read('tox.ini'), read('tox.toml')),
      ...namesInNox(read('noxfile.py')),
      ...listedFiles(tree, config.dir).flatMap((path) => namesInFile(path, readIfText(tree, path) ?? '')),
    ]),
  ];
}

/** The file of requirements that pip takes and that has pytest: `test.txt` rather than `test-ci.txt`. */
export function findRequirementsFile(tree: Tree, { dir }: PythonConfig): string | undefined {
  return listedFiles(tree, dir)
    .filter((path) => /\.(txt|in|pip)$/.test(path))
    .toSorted((a, b) => a.length - b.length)
    .find((path) => namesInFile(path, readIfText(tree, path) ?? '').length > 0);
}

/** The text of the Pipfile where that requires pytest. */
export function readPipfile(tree: Tree, config: PythonConfig): string | undefined {
  const path = fileOf(config, 'Pipfile');
  const text = readIfText(tree, path);
  return text !== undefined && namesInFile(path, text).length > 0 ? text : undefined;
}

/** The extras of a project that setuptools knows from other files than the pyproject.toml. */
export function extrasOfSetup({ cfg, setup }: PythonConfig): Readonly<Record<string, unknown>> {
  const inFile = Object.entries(cfg['options.extras_require'] ?? {});
  const inCall = setup['extras_require'];
  return {
    ...(isTable(inCall) ? inCall : {}),
    ...Object.fromEntries(inFile.map(([name, text]) => [name, toLines(text)])),
  };
}

/** `hatch test` has an environment of its own, with pytest in it. */
function namesInHatch({ hatch }: PythonConfig): readonly string[] {
  const own = dataAt(hatch, ['envs', 'hatch-test']) === undefined ? [] : ['pytest'];
  return [...own, ...namesOfPytest({ tool: { hatch } })];
}

function namesInSetup(config: PythonConfig): readonly string[] {
  const { install_requires, tests_require } = config.cfg['options'] ?? {};
  const inFile = [install_requires, tests_require].flatMap(toLines);
  const inCall = [config.setup['install_requires'], config.setup['tests_require']];
  return [inFile, ...inCall, ...Object.values(extrasOfSetup(config))].flatMap(namesInList);
}

function namesInTox(ini: string, toml: string): readonly string[] {
  const sections = Object.entries(readIni(ini)).filter(([name]) => /^testenv(:|$)/.test(name));
  const deps = sections.flatMap(([, { deps }]) => toLines(deps));
  return [...namesInList(deps), ...namesOfPytest({ tool: { tox: parseToml(toml) } })];
}

function namesInNox(noxfile: string): readonly string[] {
  const calls = noxfile.replaceAll(/#.*/g, '').match(/\binstall\([^()]*\)/g) ?? [];
  const texts = calls.flatMap((call) => call.match(/(["']).*?\1/g) ?? []);
  return namesInList(texts.map((text) => text.slice(1, -1)));
}

function listedFiles(tree: Tree, dir: string): readonly string[] {
  const known = /^(Pipfile|environment.*\.ya?ml|.*requirements.*\.(txt|in|pip))$/;
  const here = listFiles(tree, dir)
    .filter((name) => known.test(name))
    .map((name) => joinPath(dir, name));
  const folders = ['requirements', 'reqs', 'tests', 'test', 'tests/requirements', '.github/requirements'];
  const below = folders.flatMap((folder) =>
    listFiles(tree, joinPath(dir, folder))
      .filter((name) => /\.(txt|in|pip)$/.test(name) && (/req/.test(folder) || /req/.test(name)))
      .map((name) => joinPath(dir, folder, name)),
  );
  return [...here, ...below];
}

/** One requirement a line; conda has them as items of a list, pipenv as keys of a table. */
function namesInFile(path: string, text: string): readonly string[] {
  if (!path.endsWith('Pipfile'))
    return namesInList(toLines(text).map((line) => line.replace(/^-\s+["']?/, '')));
  const data = parseToml(text);
  const tables = ['packages', 'dev-packages'].map((name) => dataAt(data, [name]));
  return tables.filter(isTable).flatMap((table) => namesInList(Object.keys(table)));
}

/** Without tox's condition before a requirement: `py312: pytest`. */
function toLines(text: string | undefined): readonly string[] {
  return (text ?? '').split(/\r?\n/).map((line) => line.trim().replace(/^[\w{},!.-]+:\s+/, ''));
}

/** A file that is only looked at: what is not TOML requires nothing. */
function parseToml(text: string): unknown {
  try {
    return readToml(text, '').data;
  } catch (error) {
    if (error instanceof UserError) return {};
    throw error;
  }
}
