/** `yo chora:utils`: input validation, responses and error messages: those that are named, chosen, or all. */

import { askPieces } from '../ask.js';
import { catalogue, pieceIds } from '../catalogue.js';
import { findPresentPieces, requirePiece } from '../choose-pieces.js';
import { composeDocs } from '../docs/index.js';
import { PieceGenerator, type PieceOptions } from '../piece-generator.js';
import type { Request } from '../plan-run.js';

export const utilities = pieceIds.filter((piece) => catalogue[piece].generator === 'utils');

export default class UtilsGenerator extends PieceGenerator {
  override description = 'Adds input validation, responses and error messages to this project.';

  constructor(args?: string[], options?: PieceOptions) {
    super(args, options);
    this.argument('pieces', { type: Array, required: false, description: `Any of: ${utilities.join(', ')}` });
  }

  protected override async select(request: Request): Promise<undefined> {
    const pieces = await this.#choosePieces(request);
    const { tests, docs } = request.options;
    this.selections.push({ pieces, parts: tests ? ['module', 'test'] : ['module'] });
    if (docs && pieces.length > 0) await composeDocs(this, this.selections, pieces);
  }

  async #choosePieces({ tree, options, asker }: Request): Promise<readonly string[]> {
    if (this.args.length > 0) return this.args.map((name) => requirePiece(name, utilities));
    const present = findPresentPieces(tree);
    const choices = utilities
      .filter((piece) => options.yes || !present.includes(piece))
      .map((piece) => ({ name: catalogue[piece].title, value: piece }));
    return askPieces(choices, options.yes, asker);
  }
}
