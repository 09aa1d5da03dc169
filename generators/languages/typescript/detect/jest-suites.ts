/** The tests that jest finds. It compares whole paths, here with the root of the repository for that of the disk. */

import { isRecord } from '../../../text/json.js';
import { hasFile, hasFolder, joinPath } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { more, unread } from '../edit/literals.js';
import { type Listed, listSetting, seenAt, valueAt } from './settings-data.js';
import { type FileNames, type RunnerFile, readRunnerFile } from './settings-of-runner.js';
import {
  allOf,
  fitsExpression,
  fitsGlobs,
  fitsOne,
  isGlob,
  isInOne,
  not,
  type Suite,
  type Told,
  untold,
} from './suite.js';

export const jestFiles: FileNames = { key: 'jest', files: [/^jest\.config\.([cm]?[jt]s|json)$/] };

const defaults = ['**/__tests__/**/*.?([mc])[jt]s?(x)', '**/?(*.)+(spec|test).?([mc])[jt]s?(x)'];

/** Presets that say nothing of which tests there are. */
const plainPreset = /^ts-jest(\/|$)/;

/** `own` is the folder of the package: which of several projects it is in. */
export function listJestSuites(tree: Tree, file: RunnerFile, own: string): readonly Suite[] {
  const projects = seenAt(file.data, 'projects');
  if (projects === undefined) return [suiteOf(file)];
  const items: readonly unknown[] = Array.isArray(projects) ? projects : [projects];
  return items.flatMap((item) => suitesOfProject(tree, file, { item, own }));
}

function suitesOfProject(
  tree: Tree,
  file: RunnerFile,
  { item, own }: { readonly item: unknown; readonly own: string },
): readonly Suite[] {
  if (isRecord(item)) return [suiteOf({ ...file, data: item })];
  if (typeof item !== 'string') return [untold];
  const place = fromRoot(item, rootOf(file));
  if (hasFile(tree, place))
    return [suiteOf(readRunnerFile(tree, '', { ...jestFiles, named: place }) ?? file)];
  const isOwn = isGlob(place) && fitsGlobs(own, { texts: [place], hasMore: false }) === true;
  if (isOwn) return [suiteOf(settingsIn(tree, own, file))];
  return hasFolder(tree, place) ? [suiteOf(settingsIn(tree, place, file))] : [];
}

/** A folder that is no package has the settings of the one above. */
function settingsIn(tree: Tree, dir: string, outer: RunnerFile): RunnerFile {
  const isPackage = hasFile(tree, joinPath(dir, 'package.json'));
  return readRunnerFile(tree, dir, jestFiles) ?? (isPackage ? { path: dir, dir, data: {} } : outer);
}

function rootOf({ dir, data }: RunnerFile): string {
  const root = seenAt(data, 'rootDir');
  return typeof root === 'string' ? joinPath(dir, root) : dir;
}

function fromRoot(text: string, root: string): string {
  return joinPath(root, text.replace(/^<rootDir>\/?/, './'));
}

function suiteOf(file: RunnerFile): Suite {
  const preset = seenAt(file.data, 'preset');
  const isPlain = preset === undefined || (typeof preset === 'string' && plainPreset.test(preset));
  const data = isPlain || !isRecord(file.data) ? file.data : { ...file.data, [more]: unread };
  const root = rootOf(file);
  const filled = (key: string, otherwise: readonly string[] = []): Listed => {
    const { texts, hasMore } = listSetting(valueAt(data, key), otherwise);
    return { texts: texts.map((text) => fillRoot(text, root)), hasMore };
  };
  const roots = listSetting(valueAt(data, 'roots'), ['']);
  const folders = { ...roots, texts: roots.texts.map((text) => fromRoot(text, root)) };
  const [expressions, ignored] = [listSetting(valueAt(data, 'testRegex')), filled('testPathIgnorePatterns')];
  const hasExpressions = expressions.texts.length > 0;
  const globs = filled('testMatch', defaults);
  const fits = (path: string): Told =>
    hasExpressions ? fitsOne(expressions, (each) => fitsExpression(path, each)) : fitsGlobs(path, globs);
  return {
    finds: (path) =>
      root.startsWith('..')
        ? undefined
        : allOf([
            isInOne(path, folders),
            fits(`/${path}`),
            not(fitsOne(ignored, (each) => fitsExpression(`/${path}`, each))),
          ]),
    environment: valueAt(data, 'testEnvironment'),
    patterns: [
      ...folders.texts,
      ...(hasExpressions ? [] : globs.texts.filter((text) => !defaults.includes(text))),
    ],
  };
}

/** `<rootDir>/src` as the path that jest makes of it. */
function fillRoot(text: string, root: string): string {
  return text.replaceAll('<rootDir>', root === '' ? '' : `/${root}`);
}
