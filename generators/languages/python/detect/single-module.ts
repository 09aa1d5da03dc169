/** A project that is one module, and a package beside it: no build tool ships both unasked. */

import { hasFile } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { readDeclared } from './build.js';
import { fileOf, type PythonConfig, setting, textSetting } from './config.js';
import { toImportName } from './declared.js';

type Remedy = (module: string, added: string) => string;

/** By the name of the build backend, what has it ship both. */
const remedies: readonly (readonly [RegExp, Remedy])[] = [
  [
    /^setuptools/,
    (module, added) => `add py-modules = ["${module}"] and packages = ["${added}"] to [tool.setuptools]`,
  ],
  [
    /^hatchling/,
    (module, added) => `add only-include = ["${module}.py", "${added}"] to [tool.hatch.build.targets.wheel]`,
  ],
  [
    /^poetry/,
    (module, added) =>
      `add packages = [{ include = "${module}.py" }, { include = "${added}" }] to [tool.poetry]`,
  ],
  [/^pdm/, (module, added) => `add includes = ["${module}.py", "${added}"] to [tool.pdm.build]`],
];

/** The modules of a project, as files: those that the build configuration names, and the one of its name. */
export function listModules(tree: Tree, config: PythonConfig): readonly string[] {
  const names = [...(readDeclared(config)?.modules ?? []), toImportName(config.name ?? '')];
  const files = names.flatMap((name) => [`src/${name}.py`, `${name}.py`].map((file) => fileOf(config, file)));
  return files.filter((file) => hasFile(tree, file));
}

export function checkSingleModule(tree: Tree, config: PythonConfig, importPath: string): readonly string[] {
  const isSet =
    readDeclared(config) !== undefined || setting(config, 'tool.pdm.build.includes') !== undefined;
  const [file] = listModules(tree, config);
  if (isSet || file === undefined) return [];
  const [added = ''] = importPath.split('.');
  const module = toImportName(config.name ?? '');
  const backend = textSetting(config, 'build-system.build-backend') ?? 'setuptools';
  const isFlat = file === fileOf(config, `${module}.py`);
  // In src/, setuptools finds modules and packages.
  if (!isFlat && backend.startsWith('setuptools')) return [];
  const pyproject = fileOf(config, 'pyproject.toml');
  const [, remedy] =
    remedies.find(([pattern]) => isFlat && config.namedIn === pyproject && pattern.test(backend)) ?? [];
  const todo = remedy ? `${remedy(module, added)} in ${pyproject}` : 'name both in the settings of the build';
  return [`A release would have only one of ${file} and ${added}: ${todo}.`];
}
