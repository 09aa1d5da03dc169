/** What earlier runs wrote, and what became of it since. */

import { hasFile, readIfText } from '../tree/paths.js';
import { isLanguageId } from '../types/language-id.js';
import type { Tree } from '../types/tree.js';
import type { FileRecord, Manifest } from './manifest.js';
import type { Paint } from './report.js';
import { isAsRecorded } from './standing.js';

/** `unedited`: as it was written, in whatever layout. */
export type FileState = 'unedited' | 'edited' | 'deleted';

export interface FileStatus extends Pick<FileRecord, 'piece' | 'part' | 'language' | 'package' | 'version'> {
  readonly path: string;
  readonly state: FileState;
}

/** Sorted by path. */
export function listFileStatuses(manifest: Manifest, tree: Tree): readonly FileStatus[] {
  return Object.entries(manifest.files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, record]) => {
      const { piece, part, language, package: packageName, version } = record;
      const state = findState(path, manifest, tree);
      return { path, state, piece, part, language, package: packageName, version };
    });
}

function findState(path: string, manifest: Manifest, tree: Tree): FileState {
  if (!hasFile(tree, path)) return 'deleted';
  const text = readIfText(tree, path);
  const language = manifest.files[path]?.language ?? '';
  if (text === undefined || !isLanguageId(language)) return 'edited';
  return isAsRecorded(path, text, { manifest, project: { language } }) ? 'unedited' : 'edited';
}

const paintOf = { unedited: 'dim', edited: 'warn', deleted: 'bad' } as const satisfies Record<
  FileState,
  keyof Paint
>;

/** Lines for people, the files under their pieces. */
export function describeStatuses(statuses: readonly FileStatus[], paint: Paint): readonly string[] {
  if (statuses.length === 0)
    return [
      'Nothing here is recorded. Add a piece with generator-chora persistence or utils, or begin a project with app.',
    ];
  const titles = [...new Set(statuses.map(titleOf))].sort();
  return titles.flatMap((title) => [
    title,
    ...statuses
      .filter((each) => titleOf(each) === title)
      .map(({ path, state }) => `  ${paint[paintOf[state]](state.padEnd(8))}  ${path}`),
  ]);
}

/** `persistence 0.1.0 (acme)`; an older record does not name the package. */
function titleOf({ piece, version, package: packageName }: FileStatus): string {
  return `${piece} ${version}${packageName === '' ? '' : ` (${packageName})`}`;
}
