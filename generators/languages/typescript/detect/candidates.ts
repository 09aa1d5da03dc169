/** The packages to choose from, or the one that a flag names; where there is none, what to do about it. */

import { nearest } from '../../../tables/nearest.js';
import { listNames } from '../../../text/names.js';
import { hasFile, isInside, normaliseFolder } from '../../../tree/paths.js';
import type { Answers, PackageCandidate } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { FlagError, UserError } from '../../../types/user-error.js';
import { describeMembers, findEvidenceIn, findMembers, packageAround, rootPackage } from './members.js';
import { type NodePackage, nameOf } from './package-json.js';
import { findSourceRoot } from './sources.js';

/** With `--package` or `--source-dir` there is one candidate, or a UserError. */
export function chooseFrom(tree: Tree, answers: Answers): readonly PackageCandidate[] {
  const { sourceDir, package: wanted } = answers;
  if (sourceDir !== undefined) return [candidateAt(tree, normaliseFolder(sourceDir, 'source-dir'), wanted)];
  const hasRoot = findEvidenceIn(tree, '') !== undefined;
  const members = findMembers(tree);
  if (wanted !== undefined)
    return [packageNamed(hasRoot ? [rootPackage(tree), ...members] : members, wanted)];
  // At the root of a workspace lie scripts and settings, too.
  const root = findSourceRoot({ tree }, '')?.dir ?? '';
  const isOwn = hasRoot && (members.length === 0 || root !== '');
  if (isOwn) return [describe(rootPackage(tree), 'package.json')];
  throw explainNone(tree, members);
}

function candidateAt(tree: Tree, folder: string, wanted: string | undefined): PackageCandidate {
  const around = packageAround(tree, folder);
  if (wanted === undefined || [nameOf(around), around.dir].includes(wanted))
    return describe(around, '--source-dir');
  const named = packageNamed([rootPackage(tree), ...findMembers(tree)], wanted);
  if (isInside(folder, named.dir)) return named;
  throw new FlagError('source-dir', folder, `lies outside of the package ${wanted}. Name a folder in it.`);
}

function packageNamed(packages: readonly NodePackage[], wanted: string): PackageCandidate {
  const plain = wanted.replace(/\/$/, '');
  const found = packages.find((each) => nameOf(each) === plain || (plain !== '' && each.dir === plain));
  if (found !== undefined) return describe(found, '--package');
  const names = packages.map(nameOf);
  const meant = nearest(wanted, names);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  const reason = `is not a package of this project.${hint} Its packages: ${listNames(names) || 'none'}.`;
  throw new FlagError('package', wanted, reason);
}

function describe(each: NodePackage, because: string): PackageCandidate {
  return { name: nameOf(each), dir: each.dir, because };
}

function explainNone(tree: Tree, members: readonly NodePackage[]): UserError {
  const below = describeMembers(members);
  if (below === undefined) return new UserError(explainLack(tree) ?? 'There is no TypeScript package here.');
  const finding = `There are no TypeScript sources at the root, but there are projects below: ${below}.`;
  return new UserError(
    `${finding} Go to the folder of one, or name a package with --package=NAME.`,
    `${finding} Open the folder of one.`,
  );
}

/** What a repository of JavaScript, or one of Deno alone, is told; undefined where it is none. */
export function explainLack(tree: Tree): string | undefined {
  if (findEvidenceIn(tree, '') !== undefined) return undefined;
  if (!hasFile(tree, 'package.json')) return explainDeno(tree);
  return (
    'package.json is of a project without sources in TypeScript, and the pieces are in Python and TypeScript only; ' +
    'nothing was changed. To have them, add TypeScript (npm install --save-dev typescript @types/node, a tsconfig.json, ' +
    'and a first module in TypeScript), and run again.'
  );
}

function explainDeno(tree: Tree): string | undefined {
  const file = ['deno.json', 'deno.jsonc'].find((name) => hasFile(tree, name));
  return (
    file &&
    `${file} is of a project of Deno, and what is read here are package.json and tsconfig.json; nothing was changed. ` +
      'Add both ({ "type": "module" } and {} will do), run npm install --save-dev @types/node, and run again.'
  );
}
