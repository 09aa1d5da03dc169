/** Which pieces a run is about: those that are named, or those that are there. */

import type { PieceId } from './catalogue.js';
import { manifestPath, parseManifest, recordedPieces } from './core/manifest.js';
import { nearest } from './core/nearest.js';
import { type Tree, UserError } from './core/types.js';

/** The piece of this name; throws a UserError that says which names there are. */
export function requirePiece(name: string, known: readonly PieceId[]): PieceId {
  const piece = known.find((id) => id === name);
  if (piece !== undefined) return piece;
  const meant = nearest(name, known);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw new UserError(`There is no piece called ${name} here.${hint} Pieces: ${known.join(', ')}.`);
}

/** The pieces whose modules an earlier run wrote. */
export function findPresentPieces(tree: Tree): readonly string[] {
  return recordedPieces(parseManifest(tree.read(manifestPath)), 'module');
}
