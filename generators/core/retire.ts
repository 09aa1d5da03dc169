/** Finds what earlier runs wrote for a new project and this one has no use for. */

import { posix } from 'node:path';
import { type PieceId, pieceIds } from '../tables/catalogue.js';
import type { AddExports, Change, Dropped, ModuleExports, RetireFile, Selection } from '../types/change.js';
import type { Project } from '../types/project.js';
import { type FileRecord, isOf, type Manifest } from './manifest.js';
import type { Outcome } from './outcome.js';
import { templatesOf } from './piece-places.js';
import type { Findings } from './standing.js';

export interface Former {
  readonly manifest: Manifest;
  /** The package's name in the last run, where it is another one now. */
  readonly packageName: string | undefined;
  readonly dropped: Dropped;
  /** The names of the files in a folder, as it is. */
  listFiles(dir: string): readonly string[];
}

/**
 * The changes with those that take away what has no use any more: files of the project itself; what was dropped; with
 * another name of the package, all that was in the old one; and of what exported it, the exports.
 */
export function planRetirements(
  changes: readonly Change[],
  former: Former,
  project: Project,
): readonly Change[] {
  const { packageName, dropped } = former;
  const isDropped = ({ piece, part }: FileRecord) =>
    dropped.pieces.includes(piece) || dropped.parts.some((name) => name === part);
  const isRetired = (record: FileRecord) =>
    record.piece === 'project' ||
    (packageName !== undefined && record.package === packageName) ||
    (isOf(record, project) && isDropped(record));
  return retire(changes, { ...former, isRetired }, project);
}

interface Retiring extends Pick<Former, 'manifest' | 'listFiles'> {
  isRetired(record: FileRecord): boolean;
}

/** The changes with those that remove what is retired, and what exported it. */
export function retire(changes: readonly Change[], former: Retiring, project: Project): readonly Change[] {
  const { manifest, isRetired } = former;
  const written = new Set(changes.map(({ path }) => path));
  const retired = Object.entries(manifest.files)
    .filter(([path, record]) => !written.has(path) && isRetired(record))
    .map(([path, { piece, part }]) => ({ kind: 'retire' as const, path, piece, part }));
  const barrels = project.barrel === undefined ? [] : planBarrels(changes, { ...former, retired }, project);
  const isReplaced = ({ kind, path }: Change) =>
    kind === 'add-exports' && barrels.some((barrel) => barrel.path === path);
  return [...changes.filter((change) => !isReplaced(change)), ...barrels, ...retired];
}

/** The changes with those that take away what an earlier version wrote for these parts, in the same place, and this one does not. */
export function planObsolete(
  changes: readonly Change[],
  { manifest, project }: Pick<Findings, 'manifest' | 'project'>,
  selections: readonly Selection[],
): readonly Change[] {
  const planned = new Set(changes.flatMap((change) => [change.path, ...formerPathOf(change)]));
  const folders = { module: project.sourceDir, test: project.testsDir, guide: project.docsDir };
  const isSelected = ({ piece, part }: FileRecord) =>
    selections.some(({ pieces, parts }) => pieces.includes(piece) && parts.some((name) => name === part));
  const isHere = (path: string, record: FileRecord) =>
    record.part !== 'project' &&
    posix.dirname(path) === posix.join(folders[record.part]) &&
    isOf(record, project);
  const obsolete = Object.entries(manifest.files)
    .filter(([path, record]) => !planned.has(path) && isSelected(record) && isHere(path, record))
    .map(([path, { piece, part }]) => ({ kind: 'retire' as const, path, piece, part }));
  return [...changes, ...obsolete];
}

function formerPathOf(change: Change): readonly string[] {
  return change.kind === 'create' && change.formerPath !== undefined ? [change.formerPath] : [];
}

/** What exports modules that go: it exports the others. */
function planBarrels(
  changes: readonly Change[],
  {
    manifest,
    retired,
    listFiles,
  }: Pick<Former, 'manifest' | 'listFiles'> & { retired: readonly RetireFile[] },
  project: Project,
): readonly AddExports[] {
  const gone = retired.map(({ path }) => path);
  const modules = retired.filter(({ part }) => part === 'module').map(({ path }) => path);
  return [...new Set(modules.map((path) => posix.dirname(path)))].map((dir) => {
    const path = posix.join(dir, posix.basename(project.barrel ?? ''));
    const recorded = Object.entries(manifest.files).filter(
      ([file, { part }]) => part === 'module' && posix.dirname(file) === dir,
    );
    const staying = recorded.filter(([file]) => !modules.includes(file));
    const added = changes.flatMap((change) =>
      change.kind === 'add-exports' && change.path === path ? change.exports : [],
    );
    const others = listFiles(dir).filter((name) => {
      const file = posix.join(dir, name);
      return file !== path && !gone.includes(file);
    });
    return {
      kind: 'add-exports',
      path,
      exports: [...new Set([...added, ...exportsOf(staying, project)])],
      former: exportsOf(recorded, project),
      goes: others.length === 0,
    };
  });
}

function exportsOf(
  modules: readonly (readonly [string, FileRecord])[],
  project: Project,
): readonly ModuleExports[] {
  const pieces: readonly PieceId[] = pieceIds.filter((id) => modules.some(([, { piece }]) => piece === id));
  return pieces.flatMap((piece) => templatesOf(piece, project).exports);
}

/** Says which names of modules that went are still exported, as that was edited. */
export function noteLeftExports(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap(({ path, change, after }) => {
    if (change.kind !== 'add-exports' || change.former === undefined || after === undefined) return [];
    const staying = change.exports.flatMap(({ names }) => names);
    const gone = change.former.flatMap(({ names }) => names).filter((name) => !staying.includes(name));
    const left = gone.filter((name) => new RegExp(`\\b${name}\\b`).test(after));
    return left.length === 0
      ? []
      : [`${path} was edited, and still exports ${left.join(', ')}, whose module is gone: take it out.`];
  });
}
