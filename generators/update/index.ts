/** `yo chora:update`: brings the pieces that are here up to this version. */

import { PieceGenerator, type PieceOptions } from '../run/piece-generator.js';
import { pieceIds } from '../tables/catalogue.js';
import { update } from './command.js';

export default class UpdateGenerator extends PieceGenerator {
  override description =
    'Brings the pieces of this project up to this version, and merges it into what was edited.';

  constructor(args?: string[], options?: PieceOptions) {
    super({ command: update }, args, options);
    this.argument('pieces', { type: Array, required: false, description: `Any of: ${pieceIds.join(', ')}` });
  }
}

/** For yeoman-environment 3, which takes a class by `require`, and then says that it is too old. */
export { UpdateGenerator as 'module.exports' };
