/** What a build configuration declares, in the terms that all build tools share. */

import { fileOf, type PythonConfig } from './config.js';

/** What a build configuration ships, paths relative to the project. */
export interface Declared {
  /** Packages by name, where it names them. */
  readonly packages?: readonly DeclaredPackage[];
  /** Names of all packages that are shipped, where each has to be named: others are left out. */
  readonly listed?: readonly string[];
  /** A folder to search, where it does not. */
  readonly search?: Search;
  /** Modules that are files, without `.py`. */
  readonly modules?: readonly string[];
  readonly because: string;
}

export interface DeclaredPackage {
  readonly name: string;
  readonly dir: string;
}

export interface Search {
  readonly root: string;
  /** Globs of import names. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Only the package of this name is shipped, if it is there. */
  readonly expected?: string | undefined;
}

/** A distribution's name as an import name: `google-api-core` may also be `google.api_core`, which ranking sees to. */
export function toImportName(name: string): string {
  return name.toLowerCase().replace(/[-.]+/g, '_');
}

/** Packages that a setting of the pyproject.toml names. */
export function declare(
  packages: readonly DeclaredPackage[],
  because: string,
  config: PythonConfig,
): Declared {
  return { packages, because: `${because} in ${fileOf(config, 'pyproject.toml')}` };
}
