/** Whether a Python project requires pytest, in any file that lists requirements. A mention is no requirement. */

import { readIni } from '../../../edit/ini.js';
import { dataAt, isTable, readToml } from '../../../edit/toml-source.js';
import { joinPath, listFiles, readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { UserError } from '../../../types/user-error.js';
import { declaresPytest, isPytest, listsPytest } from '../edit/requirements.js';
import { fileOf, type PythonConfig } from './config.js';

export function isPytestDeclared(tree: Tree, config: PythonConfig): boolean {
  const read = (name: string) => readIfText(tree, fileOf(config, name)) ?? '';
  return (
    declaresPytest(config.toml) ||
    declaresInHatch(config) ||
    declaresInSetup(config) ||
    declaresInTox(read('tox.ini'), read('tox.toml')) ||
    installsPytest(read('noxfile.py')) ||
    listedFiles(tree, config.dir).some((path) => listsInFile(path, readIfText(tree, path) ?? ''))
  );
}

/** `hatch test` has an environment of its own, with pytest in it. */
function declaresInHatch({ hatch }: PythonConfig): boolean {
  return dataAt(hatch, ['envs', 'hatch-test']) !== undefined || declaresPytest({ tool: { hatch } });
}

function declaresInSetup({ cfg, setup }: PythonConfig): boolean {
  const { install_requires, tests_require } = cfg['options'] ?? {};
  const extras = setup['extras_require'];
  const inFile = [install_requires, tests_require, ...Object.values(cfg['options.extras_require'] ?? {})];
  const inCall = [
    setup['install_requires'],
    setup['tests_require'],
    ...(isTable(extras) ? Object.values(extras) : []),
  ];
  return inFile.flatMap(toLines).some(isPytest) || inCall.some(listsPytest);
}

function declaresInTox(ini: string, toml: string): boolean {
  const sections = Object.entries(readIni(ini)).filter(([name]) => /^testenv(:|$)/.test(name));
  const deps = sections.flatMap(([, { deps }]) => toLines(deps));
  return deps.some(isPytest) || declaresPytest({ tool: { tox: parseToml(toml) } });
}

function installsPytest(noxfile: string): boolean {
  const calls = noxfile.replaceAll(/#.*/g, '').match(/\binstall\([^()]*\)/g) ?? [];
  return calls
    .flatMap((call) => call.match(/(["']).*?\1/g) ?? [])
    .some((text) => isPytest(text.slice(1, -1)));
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
function listsInFile(path: string, text: string): boolean {
  if (!path.endsWith('Pipfile'))
    return toLines(text).some((line) => isPytest(line.replace(/^-\s+["']?/, '')));
  const data = parseToml(text);
  return ['packages', 'dev-packages'].some((name) => {
    const table = dataAt(data, [name]);
    return isTable(table) && Object.keys(table).some(isPytest);
  });
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
