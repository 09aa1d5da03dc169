/** Which folders are TypeScript packages: the root, and those below, whether a workspace lists them or not. */

import { listNames } from '../../../text/names.js';
import { hasFile, isInside, joinPath, listFolders } from '../../../tree/paths.js';
import { unseen } from '../../../tree/walk.js';
import type { Tree } from '../../../types/tree.js';
import { UserError } from '../../../types/user-error.js';
import { dependenciesOf, type NodePackage, nameOf, readPackage } from './package-json.js';
import { findSourceRoot, isJavaScript, listSources } from './sources.js';

/** Monorepos have their packages in `packages/core/`, `apps/web/` or `libs/shared/ui/`. */
const deepest = 3;

const helpers = /^(examples?|demos?|samples?|fixtures?|templates?|tests?|__tests__|e2e|docs?|website)$/;

/** The file that shows that a folder has TypeScript, where it has. JavaScript may have both a tsconfig.json, which
 * checks it, and tests of its declarations in TypeScript. */
export function findEvidenceIn(tree: Tree, dir: string): string | undefined {
  if (isJavaScript(tree, dir)) return undefined;
  const config = joinPath(dir, 'tsconfig.json');
  if (hasFile(tree, config)) return config;
  const own = readIfPackage(tree, dir);
  if (own === undefined) return undefined;
  if (dependenciesOf(own)['typescript'] !== undefined) return joinPath(dir, 'package.json');
  return ['src', 'lib'].flatMap((name) => listSources(tree, joinPath(dir, name)))[0];
}

/** The outermost packages below the root, without examples and the like; those without sources only where no other has
 * any, as a package of settings has a tsconfig.json, too. */
export function findMembers(tree: Tree): readonly NodePackage[] {
  const members = listMembers(tree, '', 1);
  const full = members.filter(({ dir }) => findSourceRoot({ tree }, dir) !== undefined);
  return full.length > 0 ? full : members;
}

function listMembers(tree: Tree, dir: string, depth: number): readonly NodePackage[] {
  const names = listFolders(tree, dir).filter((name) => !unseen.has(name) && !/^[._]/.test(name));
  return names
    .filter((name) => !helpers.test(name))
    .map((name) => joinPath(dir, name))
    .flatMap((folder) => {
      const own = hasFile(tree, joinPath(folder, 'package.json')) ? readIfPackage(tree, folder) : undefined;
      if (own !== undefined) return findEvidenceIn(tree, folder) === undefined ? [] : [own];
      return depth < deepest ? listMembers(tree, folder, depth + 1) : [];
    });
}

/** `packages/core (@acme/core), packages/web (web)`; undefined where there are none. */
export function describeMembers(members: readonly NodePackage[]): string | undefined {
  const names = members.map((member) => `${member.dir} (${nameOf(member)})`);
  return names.length === 0 ? undefined : listNames(names);
}

/** The innermost package around a folder. */
export function packageAround(tree: Tree, folder: string): NodePackage {
  const member = findMembers(tree).find(({ dir }) => isInside(folder, dir));
  return member ?? rootPackage(tree);
}

/** Also a root that has no package.json, but a tsconfig.json. */
export function rootPackage(tree: Tree): NodePackage {
  return readPackage(tree, '') ?? { dir: '', data: {} };
}

/** What is not to be read is none; where it counts, reading it says so. */
function readIfPackage(tree: Tree, dir: string): NodePackage | undefined {
  try {
    return readPackage(tree, dir);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
