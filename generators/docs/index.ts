/** `yo chora:docs`: the how-to guides of the pieces that are in the project, or of those that are named. */

import { fileURLToPath } from 'node:url';
import { type Companion, PieceGenerator, type PieceOptions } from '../run/piece-generator.js';
import { pieceIds } from '../tables/catalogue.js';
import { docs } from './command.js';

export default class DocsGenerator extends PieceGenerator {
  override description = 'Writes the guides and the reference of the pieces that are in this project.';

  constructor(args?: string[], options?: PieceOptions) {
    super({ command: docs }, args, options);
    this.argument('pieces', { type: Array, required: false, description: `Any of: ${pieceIds.join(', ')}` });
  }
}

/** For yeoman-environment 3, which takes a class by `require`, and then says that it is too old. */
export { DocsGenerator as 'module.exports' };

/** For generators that bring it along; in a bundle it lies in another file beside that folder. */
export const docsCompanion: Companion = {
  Generator: DocsGenerator,
  path: fileURLToPath(new URL('../docs/index.js', import.meta.url)),
};
