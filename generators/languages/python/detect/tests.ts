/** Decides where the new tests go, so that pytest can import them beside those that are there. */

import {
  hasFile,
  hasFolder,
  joinPath,
  listFiles,
  listFolders,
  normaliseFolder,
  parentOf,
} from '../../../tree/paths.js';
import { unseen } from '../../../tree/walk.js';
import type { Answers, Fact } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { ancestors } from './import-path.js';
import { isRegularPackage } from './packages-on-disk.js';
import { readPytestSettings } from './pytest-settings.js';
import { findTestsRoot, type Owner } from './tests-root.js';

export interface TestPlace {
  readonly testsDir: string;
  readonly markers: readonly string[];
  readonly fact: Fact;
  readonly notes: readonly string[];
}

interface Subject extends Owner {
  /** Last part of the modules' folder, which the tests' folder mirrors. */
  readonly name: string;
}

/** Names of the test files of all pieces; one folder has to suit them all. */
const testFiles = ['test_persistence.py', 'test_validation.py', 'test_responses.py', 'test_errors.py'];

export function placeTests(subject: Subject, answers: Answers): TestPlace {
  if (answers.testsDir !== undefined) {
    const dir = normaliseFolder(answers.testsDir, 'tests-dir');
    return { ...describe(subject, dir, '--tests-dir'), notes: [] };
  }
  const root = findTestsRoot(subject);
  const dir = joinPath(root.dir, mirrorName(subject, root.dir));
  const reason = findObstacle(subject, dir);
  if (reason === undefined) return { ...describe(subject, dir, root.because), notes: [] };
  return avoid(subject, root.dir, reason);
}

/** The tests of a private folder are not private themselves, unless they are so here. */
function mirrorName({ tree, name }: Subject, root: string): string {
  return hasFolder(tree, joinPath(root, name)) ? name : name.replace(/^_+/, '');
}

/** A package of a name that nobody else has: its modules cannot be mistaken for others. */
function avoid({ tree, candidate, name }: Subject, root: string, reason: string): TestPlace {
  const last = candidate.name.split('.').at(-1) ?? name;
  const dir = joinPath(root, `${last}_${name.replace(/^_+/, '')}`);
  const markers = hasFile(tree, `${dir}/__init__.py`) ? [] : [`${dir}/__init__.py`];
  const notes = [`${reason}: the tests go to ${dir}.`];
  return { testsDir: dir, markers, fact: { label: 'tests', value: dir, because: reason }, notes };
}

function describe({ tree }: Subject, dir: string, because: string): Omit<TestPlace, 'notes'> {
  const fresh = ancestors(dir).filter((folder) => !hasFolder(tree, folder));
  const above = parentOf(fresh.at(-1) ?? dir);
  const markers = isRegularPackage(tree, above)
    ? fresh.map((folder) => `${folder}/__init__.py`).reverse()
    : [];
  return { testsDir: dir, markers, fact: { label: 'tests', value: dir, because } };
}

/** Why the tests cannot go to a folder; undefined when they can. */
function findObstacle(subject: Subject, dir: string): string | undefined {
  const { tree, config } = subject;
  const module = `${dir}.py`;
  if (hasFile(tree, module)) return `${module} is not to be hidden`;
  if (hasFile(tree, dir)) return `${dir} is a file`;
  if (isRegularPackage(tree, hasFolder(tree, dir) ? dir : parentOf(dir))) return undefined;
  if (/import-mode[= ]importlib/.test(readPytestSettings(tree, config)?.options ?? '')) return undefined;
  const twin = findTwin(tree, '', dir);
  return (
    twin && `pytest cannot tell ${twin} from a file of the same name in another folder without __init__.py`
  );
}

/** pytest imports files outside of packages by their names alone, so that each name can be there once. */
function findTwin(tree: Tree, folder: string, except: string): string | undefined {
  if (folder === except) return undefined;
  const isPackage = isRegularPackage(tree, folder);
  const twin = isPackage ? undefined : listFiles(tree, folder).find((name) => testFiles.includes(name));
  if (twin !== undefined) return joinPath(folder, twin);
  for (const name of listFolders(tree, folder)) {
    if (unseen.has(name) || name.startsWith('.') || name.endsWith('.egg-info')) continue;
    const below = findTwin(tree, joinPath(folder, name), except);
    if (below !== undefined) return below;
  }
  return undefined;
}
