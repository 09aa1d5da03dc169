/** Whether a package wants no new public name: all its modules are private, or a test of its own counts the names. */

import { hasFolder, joinPath, listFiles, listFolders, parentOf, readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { hasPythonFiles } from './packages-on-disk.js';
import { isHelper } from './search.js';
import { findTestsRoot, type Owner } from './tests-root.js';
import { listTests } from './unittest.js';

/** Why a new folder has to be private; undefined where it need not. */
export function findPrivacy(owner: Owner): string | undefined {
  const { tree, config, candidate } = owner;
  if (!hasFolder(tree, candidate.dir)) return undefined;
  if (hasPrivateModules(tree, candidate.dir)) return `all modules of ${candidate.dir} are private`;
  const test = listTests(tree, config, findTestsRoot(owner).dir).find((path) =>
    countsNames(readIfText(tree, path) ?? '', candidate.name),
  );
  return test && `${test} compares __all__ with what is public`;
}

/** Where what is public is what `__init__.py` exports, a public folder would be one name too many. */
function hasPrivateModules(tree: Tree, dir: string): boolean {
  const modules = listFiles(tree, dir).filter((name) => /^(?!__|_version|conftest).*\.py$/.test(name));
  const packages = listFolders(tree, dir).filter(
    (name) => hasPythonFiles(tree, joinPath(dir, name)) && !isHelper(name),
  );
  return modules.length > 1 && [...modules, ...packages].every((name) => name.startsWith('_'));
}

/** Whether a test compares the `__all__` of a package with all its names that have no underscore in front. One that
 * passes modules by, or looks at classes only, does not mind a new one. */
function countsNames(text: string, packageName: string): boolean {
  if (!text.includes('__all__')) return false;
  const code = text.replaceAll(/#.*/g, '');
  const filters = /\bstartswith\(\s*["']_["']|\[0\]\s*[!=]=\s*["']_["']/;
  if (!filters.test(code) || /\b(ModuleType|ismodule|isclass|isfunction|callable)\b/.test(code)) return false;
  return listNames(code, packageName).some((name) => {
    const [all, listed] = [`\\b${name}\\.__all__\\b`, `\\b(dir|vars|getmembers)\\(\\s*${name}\\s*\\)`];
    return new RegExp(all).test(code) && new RegExp(`${listed}|\\b${name}\\.__(dict|path)__\\b`).test(code);
  });
}

/** What a module calls the package, as parts of regular expressions: `import acme.core as core`. */
function listNames(code: string, packageName: string): readonly string[] {
  const escaped = packageName.replaceAll('.', '\\.');
  const parent = parentOf(packageName.replaceAll('.', '/')).replaceAll('/', '\\.');
  const last = packageName.split('.').at(-1) ?? packageName;
  const whole = new RegExp(`^\\s*import\\s+${escaped}(?:\\s+as\\s+(\\w+))?\\s*(?=,|$)`, 'gm');
  const part = new RegExp(`^\\s*from\\s+${parent}\\s+import\\s+${last}(?:\\s+as\\s+(\\w+))?\\s*$`, 'gm');
  return [
    ...[...code.matchAll(whole)].map(([, alias]) => alias ?? escaped),
    ...(parent === '' ? [] : [...code.matchAll(part)].map(([, alias]) => alias ?? last)),
  ];
}
