/** Plans what takes pieces away from a project: their files, and what was edited for them. */

import { isInside, parentOf } from '../tree/paths.js';
import type { Change } from '../types/change.js';
import type { Project } from '../types/project.js';
import { type FileRecord, isOf } from './manifest.js';
import { type Former, retire } from './retire.js';

/** What takes pieces away: their files, what exports them, and, where nothing needs it any more, what came with them. */
export function planRemoval(pages: readonly Change[], former: Leaving, project: Project): readonly Change[] {
  const { manifest, pieces } = former;
  const isRetired = (record: FileRecord) => isOf(record, project) && pieces.includes(record.piece);
  const changes = retire(pages, { ...former, isRetired }, project);
  const staying = Object.entries(manifest.files).filter(([, record]) => !isRetired(record));
  return [...changes, ...planTakeBacks({ ...former, staying })];
}

interface Leaving extends Pick<Former, 'manifest' | 'listFiles'> {
  readonly pieces: readonly string[];
  /** The paths of all files below a folder. */
  listBelow(dir: string): readonly string[];
}

interface Remainder extends Leaving {
  readonly staying: readonly (readonly [string, FileRecord])[];
}

/** Markers of folders that have no file any more, and the test runner where no test is left. */
function planTakeBacks({ manifest, listBelow, staying }: Remainder): readonly Change[] {
  const { files, edits = {} } = manifest;
  const isMade = (path: string) => edits[path] !== undefined && edits[path].before === undefined;
  const stays = (path: string) => staying.some(([other]) => other === path);
  const isNeeded: Readonly<Record<string, (dir: string) => boolean>> = {
    'create-marker': (dir) =>
      listBelow(dir).some((path) => stays(path) || (files[path] === undefined && !isMade(path))),
    'add-test-dependency': (dir) =>
      staying.some(([path, { part }]) => part === 'test' && isInside(path, dir)),
  };
  return Object.entries(edits)
    .filter(([path, { edit }]) => isNeeded[edit]?.(parentOf(path)) === false)
    .map(([path]) => ({ kind: 'take-back', path }));
}
