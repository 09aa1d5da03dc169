/** Decides where the modules go, what an import of them starts with, and which file re-exports them. */

import { hasHeading } from '../../../edit/heading.js';
import {
  hasFile,
  hasFolder,
  isInside,
  joinPath,
  listFiles,
  normaliseFolder,
  parentOf,
  readIfText,
} from '../../../tree/paths.js';
import type { Answers, Fact, PackageCandidate } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { FlagError, UserError } from '../../../types/user-error.js';
import { ancestors, findImportRoot, importPathOf, importRootOf } from './import-path.js';
import { hasPythonFiles, isRegularPackage } from './packages-on-disk.js';
import { findPrivacy } from './private-names.js';
import type { Owner } from './tests-root.js';

export interface ModulePlace {
  readonly sourceDir: string;
  readonly importPath: string;
  readonly barrel: string | undefined;
  readonly markers: readonly string[];
  readonly facts: readonly Fact[];
  readonly notes: readonly string[];
}

/** Tried in turn: a folder that a module of the same name would be hidden by is never made. */
const freshNames = ['utils', 'helpers', 'chora_utils'];

/** Names of folders of utilities: one that is there is used. */
const utilityNames = ['utils', 'util', 'utilities', '_utils', '_util', '_utilities'];

export function placeModules(owner: Owner, answers: Answers): ModulePlace {
  const { tree, candidate } = owner;
  const chosen = answers.sourceDir === undefined ? chooseFolder(owner) : readFolder(tree, answers.sourceDir);
  const root = findImportRoot(tree, chosen.dir, [candidate]);
  const importPath = importPathOf(chosen.dir, root);
  const namespace = isNamespacePart(tree, chosen.dir);
  const stub = joinPath(chosen.dir, '__init__.pyi');
  const notes = [
    ...chosen.notes,
    ...(namespace ? [`${chosen.dir} has no __init__.py, and gets none: import from its modules.`] : []),
    ...(!namespace && hasFile(tree, stub)
      ? [`${stub} describes ${chosen.dir} to type checkers: add the new names there too.`]
      : []),
  ];
  const barrel = namespace ? undefined : `${chosen.dir}/__init__.py`;
  const facts = [describeLayout(candidate), { label: 'modules', value: chosen.dir, because: chosen.because }];
  return {
    sourceDir: chosen.dir,
    importPath,
    barrel,
    markers: listMarkers(tree, chosen.dir, root),
    facts,
    notes,
  };
}

interface Folder {
  readonly dir: string;
  readonly because: string;
  readonly notes: readonly string[];
}

function chooseFolder(owner: Owner): Folder {
  const { tree, candidate } = owner;
  const { dir } = candidate;
  const there = utilityNames
    .map((name) => joinPath(dir, name))
    .find((folder) => holdsUtilities(tree, folder));
  if (there !== undefined) return { dir: there, because: 'the folder is there', notes: [] };
  const privacy = findPrivacy(owner);
  const folderNames = privacy === undefined ? freshNames : freshNames.map((name) => `_${name}`);
  const hidden = folderNames.map((name) => findClash(tree, joinPath(dir, name)));
  const index = hidden.indexOf(undefined);
  const name = folderNames[index];
  if (name === undefined) {
    const finding = `${hidden.join(', ')} are in the way in ${dir}.`;
    throw new UserError(
      `${finding} Name another folder with --source-dir=DIR.`,
      `${finding} Give one of them another name, then run again.`,
    );
  }
  const folder = joinPath(dir, name);
  const [reason] = hidden;
  if (reason !== undefined && index > 0) {
    const notes = [
      `${reason} is there already, and a folder ${folderNames[0]}/ would hide it: the modules go to ${folder}.`,
    ];
    return { dir: folder, because: `${reason} is not to be hidden`, notes };
  }
  const because = hasFolder(tree, folder) ? 'the folder is there' : (privacy ?? 'a new folder');
  return { dir: folder, because, notes: [] };
}

function holdsUtilities(tree: Tree, folder: string): boolean {
  return hasPythonFiles(tree, folder) && findClash(tree, folder) === undefined;
}

function readFolder(tree: Tree, sourceDir: string): Folder {
  const dir = normaliseFolder(sourceDir, 'source-dir');
  for (const folder of ancestors(dir)) {
    const clash = findClash(tree, folder);
    if (clash === undefined) continue;
    throw new FlagError(
      'source-dir',
      sourceDir,
      `cannot be a folder: ${clash} is in the way of ${folder}. Choose another folder.`,
    );
  }
  return { dir, because: '--source-dir', notes: [] };
}

/** A module that a new folder would hide, or a name that differs in case only, which some disks take for the same. */
function findClash(tree: Tree, folder: string): string | undefined {
  const parent = parentOf(folder);
  const name = folder.slice(parent === '' ? 0 : parent.length + 1);
  const isThere = hasFolder(tree, folder);
  const modules = listFiles(tree, parent).filter((file) => isModuleNamed(file, name));
  const otherCase = tree
    .list(parent)
    .find((entry) => entry.name !== name && entry.name.toLowerCase() === name.toLowerCase());
  if (isThere && isRegularPackage(tree, folder)) return undefined;
  const clash = hasFile(tree, folder) ? name : (modules[0] ?? otherCase?.name);
  return clash === undefined ? undefined : joinPath(parent, clash);
}

/** `utils.py`, and what is built or described under that name: `utils.pyx`, `utils.cpython-312-x86_64-linux-gnu.so`. */
function isModuleNamed(file: string, name: string): boolean {
  const [stem = '', ...endings] = file.toLowerCase().split('.');
  return stem === name.toLowerCase() && /^(py|pyi|pyx|pxd|pyd|so)$/.test(endings.at(-1) ?? '');
}

/** An existing folder of modules without an `__init__.py` works as it is; to add one might break its users. */
function isNamespacePart(tree: Tree, dir: string): boolean {
  return (
    hasFolder(tree, dir) &&
    !isRegularPackage(tree, dir) &&
    listFiles(tree, dir).some((name) => isForeignModule(tree, joinPath(dir, name)))
  );
}

/** An interrupted run may have left modules of ours, to which the `__init__.py` is still to come. */
function isForeignModule(tree: Tree, path: string): boolean {
  return path.endsWith('.py') && !hasHeading(readIfText(tree, path) ?? '');
}

/** New folders between the source folder and that of the modules have to be packages. */
function listMarkers(tree: Tree, sourceDir: string, root: string): readonly string[] {
  return ancestors(parentOf(sourceDir))
    .filter((dir) => isInside(dir, root) && dir !== root && !hasFolder(tree, dir))
    .map((dir) => `${dir}/__init__.py`)
    .reverse();
}

function describeLayout({ name, dir }: PackageCandidate): Fact {
  const root = importRootOf(name, dir);
  const kind = /(^|\/)src$/.test(root)
    ? 'src layout'
    : root === '' || (!root.includes('/') && root !== 'lib' && root !== 'python')
      ? 'flat layout'
      : `sources in ${root}`;
  const namespace = name.includes('.') ? ', namespace package' : '';
  return {
    label: 'layout',
    value: kind + namespace,
    because: root === '' ? 'the package lies at the root' : `the package lies in ${root}/`,
  };
}
