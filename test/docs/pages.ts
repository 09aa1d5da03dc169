/** The table of the pages whose code is run. A new piece's guide is here by its row in the catalogue. */

import { catalogue, pieceIds } from '../../generators/catalogue.js';
import { renderGuide } from '../../generators/core/render.js';
import { readTemplate } from '../../generators/package-root.js';
import { names } from './install-pieces.js';
import type { PageText } from './read-page.js';

/** Pages that are no piece's guide are to be added to this list. */
export const pages: readonly PageText[] = pieceIds.flatMap((piece) =>
  Object.entries(catalogue[piece].templates).map(([language, { guide }]) => ({
    name: guide,
    text: renderGuide(readTemplate(`${piece}/${language}/${guide}`), 'Added by a test.', names),
  })),
);
