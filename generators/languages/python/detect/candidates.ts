/** The packages to choose from, or the one that a flag names; where there is none, what to do about it. */

import { nearest } from '../../../tables/nearest.js';
import { listNames } from '../../../text/names.js';
import { hasFolder, isInside, joinPath, normaliseFolder } from '../../../tree/paths.js';
import type { Answers, PackageCandidate } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { FlagError, UserError } from '../../../types/user-error.js';
import { type PythonConfig, readConfigs } from './config.js';
import { findImportRoot, importPathOf } from './import-path.js';
import { configAround, describeMembers, findMembers, isExample } from './members.js';
import { findPackages, isNamedLike, listPackages, plain } from './packages.js';
import { isRegularPackage } from './packages-on-disk.js';
import { listModules } from './single-module.js';

/** With `--package` or `--source-dir` there is one candidate, or a UserError. */
export function chooseFrom(tree: Tree, answers: Answers): readonly PackageCandidate[] {
  const configs = readConfigs(tree);
  const all = configs.flatMap((config) => listPackages(tree, config));
  const around = answers.sourceDir === undefined ? undefined : packageAround(tree, all, answers.sourceDir);
  // A folder outside of all packages is a package of its own, also when a later run remembers both.
  if (around !== undefined && (answers.package ?? around.name) === around.name) return [around];
  if (answers.package !== undefined) return [packageNamed(tree, all, answers.package)];
  const found = findLikely(tree, configs);
  if (found.length > 0) return found;
  throw explainNone(tree, configs);
}

/** The package that carries the name of the whole, else those of the root and of its members. */
function findLikely(tree: Tree, configs: readonly PythonConfig[]): readonly PackageCandidate[] {
  const [root] = configs;
  const found = configs
    .filter((config) => !isExample(config))
    .flatMap((config) => findPackages(tree, config));
  const own = found.find(({ name }) => isNamedLike(name, root?.name));
  return own === undefined ? found : [own];
}

function packageNamed(tree: Tree, found: readonly PackageCandidate[], wanted: string): PackageCandidate {
  const exact = found.find(({ name, dir }) => name === wanted || dir === wanted.replace(/\/$/, ''));
  if (exact) return exact;
  const parent = found.find(({ name }) => wanted.startsWith(`${name}.`));
  const dir = parent && joinPath(parent.dir, wanted.slice(parent.name.length + 1).replaceAll('.', '/'));
  if (dir && hasFolder(tree, dir)) return { name: wanted, dir, because: '--package' };
  const members = findMembers(tree).flatMap((config) => listPackages(tree, config));
  const unlikely = members.find(({ name }) => name === wanted) ?? findHelper(tree, wanted);
  if (unlikely !== undefined) return unlikely;
  const names = (found.length > 0 ? found : members).map(({ name }) => name);
  const meant = names.find((name) => plain(name) === plain(wanted)) ?? nearest(wanted, names);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw new FlagError(
    'package',
    wanted,
    `is not a package of this project.${hint} Its packages: ${listNames(names) || 'none'}.`,
  );
}

/** A package that is called like a folder of helpers, such as `tools`, is none unless it is named. */
function findHelper(tree: Tree, wanted: string): PackageCandidate | undefined {
  const path = wanted.replaceAll('.', '/');
  const dir = [`src/${path}`, path].find((folder) => isRegularPackage(tree, folder));
  return dir === undefined ? undefined : { name: wanted, dir, because: '--package' };
}

function packageAround(tree: Tree, listed: readonly PackageCandidate[], sourceDir: string): PackageCandidate {
  const folder = normaliseFolder(sourceDir, 'source-dir');
  const member = configAround(tree, folder);
  const found = member.dir === '' ? listed : [...listPackages(tree, member), ...listed];
  const around = found
    .filter(({ dir }) => isInside(folder, dir))
    .toSorted((a, b) => b.dir.length - a.dir.length);
  if (around[0]) return around[0];
  const root = findImportRoot(tree, folder, found);
  const [name = ''] = importPathOf(folder, root).split('.');
  return { name, dir: joinPath(root, name), because: '--source-dir' };
}

function explainNone(tree: Tree, configs: readonly PythonConfig[]): UserError {
  const module = configs.flatMap((config) => listModules(tree, config))[0];
  const members = describeMembers(tree);
  if (module === undefined && members !== undefined) {
    const finding = `There is no Python package at the root, but there are projects below: ${members}.`;
    return new UserError(
      `${finding} Go to the folder of one, or name a package with --package=NAME.`,
      `${finding} Open the folder of one.`,
    );
  }
  if (module === undefined) {
    const finding = 'There is no Python package here: no folder with an __init__.py.';
    return new UserError(
      `${finding} Name the folder to write to with --source-dir=DIR.`,
      `${finding} Make one, then run again.`,
    );
  }
  const finding = `${module} is a single module, not a package that pieces could go into.`;
  const folder = module.replace(/\.py$/, '_utils');
  return new UserError(
    `${finding} Name a folder beside it: --source-dir=${folder}.`,
    `${finding} Make it one, a folder with an __init__.py, then run again.`,
  );
}
