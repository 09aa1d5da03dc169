/** What the user deleted of what earlier runs wrote: it stays away until `--restore` asks for it. */

import { posix } from 'node:path';
import type { Project } from '../types/project.js';
import type { Manifest } from './manifest.js';

export interface Remains {
  readonly project: Pick<Project, 'docsDir'>;
  readonly manifest: Manifest;
  read(path: string): string | undefined;
  /** Whether the run brings a deleted file back. */
  readonly restores?: (path: string) => boolean;
}

export function isDeleted(path: string, { manifest, read, restores }: Remains): boolean {
  return !restores?.(path) && manifest.files[path] !== undefined && read(path) === undefined;
}

/** Pages of several pieces are not recorded; a run that wrote a guide to this project's folder wrote them, too. */
export function isPageDeleted(path: string, remains: Remains): boolean {
  const { manifest, project, read, restores } = remains;
  const isGuide = ([file, { part }]: [string, { part: string }]) =>
    part === 'guide' && posix.dirname(file) === posix.join(project.docsDir);
  return !restores?.(path) && read(path) === undefined && Object.entries(manifest.files).some(isGuide);
}
