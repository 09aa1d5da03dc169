/** A crash-safe StatefulObject, its tests, its export, and its guide. */

import { withDocs } from '../docs/command.js';
import { chooseParts } from '../run/choose-parts.js';
import type { Choosing, PieceCommand } from '../run/command.js';
import { findProjectRoot } from '../run/detect.js';
import { optionTable } from '../run/options.js';

const pieces = ['persistence'];

export const persistence: PieceCommand = {
  name: 'persistence',
  options: optionTable,
  heading: 'Persistence',
  findRoot: ({ dir }) => findProjectRoot(dir),
  async choose({ options, project, asker }: Choosing) {
    const parts = await chooseParts(options, project, asker);
    return { selections: [{ pieces, parts }], along: options.docs ? withDocs(pieces) : [] };
  },
};
