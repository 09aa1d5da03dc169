/** Whether a release would ship the new packages, or a list in the build configuration leaves them out. */

import { matchesGlob } from '../../../tree/glob.js';
import { parentOf } from '../../../tree/paths.js';
import { readDeclared } from './build.js';
import type { PythonConfig } from './config.js';
import type { Declared } from './declared.js';
import type { ModulePlace } from './modules.js';

type Place = Pick<ModulePlace, 'importPath' | 'sourceDir' | 'markers'>;
type Remedy = (declared: Declared, names: readonly string[]) => string | undefined;

/** Notes that name the file and what to add to it; none where all is shipped. */
export function checkRelease(config: PythonConfig, place: Place): readonly string[] {
  const declared = readDeclared(config);
  if (declared === undefined) return [];
  const names = listNew(place);
  return remedies
    .flatMap((remedy) => remedy(declared, names) ?? [])
    .map((text) => `A release would leave out ${place.importPath}, and its imports would fail: ${text}.`);
}

const remedies: readonly Remedy[] = [addToList, addBesideModules, addToInclude, takeFromExclude];

function addToList({ listed, because }: Declared, names: readonly string[]): string | undefined {
  const missing = names.filter((name) => !listed?.includes(name));
  return listed && missing.length > 0 ? `add ${quoteAll(missing)} to ${because}` : undefined;
}

/** Where modules are named, setuptools searches for no packages. */
function addBesideModules(
  { packages, modules = [], because }: Declared,
  names: readonly string[],
): string | undefined {
  return packages?.length === 0 && modules.length > 0
    ? `add packages = [${names.map((name) => `"${name}"`).join(', ')}], as ${because} names modules only`
    : undefined;
}

function addToInclude({ search, because }: Declared, names: readonly string[]): string | undefined {
  const { include = [] } = search ?? {};
  const missing = names.filter((name) => !include.some((pattern) => matchesGlob(name, pattern)));
  return include.length > 0 && missing.length > 0
    ? `add ${quoteAll(missing)} to the include of ${because}`
    : undefined;
}

function takeFromExclude({ search, because }: Declared, names: readonly string[]): string | undefined {
  const { exclude = [] } = search ?? {};
  const hiding = exclude.filter((pattern) => names.some((name) => matchesGlob(name, pattern)));
  return hiding.length > 0 ? `take ${quoteAll(hiding)} from the exclude of ${because}` : undefined;
}

/** The package of the modules, below the packages that are made for it. */
function listNew({ importPath, sourceDir, markers }: Place): readonly string[] {
  const parts = importPath.split('.');
  const depth = (dir: string) => sourceDir.split('/').length - dir.split('/').length;
  const between = markers.map((marker) => parts.slice(0, -depth(parentOf(marker))).join('.'));
  return [...between, importPath];
}

function quoteAll(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' and ');
}
