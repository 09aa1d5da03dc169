/** `yo chora:persistence`: a crash-safe StatefulObject, its tests, its export, and its guide. */

import { docsCompanion } from '../docs/index.js';
import { PieceGenerator, type PieceOptions } from '../run/piece-generator.js';
import { persistence } from './command.js';

export default class PersistenceGenerator extends PieceGenerator {
  override description = 'Adds a crash-safe StatefulObject to this project, with its tests and its guide.';

  constructor(args?: string[], options?: PieceOptions) {
    super({ command: persistence, companions: { docs: docsCompanion } }, args, options);
  }
}

/** For yeoman-environment 3, which takes a class by `require`, and then says that it is too old. */
export { PersistenceGenerator as 'module.exports' };
