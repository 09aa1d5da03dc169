/** Finds what earlier runs wrote for a new project and this one has no use for. */

import { posix } from 'node:path';
import { languages } from '../languages/languages.js';
import type { Change, RetireFile } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { FileRecord, Manifest } from './manifest.js';

export interface Former {
  readonly manifest: Manifest;
  /** The package's name in the last run, where it is another one now. */
  readonly packageName: string | undefined;
  /** Whether it still has tests. */
  readonly hasTests: boolean;
}

/** The files of the project itself; with another name of the package all that was in the old one; tests, without any. */
export function planRetirements(
  changes: readonly Change[],
  { manifest, packageName, hasTests }: Former,
  project: Project,
): readonly RetireFile[] {
  const written = new Set(changes.map(({ path }) => path));
  const isRetired = ({ piece, part, package: name }: FileRecord) =>
    piece === 'project' ||
    (packageName !== undefined && name === packageName) ||
    (part === 'test' && !hasTests);
  const retired = Object.entries(manifest.files)
    .filter(([path, record]) => !written.has(path) && isRetired(record))
    .map(([path, { piece, part }]) => ({ kind: 'retire' as const, path, piece, part }));
  return [...retired, ...planBarrels(changes, retired, project)];
}

/** What exports modules that go, if it exports nothing else. */
function planBarrels(
  changes: readonly Change[],
  retired: readonly RetireFile[],
  project: Project,
): readonly RetireFile[] {
  const folders = new Set(
    retired.filter(({ part }) => part === 'module').map(({ path }) => posix.dirname(path)),
  );
  return changes.flatMap((change) => {
    if (change.kind !== 'add-exports') return [];
    const text = languages[project.language].addExports(undefined, change, project);
    const name = posix.basename(change.path);
    return [...folders].map((dir) => {
      return {
        kind: 'retire' as const,
        path: posix.join(dir, name),
        piece: 'project',
        part: 'project' as const,
        text,
      };
    });
  });
}
