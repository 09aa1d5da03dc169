/** `yo chora:remove`: takes pieces out of the project again, with what was edited for them. */

import { PieceGenerator, type PieceOptions } from '../run/piece-generator.js';
import { pieceIds } from '../tables/catalogue.js';
import { remove } from './command.js';

export default class RemoveGenerator extends PieceGenerator {
  override description =
    'Takes pieces out of this project again, with their exports, blocks and dependencies.';

  constructor(args?: string[], options?: PieceOptions) {
    super({ command: remove }, args, options);
    this.argument('pieces', { type: Array, required: false, description: `Any of: ${pieceIds.join(', ')}` });
  }
}

/** For yeoman-environment 3, which takes a class by `require`, and then says that it is too old. */
export { RemoveGenerator as 'module.exports' };
