/** `yo chora:persistence`: a crash-safe StatefulObject, its tests, its export, and its guide. */

import { composeDocs } from '../docs/index.js';
import { PieceGenerator } from '../run/piece-generator.js';
import type { Request } from '../run/plan-run.js';

export default class PersistenceGenerator extends PieceGenerator {
  override description = 'Adds a crash-safe StatefulObject to this project, with its tests and its guide.';

  protected override async select({ options }: Request): Promise<void> {
    this.selections.push({ pieces: ['persistence'], parts: options.tests ? ['module', 'test'] : ['module'] });
    if (options.docs) await composeDocs(this, this.selections, ['persistence']);
  }
}
