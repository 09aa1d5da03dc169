/** `yo chora:utils`: input validation, responses and error messages: those that are named, chosen, or all. */

import { composeDocs } from '../docs/index.js';
import { askPieces } from '../run/ask.js';
import { chooseParts } from '../run/choose-parts.js';
import { findPresentPieces, requirePiece } from '../run/choose-pieces.js';
import { PieceGenerator, type PieceOptions } from '../run/piece-generator.js';
import type { Request } from '../run/plan-run.js';
import { catalogue, type PieceId, pieceIds } from '../tables/catalogue.js';

export const utilities = pieceIds.filter((piece) => catalogue[piece].generator === 'utils');

export default class UtilsGenerator extends PieceGenerator {
  override description = 'Adds input validation, responses and error messages to this project.';

  constructor(args?: string[], options?: PieceOptions) {
    super(args, options);
    this.argument('pieces', { type: Array, required: false, description: `Any of: ${utilities.join(', ')}` });
  }

  protected override async select(request: Request): Promise<void> {
    this.requirePieces(this.#named() ?? utilities);
    const pieces = await this.#choosePieces(request);
    const parts = await chooseParts(request.options, this.project, request.asker);
    this.selections.push({ pieces, parts });
    if (request.options.docs && pieces.length > 0) await composeDocs(this, this.selections, pieces);
  }

  #named(): readonly PieceId[] | undefined {
    return this.args.length > 0 ? this.args.map((name) => requirePiece(name, utilities)) : undefined;
  }

  async #choosePieces({ tree, options, asker }: Request): Promise<readonly string[]> {
    const named = this.#named();
    if (named !== undefined) return named;
    const present = findPresentPieces(tree, this.project);
    const choices = utilities
      .filter((piece) => options.yes || !present.includes(piece))
      .map((piece) => ({ name: catalogue[piece].title, value: piece }));
    return askPieces(choices, options.yes, asker);
  }
}
