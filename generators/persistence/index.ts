/** `yo chora:persistence`: a crash-safe StatefulObject, its tests, its export, and its guide. */

import { composeDocs } from '../docs/index.js';
import { chooseParts } from '../run/choose-parts.js';
import { PieceGenerator } from '../run/piece-generator.js';
import type { Request } from '../run/plan-run.js';

export default class PersistenceGenerator extends PieceGenerator {
  override description = 'Adds a crash-safe StatefulObject to this project, with its tests and its guide.';

  protected override async select({ options, asker }: Request): Promise<void> {
    const parts = await chooseParts(options, this.project, asker);
    this.selections.push({ pieces: ['persistence'], parts });
    if (options.docs) await composeDocs(this, this.selections, ['persistence']);
  }
}
