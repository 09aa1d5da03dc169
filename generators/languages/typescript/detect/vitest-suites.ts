/** The tests that vitest finds. */

import { isRecord } from '../../../text/json.js';
import { hasFile, hasFolder, joinPath, parentOf } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { listSetting, readSettingsFile, seenAt, valueAt } from './settings-data.js';
import { type FileNames, type RunnerFile, readRunnerFile } from './settings-of-runner.js';
import { allOf, fitsGlobs, globsFrom, isGlob, isInOne, not, type Suite, untold } from './suite.js';

export const vitestFiles: FileNames = {
  files: [/^vitest\.config\.[cm]?[jt]s$/, /^vite\.config\.[cm]?[jt]s$/],
};
export const workspaceFiles: FileNames = { files: [/^vitest\.(workspace|projects)\.([cm]?[jt]s|json)$/] };

const defaults = ['**/*.{test,spec}.?(c|m)[jt]s?(x)'];

interface Where {
  readonly tree: Tree;
  /** The folder of the package: which of several projects it is in. */
  readonly own: string;
}

export function listVitestSuites(where: Where, file: RunnerFile, workspace?: RunnerFile): readonly Suite[] {
  const test = valueAt(file.data, 'test');
  const listed = seenAt(test, 'projects') ?? seenAt(test, 'workspace');
  const projects =
    typeof listed === 'string' ? readSettingsFile(where.tree, joinPath(file.dir, listed)) : listed;
  const given = workspace?.data ?? projects;
  if (given === undefined) return [suiteOf(file)];
  const items: readonly unknown[] = Array.isArray(given) ? given : [given];
  return items.flatMap((item) => suitesOfProject(where, file, item));
}

function suitesOfProject({ tree, own }: Where, file: RunnerFile, item: unknown): readonly Suite[] {
  if (isRecord(item)) return [suiteOf(extend(file, item))];
  if (typeof item !== 'string') return [untold];
  const place = joinPath(file.dir, item);
  const fits = (path: string) =>
    isGlob(place) && fitsGlobs(path, { texts: [place], hasMore: false }) === true;
  const settings = readRunnerFile(tree, own, vitestFiles);
  if (fits(own) || (settings && fits(settings.path))) return [suiteOf(settings ?? emptyIn(own))];
  if (hasFile(tree, place))
    return [suiteOf({ path: place, dir: parentOf(place), data: readSettingsFile(tree, place) })];
  return hasFolder(tree, place) ? [suiteOf(readRunnerFile(tree, place, vitestFiles) ?? emptyIn(place))] : [];
}

function emptyIn(dir: string): RunnerFile {
  return { path: dir, dir, data: {} };
}

/** A project that stands in the settings takes over what they say where it asks for that. */
function extend({ path, dir, data }: RunnerFile, item: Readonly<Record<string, unknown>>): RunnerFile {
  const { extends: base, test = {} } = item;
  if (base === undefined || base === false) return { path, dir, data: item };
  const shared = base === true ? valueAt(data, 'test') : undefined;
  const isKnown = isRecord(shared) && isRecord(test);
  return { path, dir, data: isKnown ? { ...item, test: { ...shared, ...test } } : undefined };
}

function suiteOf({ dir, data }: RunnerFile): Suite {
  const test = valueAt(data, 'test');
  const at = (key: string) => valueAt(test, key);
  const folder = [seenAt(data, 'root'), seenAt(test, 'root'), seenAt(test, 'dir')].filter(
    (value) => value !== undefined,
  );
  if (folder.some((value) => typeof value !== 'string')) return { ...untold, environment: at('environment') };
  const cwd = joinPath(dir, ...folder.map(String));
  const include = globsFrom(cwd, listSetting(at('include'), defaults));
  const exclude = globsFrom(cwd, listSetting(at('exclude')));
  return {
    finds: (path) =>
      cwd.startsWith('..')
        ? undefined
        : allOf([
            isInOne(path, { texts: [cwd], hasMore: false }),
            fitsGlobs(path, include),
            not(fitsGlobs(path, exclude)),
          ]),
    environment: at('environment'),
    patterns: [cwd, ...(at('include') === undefined ? [] : include.texts)],
  };
}
