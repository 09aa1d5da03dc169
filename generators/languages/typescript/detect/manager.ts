/** Which program installs packages here, and how it runs one of theirs. */

import { listFiles } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import type { NodePackage } from './package-json.js';

const managers = {
  npm: { lock: /^(package-lock|npm-shrinkwrap)\.json$/, run: 'npx', add: 'npm install --save-dev' },
  pnpm: { lock: /^pnpm-(lock|workspace)\.yaml$/, run: 'pnpm exec', add: 'pnpm add --save-dev' },
  yarn: { lock: /^(yarn\.lock|\.yarnrc\.yml)$/, run: 'yarn', add: 'yarn add --dev' },
  bun: { lock: /^bun\.lockb?$/, run: 'bunx', add: 'bun add --dev' },
} as const;

export type ManagerId = keyof typeof managers;

export const managerIds = Object.keys(managers) as readonly ManagerId[];

/** By `packageManager`, then by the lock files, the nearer first; npm is there with Node. */
export function findManager(
  packages: readonly NodePackage[],
  trees: readonly { readonly tree: Tree; readonly dir: string }[],
): ManagerId {
  const told = packages.map(({ data }) => String(data['packageManager'] ?? ''));
  const named = told.flatMap((text) => managerIds.find((id) => text.startsWith(`${id}@`)) ?? []);
  const locks = trees.flatMap(({ tree, dir }) => {
    const names = listFiles(tree, dir);
    return managerIds.find((id) => names.some((name) => managers[id].lock.test(name))) ?? [];
  });
  return named[0] ?? locks[0] ?? 'npm';
}

/** What a command begins with that runs a program of the dependencies. */
export function runBy(manager: ManagerId): string {
  return managers[manager].run;
}

/** What a command begins with that adds to the dependencies of development. */
export function addBy(manager: ManagerId): string {
  return managers[manager].add;
}
