/** `yo chora:docs`: the how-to guides of the pieces that are in the project, or of those that are named. */

import { fileURLToPath } from 'node:url';
import { isPieceId, pieceIds } from '../catalogue.js';
import { manifestPath, parseManifest, presentPieces } from '../core/manifest.js';
import { nearest } from '../core/nearest.js';
import { type Selection, UserError } from '../core/types.js';
import { PieceGenerator, type PieceOptions } from '../piece-generator.js';

export default class DocsGenerator extends PieceGenerator {
  override description = 'Writes the how-to guides of the pieces that are in this project.';

  constructor(args?: string[], options?: PieceOptions) {
    super(args, options);
    this.argument('pieces', { type: Array, required: false, description: `Any of: ${pieceIds.join(', ')}` });
  }

  protected override select(): void {
    const pieces = this.args.length > 0 ? this.args.map(requirePiece) : this.#findPresentPieces();
    this.selections.push({ pieces, parts: ['guide'] });
  }

  #findPresentPieces(): readonly string[] {
    return presentPieces(parseManifest(this.tree.read(manifestPath)));
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

function requirePiece(name: string): string {
  if (isPieceId(name)) return name;
  const meant = nearest(name, pieceIds);
  const hint = meant === undefined ? `Known pieces: ${pieceIds.join(', ')}.` : `Did you mean ${meant}?`;
  throw new UserError(`There is no piece called ${name}. ${hint}`);
}
