/** `yo chora:utils`: input validation, responses and error messages: those that are named, chosen, or all. */

import { docsCompanion } from '../docs/index.js';
import { PieceGenerator, type PieceOptions } from '../run/piece-generator.js';
import { utilities, utils } from './command.js';

export default class UtilsGenerator extends PieceGenerator {
  override description = 'Adds input validation, responses and error messages to this project.';

  constructor(args?: string[], options?: PieceOptions) {
    super({ command: utils, companions: { docs: docsCompanion } }, args, options);
    this.argument('pieces', { type: Array, required: false, description: `Any of: ${utilities.join(', ')}` });
  }
}

/** For yeoman-environment 3, which takes a class by `require`, and then says that it is too old. */
export { UtilsGenerator as 'module.exports' };
