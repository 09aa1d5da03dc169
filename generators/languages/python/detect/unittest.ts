/** Whether a repository runs its tests with unittest alone: then tests for pytest break its run of them. */

import { hasFolder, joinPath, listFiles, listFolders, readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { fileOf, type PythonConfig } from './config.js';

export const unittestReason =
  'The tests here are of unittest, and nothing speaks of pytest, which the new ones need: ' +
  'python -m unittest discover would stop at them.';

/** What lists requirements, holds settings, or runs tests. */
const speaking =
  /^(pyproject\.toml|hatch\.toml|setup\.(cfg|py)|tox\.(ini|toml)|noxfile\.py|Makefile|justfile|Pipfile|\.?pytest\.(ini|toml)|\.pre-commit-config\.yaml|environment.*\.ya?ml|.*requirements.*\.(txt|in|pip))$/;

/** Folders of tests, of workflows and of requirements. */
const folders = ['tests', 'test', '.github/workflows', 'requirements', 'reqs'];

/** A test of unittest is there, and no file speaks of pytest, be it only by a command. */
export function isUnittestOnly(tree: Tree, config: PythonConfig, testsRoot: string): boolean {
  const dirs = [...new Set([config.dir, ''])];
  const files = dirs.flatMap((dir) => [
    ...listFiles(tree, dir)
      .filter((name) => speaking.test(name))
      .map((name) => joinPath(dir, name)),
    ...folders.flatMap((name) => listBelow(tree, joinPath(dir, name))),
  ]);
  const tests = listTests(tree, config, testsRoot);
  const read = (path: string) => readIfText(tree, path) ?? '';
  return (
    tests.some((path) => /^\s*(import|from)\s+unittest\b/m.test(read(path))) &&
    ![...files, ...tests].some((path) => path.endsWith('conftest.py') || /\bpytest\b/.test(read(path)))
  );
}

/** The modules of a project's tests, those that help them among them. */
export function listTests(tree: Tree, config: PythonConfig, testsRoot: string): readonly string[] {
  const dirs = new Set([testsRoot, fileOf(config, 'tests'), fileOf(config, 'test')]);
  const paths = [...dirs].flatMap((dir) => listBelow(tree, dir)).filter((path) => path.endsWith('.py'));
  return [...new Set(paths)];
}

function listBelow(tree: Tree, dir: string, depth = 0): readonly string[] {
  if (!hasFolder(tree, dir) || depth > 3) return [];
  const below = listFolders(tree, dir).filter((name) => !/^(\.|__|node_modules$)/.test(name));
  return [
    ...listFiles(tree, dir).map((name) => joinPath(dir, name)),
    ...below.flatMap((name) => listBelow(tree, joinPath(dir, name), depth + 1)),
  ];
}
