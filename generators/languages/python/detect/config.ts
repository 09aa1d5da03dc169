/** What the project files of a Python project say, as data; a repository may hold several projects. */

import { type IniData, readIni } from '../../../edit/ini.js';
import { dataAt, isTable, readToml, type TomlData } from '../../../edit/toml-source.js';
import { matchesGlob } from '../../../tree/glob.js';
import { hasFile, joinPath, listFolders, readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { UserError } from '../../../types/user-error.js';
import { readSetupPy, type SetupTable } from './setup-py.js';

export interface PythonConfig {
  /** Folder of the project, `''` for the root of the repository. */
  readonly dir: string;
  /** Empty where there is no such file, as are the two below. */
  readonly toml: TomlData;
  readonly cfg: IniData;
  readonly setup: SetupTable;
  /** Name of the distribution, and the file that gives it. */
  readonly name: string | undefined;
  readonly namedIn: string | undefined;
  /** The settings of hatch, in whichever file they are. */
  readonly hatch: TomlData;
}

/** The project at the root, then the members of its uv workspace. */
export function readConfigs(tree: Tree): readonly PythonConfig[] {
  const root = readConfig(tree, '');
  return [root, ...listMembers(tree, root).map((dir) => readConfig(tree, dir))];
}

export function readConfig(tree: Tree, dir: string): PythonConfig {
  const path = joinPath(dir, 'pyproject.toml');
  const text = tree.read(path);
  const toml = text === undefined ? {} : readToml(text, path).data;
  const cfg = readIni(readIfText(tree, joinPath(dir, 'setup.cfg')) ?? '');
  const setup = readSetupPy(readIfText(tree, joinPath(dir, 'setup.py')) ?? '');
  return { dir, toml, cfg, setup, hatch: readHatch(tree, dir, toml), ...findName({ dir, toml, cfg, setup }) };
}

/** A value of the pyproject.toml by its dotted path, whose parts hold no dots themselves. */
export function setting(config: PythonConfig, path: string): unknown {
  return dataAt(config.toml, path.split('.'));
}

export function textSetting(config: PythonConfig, path: string): string | undefined {
  return asText(setting(config, path));
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The strings of a list; a lone string counts as a list of one. */
export function asTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A file of the project, named as the user sees it. */
export function fileOf(config: PythonConfig, name: string): string {
  return joinPath(config.dir, name);
}

function findName({
  dir,
  toml,
  cfg,
  setup,
}: Pick<PythonConfig, 'dir' | 'toml' | 'cfg' | 'setup'>): Pick<PythonConfig, 'name' | 'namedIn'> {
  const paths = [
    'project.name',
    'tool.poetry.name',
    'tool.flit.metadata.dist-name',
    'tool.flit.metadata.module',
  ];
  const places = [
    ...paths.map((path) => [dataAt(toml, path.split('.')), 'pyproject.toml'] as const),
    [cfg['metadata']?.['name'], 'setup.cfg'] as const,
    [setup['name'], 'setup.py'] as const,
  ];
  const [name, file] = places.find(([value]) => typeof value === 'string') ?? [];
  return { name: asText(name), namedIn: file && joinPath(dir, file) };
}

function readHatch(tree: Tree, dir: string, toml: TomlData): TomlData {
  const path = joinPath(dir, 'hatch.toml');
  const text = tree.read(path);
  const inProject = dataAt(toml, ['tool', 'hatch']);
  return {
    ...(isTable(inProject) ? inProject : {}),
    ...(text === undefined ? {} : readToml(text, path).data),
  };
}

function listMembers(tree: Tree, root: PythonConfig): readonly string[] {
  const workspace = setting(root, 'tool.uv.workspace');
  if (!isTable(workspace)) return [];
  const excluded = asTexts(workspace['exclude']);
  return asTexts(workspace['members'])
    .flatMap((pattern) => expandGlob(tree, '', joinPath(pattern).split('/')))
    .filter((dir, index, all) => all.indexOf(dir) === index && dir !== '')
    .filter((dir) => !excluded.some((pattern) => matchesGlob(dir, joinPath(pattern))))
    .filter((dir) => hasFile(tree, `${dir}/pyproject.toml`));
}

function expandGlob(tree: Tree, dir: string, parts: readonly string[]): readonly string[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [dir];
  if (!/[*?]/.test(part)) return expandGlob(tree, joinPath(dir, part), rest);
  return listFolders(tree, dir)
    .filter((name) => matchesGlob(name, part) && !name.startsWith('.'))
    .flatMap((name) => expandGlob(tree, joinPath(dir, name), rest));
}

const projectFiles = ['pyproject.toml', 'setup.cfg', 'setup.py'];

/** A file with settings of tools only makes no project of a folder. */
export function isProject(tree: Tree, dir: string): boolean {
  if (!projectFiles.some((name) => hasFile(tree, joinPath(dir, name)))) return false;
  try {
    const config = readConfig(tree, dir);
    return config.name !== undefined || setting(config, 'build-system') !== undefined;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
