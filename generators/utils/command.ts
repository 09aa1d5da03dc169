/** Input validation, responses and error messages: those that are named, chosen, or all. */

import { requireTemplates } from '../core/piece-places.js';
import { withDocs } from '../docs/command.js';
import { askPieces } from '../run/ask.js';
import { chooseParts } from '../run/choose-parts.js';
import { findPresentPieces, requirePiece } from '../run/choose-pieces.js';
import type { Choosing, PieceCommand } from '../run/command.js';
import { findProjectRoot } from '../run/detect.js';
import { optionTable } from '../run/options.js';
import { catalogue, type PieceId, pieceIds } from '../tables/catalogue.js';

export const utilities = pieceIds.filter((piece) => catalogue[piece].generator === 'utils');

export const utils: PieceCommand = {
  name: 'utils',
  options: optionTable,
  heading: 'Validation',
  findRoot: ({ dir }) => findProjectRoot(dir),
  async choose(choosing: Choosing) {
    const { options, project, asker } = choosing;
    const named = choosing.names.map((name) => requirePiece(name, utilities));
    // One that is brought along leaves that to the plan.
    if (project !== undefined) requireTemplates(named.length > 0 ? named : utilities, project);
    const pieces = named.length > 0 ? named : await choosePieces(choosing);
    const parts = await chooseParts(options, project, asker);
    return { selections: [{ pieces, parts }], along: options.docs ? withDocs(pieces) : [] };
  },
};

async function choosePieces({ tree, options, project, asker }: Choosing): Promise<readonly string[]> {
  const present = project === undefined ? [] : findPresentPieces(tree, project);
  const choices = utilities
    .filter((piece: PieceId) => options.yes || !present.includes(piece))
    .map((piece) => ({ name: catalogue[piece].title, value: piece }));
  return askPieces(choices, options.yes, asker);
}
