/** The settings of pytest in a Python project, from the first file that has any, as pytest itself does it. */

import { readIni } from '../../../edit/ini.js';
import { isTable } from '../../../edit/toml-source.js';
import { readIfText } from '../../../tree/paths.js';
import type { Around } from '../../../types/around.js';
import type { Tree } from '../../../types/tree.js';
import { asText, asTexts, fileOf, type PythonConfig, readConfig, setting } from './config.js';
import { configsAround } from './settings-around.js';

export interface PytestSettings {
  readonly testpaths: readonly string[];
  readonly options: string;
  readonly pythonpath: readonly string[];
  /** Patterns of what pytest collects; undefined where nothing is said. */
  readonly collected: Readonly<Record<CollectKey, readonly string[] | undefined>>;
  readonly file: string;
}

export type CollectKey = 'python_files' | 'python_classes' | 'python_functions';

export function readPytestSettings(tree: Tree, config: PythonConfig): PytestSettings | undefined {
  const [values, name] = listPlaces(tree, config).find(([found]) => isTable(found)) ?? [];
  if (!isTable(values) || name === undefined) return undefined;
  const words = (key: string) => asTexts(values[key]).flatMap((text) => text.match(/\S+/g) ?? []);
  const patterns = (key: CollectKey) => (values[key] === undefined ? undefined : words(key));
  const importMode = `--import-mode=${asText(values['import_mode']) ?? ''}`;
  return {
    testpaths: words('testpaths'),
    pythonpath: words('pythonpath'),
    options: [...asTexts(values['addopts']), importMode].join(' '),
    collected: {
      python_files: patterns('python_files'),
      python_classes: patterns('python_classes'),
      python_functions: patterns('python_functions'),
    },
    file: fileOf(config, name),
  };
}

/** Those that a run of this project's tests meets: where it has none, those of the nearest folder above. */
export function findPytestSettings(
  tree: Tree,
  config: PythonConfig,
  { above }: Around,
): PytestSettings | undefined {
  const inside = configsAround(tree, config).map((around) => () => readPytestSettings(tree, around));
  const outside = above.map(({ tree: outer, path }) => () => {
    const settings = readPytestSettings(outer, readConfig(outer, ''));
    return settings && { ...settings, file: `${path.replaceAll(/[^/]+/g, '..')}/${settings.file}` };
  });
  for (const read of [...inside, ...outside]) {
    const settings = read();
    if (settings !== undefined) return settings;
  }
  return undefined;
}

function listPlaces(tree: Tree, config: PythonConfig): readonly (readonly [unknown, string])[] {
  const ini = (name: string) => readIni(readIfText(tree, fileOf(config, name)) ?? '');
  return [
    [ini('pytest.ini')['pytest'], 'pytest.ini'],
    [ini('.pytest.ini')['pytest'], '.pytest.ini'],
    [setting(config, 'tool.pytest.ini_options') ?? setting(config, 'tool.pytest'), 'pyproject.toml'],
    [ini('tox.ini')['pytest'], 'tox.ini'],
    [config.cfg['tool:pytest'], 'setup.cfg'],
  ];
}
