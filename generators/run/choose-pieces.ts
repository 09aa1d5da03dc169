/** Which pieces a run is about: those that are named, or those that are there. */

import { recordedPieces } from '../core/manifest.js';
import type { PieceId } from '../tables/catalogue.js';
import { nearest } from '../tables/nearest.js';
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
  throw new UsageError(`There is no piece called ${name} here.${hint} Pieces: ${known.join(', ')}.`);
}

/** The pieces whose modules an earlier run wrote. */
export function findPresentPieces(tree: Tree, project: Project): readonly string[] {
  return recordedPieces(recall(tree, project).manifest, 'module', project);
}
