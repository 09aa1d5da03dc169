/** `yo chora:docs`: the how-to guides of the pieces that are in the project, or of those that are named. */

import { fileURLToPath } from 'node:url';
import { findPresentPieces, requirePiece } from '../run/choose-pieces.js';
import { PieceGenerator, type PieceOptions } from '../run/piece-generator.js';
import type { Request } from '../run/plan-run.js';
import { pieceIds } from '../tables/catalogue.js';
import type { Selection } from '../types/change.js';

export default class DocsGenerator extends PieceGenerator {
  override description = 'Writes the guides and the reference of the pieces that are in this project.';

  constructor(args?: string[], options?: PieceOptions) {
    super(args, options);
    this.argument('pieces', { type: Array, required: false, description: `Any of: ${pieceIds.join(', ')}` });
  }

  protected override async select({ tree }: Request): Promise<void> {
    const named = this.args.map((name) => requirePiece(name, pieceIds));
    const pieces = named.length > 0 ? named : findPresentPieces(tree, this.project);
    this.selections.push({ pieces, parts: ['guide'] });
  }
}

/** Lets another generator have the guides of its pieces written in the same run. */
export async function composeDocs(
  parent: PieceGenerator,
  selections: Selection[],
  pieces: readonly string[],
): Promise<void> {
  const generator = { Generator: DocsGenerator, path: fileURLToPath(import.meta.url) };
  await parent.composeWith<DocsGenerator>(generator, [...pieces], { selections });
}
