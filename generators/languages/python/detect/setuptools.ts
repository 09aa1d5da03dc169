/** Where setuptools is told that the packages are: in pyproject.toml, setup.cfg or setup.py. */

import { readIniList } from '../../../edit/ini.js';
import { isTable } from '../../../edit/toml-source.js';
import { joinPath } from '../../../tree/paths.js';
import { asTexts, fileOf, type PythonConfig, setting } from './config.js';
import { type Declared, type DeclaredPackage, declare, type Search } from './declared.js';
import { FindPackages, type SetupValue } from './setup-py.js';

export function readSetuptools(config: PythonConfig): Declared | undefined {
  const dirs = stringTable(setting(config, 'tool.setuptools.package-dir'));
  const listed = toNames(asTexts(setting(config, 'tool.setuptools.packages')));
  if (listed.length > 0)
    return { ...declare(place(listed, dirs), '[tool.setuptools] packages', config), listed };
  const modules = asTexts(setting(config, 'tool.setuptools.py-modules'));
  const find = setting(config, 'tool.setuptools.packages.find');
  const because = `[tool.setuptools] in ${fileOf(config, 'pyproject.toml')}`;
  if (isTable(find))
    return { search: toSearch(find, dirs), modules, because: because.replace(']', '.packages.find]') };
  if (modules.length > 0) return { packages: [], modules, because };
  return dirs[''] === undefined ? undefined : { search: { root: joinPath(dirs['']) }, because };
}

export function readSetupCfg(config: PythonConfig): Declared | undefined {
  const options = config.cfg['options'] ?? {};
  const packages = options['packages'] ?? '';
  const modules = readIniList(options['py_modules']);
  const dirs = Object.fromEntries(readIniList(options['package_dir']).map((line) => splitPair(line)));
  const because = `[options] packages in ${fileOf(config, 'setup.cfg')}`;
  if (/^find(_namespace)?:/.test(packages)) {
    const section = config.cfg['options.packages.find'] ?? {};
    const lists = {
      where: section['where'],
      include: readIniList(section['include']),
      exclude: readIniList(section['exclude']),
    };
    return { search: toSearch(lists, dirs), modules, because };
  }
  const listed = toNames(readIniList(packages));
  if (listed.length > 0) return { packages: place(listed, dirs), listed, modules, because };
  return modules.length > 0
    ? { packages: [], modules, because: `[options] py_modules in ${fileOf(config, 'setup.cfg')}` }
    : undefined;
}

export function readSetupScript(config: PythonConfig): Declared | undefined {
  const { packages, package_dir: dir, py_modules: names } = config.setup;
  const dirs = stringTable(dir);
  const modules = asTexts(names);
  const because = `packages in ${fileOf(config, 'setup.py')}`;
  if (packages instanceof FindPackages)
    return { search: toSearch(findArguments(packages), dirs), modules, because };
  const listed = toNames(asTexts(packages));
  if (listed.length > 0) return { packages: place(listed, dirs), listed, modules, because };
  if (modules.length > 0)
    return { packages: [], modules, because: `py_modules in ${fileOf(config, 'setup.py')}` };
  return dirs[''] === undefined
    ? undefined
    : { search: { root: joinPath(dirs['']) }, because: because.replace('packages', 'package_dir') };
}

/** setuptools takes `acme/core` for `acme.core`. */
function toNames(packages: readonly string[]): readonly string[] {
  return packages.map((name) => name.replaceAll('/', '.'));
}

function findArguments({ args }: FindPackages): Readonly<Record<string, SetupValue>> {
  return {
    where: args['where'] ?? args['0'],
    exclude: args['exclude'] ?? args['1'],
    include: args['include'] ?? args['2'],
  };
}

function toSearch(find: Readonly<Record<string, unknown>>, dirs: Readonly<Record<string, string>>): Search {
  const root = joinPath(asTexts(find['where'])[0] ?? dirs[''] ?? '');
  return { root, include: asTexts(find['include']), exclude: asTexts(find['exclude']) };
}

/** The folders of packages by setuptools' rule: the mapping of the name, of a parent, or of `''`. */
function place(names: readonly string[], dirs: Readonly<Record<string, string>>): readonly DeclaredPackage[] {
  const top = names.filter((name) => !names.some((other) => name.startsWith(`${other}.`)));
  return top.map((name) => ({ name, dir: placeOne(name, dirs) }));
}

function placeOne(name: string, dirs: Readonly<Record<string, string>>): string {
  const parts = name.split('.');
  for (let length = parts.length; length > 0; length--) {
    const dir = dirs[parts.slice(0, length).join('.')];
    if (dir !== undefined) return joinPath(dir, ...parts.slice(length));
  }
  return joinPath(dirs[''] ?? '', ...parts);
}

function stringTable(value: unknown): Readonly<Record<string, string>> {
  const entries = isTable(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : [])),
  );
}

function splitPair(line: string): readonly [string, string] {
  const [key = '', value = ''] = line.split('=').map((part) => part.trim());
  return [key, value];
}
