/** The how-to guides of the pieces that are in the project, or of those that are named. */

import { findPresentPieces, requirePiece } from '../run/choose-pieces.js';
import type { Along, Choosing, PieceCommand } from '../run/command.js';
import { findProjectRoot } from '../run/detect.js';
import { docsOptions } from '../run/options.js';
import { pieceIds } from '../tables/catalogue.js';

export const docs: PieceCommand = {
  name: 'docs',
  options: docsOptions,
  heading: 'What lands in your repository',
  findRoot: ({ dir }) => findProjectRoot(dir),
  async choose({ tree, project, names }: Choosing) {
    const named = names.map((name) => requirePiece(name, pieceIds));
    const pieces = named.length > 0 || project === undefined ? named : findPresentPieces(tree, project);
    return { selections: [{ pieces, parts: ['guide'] }], along: [] };
  },
};

/** Lets another command have the guides of its pieces written in the same run. */
export function withDocs(pieces: readonly string[]): readonly Along[] {
  return pieces.length > 0 ? [{ command: docs, names: pieces, flags: {} }] : [];
}
