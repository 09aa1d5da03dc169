/** Which pieces a run is about: those that are named, or those that are there. */

import { type FileRecord, recordedPieces } from '../core/manifest.js';
import { catalogue, findTemplates, type PieceId, pieceIds } from '../tables/catalogue.js';
import { nearest } from '../tables/nearest.js';
import type { PiecePart, Selection } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { UsageError } from '../types/user-error.js';
import { recall } from './recall.js';

/** The piece of this name; throws a UsageError that says which names there are. */
export function requirePiece(name: string, known: readonly PieceId[]): PieceId {
  const piece = known.find((id) => id === name);
  if (piece !== undefined) return piece;
  const meant = nearest(name, known);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  const found = known.length === 0 ? 'None is recorded yet.' : `Pieces: ${known.join(', ')}.`;
  const other = pieceIds.find((id) => id === name);
  const command = other && ` To add it: generator-chora ${explainAdding(other)}`;
  throw new UsageError(`There is no piece called ${name} here.${hint} ${found}${command ?? ''}`);
}

/** `persistence`, `utils errors` */
function explainAdding(piece: PieceId): string {
  const { generator } = catalogue[piece];
  return generator === piece ? generator : `${generator} ${piece}`;
}

/** The piece of this name, or those that the command of this name brings, as far as they are here; all where none is. */
export function requirePieces(
  name: string,
  here: readonly PieceId[],
  known: readonly PieceId[] = here,
): readonly PieceId[] {
  const isBrought = (id: PieceId) => catalogue[id].generator === name;
  const brought = (here.some(isBrought) ? here : known).filter(isBrought);
  return brought.length > 0 ? brought : [requirePiece(name, known)];
}

/** The pieces whose modules an earlier run wrote. */
export function findPresentPieces(tree: Tree, project: Project): readonly string[] {
  return recordedPieces(recall(tree, project).manifest, 'module', project);
}

/** What these records speak of: each piece with its parts, so that no part comes that its user did without. */
export function selectRecorded(
  records: readonly FileRecord[],
  { language }: Pick<Project, 'language'>,
): readonly Selection[] {
  const parts: readonly PiecePart[] = ['module', 'test', 'guide'];
  const has = (piece: PieceId, part: PiecePart) =>
    records.some((record) => record.piece === piece && record.part === part);
  return pieceIds
    .filter((piece) => findTemplates(piece, language) !== undefined)
    .map((piece) => ({ pieces: [piece], parts: parts.filter((part) => has(piece, part)) }))
    .filter((selection) => selection.parts.length > 0);
}
