/** Where the build configuration says that the packages are: one function a build tool. */

import { isTable } from '../../../edit/toml-source.js';
import { joinPath } from '../../../tree/paths.js';
import { asText, asTexts, fileOf, type PythonConfig, setting, textSetting } from './config.js';
import { type Declared, declare, toImportName } from './declared.js';
import { readSetupCfg, readSetupScript, readSetuptools } from './setuptools.js';

type Reader = (config: PythonConfig) => Declared | undefined;

/** The first that answers counts. */
export function readDeclared(config: PythonConfig): Declared | undefined {
  for (const reader of readers) {
    const declared = reader(config);
    if (declared) return declared;
  }
  return undefined;
}

const readers: readonly Reader[] = [
  readPoetry,
  readHatch,
  readFlit,
  readPdm,
  readUv,
  readMaturin,
  readScikit,
  readSetuptools,
  readSetupCfg,
  readSetupScript,
];

function readPoetry(config: PythonConfig): Declared | undefined {
  const listed = setting(config, 'tool.poetry.packages');
  if (!Array.isArray(listed)) return undefined;
  const packages = listed.filter(isTable).flatMap((entry) => {
    const include = asText(entry['include'])?.replace(/\/?\*.*$/, '');
    const onlySource = asTexts(entry['format']).join() === 'sdist';
    if (!include || onlySource) return [];
    return [{ name: dotted(include), dir: joinPath(asText(entry['from']) ?? '', include) }];
  });
  if (packages.length === 0) return undefined;
  const declared = declare(packages, '[tool.poetry] packages', config);
  const ofFiles = listed.every(
    (entry) => isTable(entry) && /\/\*\.\w+$/.test(asText(entry['include']) ?? ''),
  );
  return ofFiles ? { ...declared, listed: packages.map(({ name }) => name) } : declared;
}

function readHatch(config: PythonConfig): Declared | undefined {
  for (const table of ['tool.hatch.build.targets.wheel', 'tool.hatch.build']) {
    const packages = asTexts(setting(config, `${table}.packages`)).map((dir) => ({
      name: lastPart(dir),
      dir: joinPath(dir),
    }));
    if (packages.length > 0) return declare(packages, `[${table}] packages`, config);
    const sources = asTexts(setting(config, `${table}.sources`)).map((dir) => joinPath(dir));
    const only = asTexts(setting(config, `${table}.only-include`)).map((dir) => joinPath(dir));
    const root = only.find((dir) => sources.includes(dir));
    const because = `[${table}] only-include`;
    if (root !== undefined)
      return { search: { root }, because: `${because} in ${fileOf(config, 'pyproject.toml')}` };
    const named = only.map((dir) => ({ name: withoutSource(dir, sources), dir }));
    if (named.length > 0) return declare(named, because, config);
  }
  return undefined;
}

function readFlit(config: PythonConfig): Declared | undefined {
  const [path, name] =
    ['tool.flit.module.name', 'tool.flit.metadata.module']
      .map((key) => [key, textSetting(config, key)] as const)
      .find(([, value]) => value !== undefined) ?? [];
  if (path === undefined || name === undefined) return undefined;
  return anywhere(name, `[${path.replace(/\.(\w+)$/, '] $1')}`, config);
}

function readPdm(config: PythonConfig): Declared | undefined {
  for (const key of ['tool.pdm.build.package-dir', 'tool.pdm.package-dir']) {
    const root = textSetting(config, key);
    const because = `[${key.replace(/\.([\w-]+)$/, '] $1')} in ${fileOf(config, 'pyproject.toml')}`;
    if (root !== undefined) return { search: { root: joinPath(root) }, because };
  }
  return undefined;
}

function readUv(config: PythonConfig): Declared | undefined {
  const names = asTexts(setting(config, 'tool.uv.build-backend.module-name'));
  const root = textSetting(config, 'tool.uv.build-backend.module-root');
  if (names.length === 0 && root === undefined) return undefined;
  const wanted = names.length > 0 ? names : [toImportName(config.name ?? '')];
  const packages = wanted.map((name) => ({ name, dir: joinPath(root ?? 'src', slashed(name)) }));
  return declare(packages, '[tool.uv.build-backend]', config);
}

function readMaturin(config: PythonConfig): Declared | undefined {
  const root = textSetting(config, 'tool.maturin.python-source');
  const because = `[tool.maturin] python-source in ${fileOf(config, 'pyproject.toml')}`;
  return root === undefined ? undefined : { search: { root: joinPath(root) }, because };
}

function readScikit(config: PythonConfig): Declared | undefined {
  const packages = asTexts(setting(config, 'tool.scikit-build.wheel.packages'));
  const named = packages.map((dir) => ({ name: lastPart(dir), dir: joinPath(dir) }));
  return named.length > 0 ? declare(named, '[tool.scikit-build] wheel.packages', config) : undefined;
}

/** flit looks in `src/` and beside the project file. */
function anywhere(name: string, because: string, config: PythonConfig): Declared {
  return declare(
    [
      { name, dir: joinPath('src', slashed(name)) },
      { name, dir: slashed(name) },
    ],
    because,
    config,
  );
}

function withoutSource(dir: string, sources: readonly string[]): string {
  const path = joinPath(dir);
  const source = [...sources, 'src'].find((root) => path.startsWith(`${root}/`));
  return dotted(source === undefined ? path : path.slice(source.length + 1));
}

function lastPart(dir: string): string {
  return joinPath(dir).split('/').at(-1) ?? dir;
}

function dotted(path: string): string {
  return joinPath(path).replaceAll('/', '.');
}

function slashed(name: string): string {
  return name.replaceAll('.', '/');
}
