/** Where modules, tests and guides go: beside their like. */

import { posix } from 'node:path';
import {
  hasFile,
  hasFolder,
  isInside,
  joinPath,
  listFiles,
  listFolders,
  normaliseFolder,
  parentOf,
} from '../../../tree/paths.js';
import type { Answers, Fact } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { FlagError } from '../../../types/user-error.js';
import { mostOf } from './habits.js';
import { findSourceRoot, isSource } from './sources.js';
import type { Reading } from './tsconfig.js';

export interface Placed {
  readonly dir: string;
  readonly fact: Fact;
}

/** The folder of the modules, and the one that they are imported from as `./utils`. */
export interface ModulesPlace extends Placed {
  readonly root: string;
}

const utilityNames = ['utils', 'util', 'lib', 'helpers'];

export function placeModules(reading: Reading, dir: string, answers: Answers): ModulesPlace {
  const { tree } = reading;
  const found = findSourceRoot(reading, dir) ?? {
    dir: joinPath(dir, 'src'),
    because: 'there are no sources in it yet',
  };
  if (answers.sourceDir !== undefined) {
    const folder = normaliseFolder(answers.sourceDir, 'source-dir');
    refuseFile(tree, folder, answers.sourceDir);
    const root = isInside(folder, found.dir) ? found.dir : parentOf(folder);
    return { dir: folder, root, fact: describe('modules', folder, '--source-dir') };
  }
  const there = utilityNames
    .map((name) => joinPath(found.dir, name))
    .find((folder) => listFiles(tree, folder).some(isSource));
  // A folder beside a file of its name is hidden by it, or hides it, as tools differ.
  const files = listFiles(tree, found.dir).map((name) => name.replace(/(\.d)?\.[cm]?[jt]sx?$/, ''));
  const free = ['utils', 'helpers', 'internals'].find((name) => !files.includes(name)) ?? 'utils';
  const folder = there ?? joinPath(found.dir, free);
  const because = there === undefined ? `a new folder; ${found.because}` : 'the folder is there';
  return { dir: folder, root: found.dir, fact: describe('modules', folder, because) };
}

function refuseFile(tree: Tree, folder: string, given: string): void {
  const parts = folder.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
  const file = parts.find((path) => hasFile(tree, path));
  if (file === undefined) return;
  throw new FlagError('source-dir', given, `cannot be a folder: ${file} is a file. Choose another folder.`);
}

export interface TestsPlace extends Placed {
  /** What the names of tests end with, `.test.ts`. */
  readonly ending: string;
}

/** What the places of tests depend on. */
export interface TestClues {
  readonly tree: Tree;
  /** The folder of the package. */
  readonly dir: string;
  readonly modules: ModulesPlace;
  readonly answers: Answers;
  /** The tests that are there. */
  readonly tests: readonly string[];
}

/** Where tests go by those that are there. */
export function placeTests({ tree, dir, modules, answers, tests }: TestClues): TestsPlace {
  const ending = mostOf(tests.flatMap((path) => /\.(test|spec)\.ts$/.exec(path)?.[0] ?? [])) ?? '.test.ts';
  const place = (folder: string, because: string) => ({
    dir: folder,
    ending,
    fact: describe('tests', folder, because),
  });
  if (answers.testsDir !== undefined)
    return place(normaliseFolder(answers.testsDir, 'tests-dir'), '--tests-dir');
  // `__tests__` is what each folder of sources may have of its own.
  const central = testFolders.filter((name) => name !== '__tests__');
  const top = [
    ...testFolders.map((name) => joinPath(dir, name)),
    ...central.map((name) => joinPath(modules.root, name)),
  ];
  const home = mostOf(tests.map((path) => homeOf(path, top)));
  if (home?.startsWith(inEach))
    return place(joinPath(modules.dir, home.slice(inEach.length)), 'the other tests are in such folders');
  if (home === besideSources) return place(modules.dir, 'the other tests lie beside the sources');
  const folder = home ?? top.find((each) => hasFolder(tree, each));
  if (folder === undefined) return place(modules.dir, 'there are no tests yet: beside the modules');
  const inside = joinPath(folder, posix.basename(modules.dir));
  const isMirror = hasFolder(tree, inside) || !listFiles(tree, folder).some(isSource);
  return place(isMirror && tests.length > 0 ? inside : folder, 'the other tests are there');
}

const testFolders = ['test', 'tests', '__tests__', 'spec'];
const besideSources = 'beside';
const inEach = '*/';

/** A folder of tests at the top, or how they lie in the sources. */
function homeOf(path: string, top: readonly string[]): string {
  const folder = top.find((each) => isInside(path, each));
  if (folder !== undefined) return folder;
  const name = posix.basename(posix.dirname(path));
  return testFolders.includes(name) ? inEach + name : besideSources;
}

const docsFolders = ['user-docs', 'docs', 'doc', 'documentation'];
const guideFolders = ['how-to', 'howto', 'how-tos', 'how_to', 'how-to-guides'];

/** Docusaurus reads pages as MDX, which has no `<!-- -->`. */
export function placeGuides(tree: Tree, dir: string, answers: Answers): Placed {
  const place = (folder: string, because: string) => ({
    dir: folder,
    fact: describe('guide', folder, because),
  });
  if (answers.docsDir !== undefined) return place(normaliseFolder(answers.docsDir, 'docs-dir'), '--docs-dir');
  const isSite = listFiles(tree, '').some((name) => name.startsWith('docusaurus.config.'));
  const folders = [dir, ''].flatMap((parent) => docsFolders.map((name) => joinPath(parent, name)));
  const found = folders.find((folder) => hasFolder(tree, folder) && !(isSite && folder === 'docs'));
  if (found === undefined) {
    const because = isSite
      ? 'docs/ is of Docusaurus, which reads MDX'
      : 'there is no folder of documentation yet';
    return place(joinPath(dir, 'user-docs/how-to'), because);
  }
  const there = guideFolders.find((name) => listFolders(tree, found).includes(name));
  return there === undefined
    ? place(`${found}/how-to`, `${found}/ is there`)
    : place(`${found}/${there}`, 'the folder is there');
}

function describe(label: string, value: string, because: string): Fact {
  return { label, value: value || '.', because };
}
