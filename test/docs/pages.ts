/** The pages whose code is run, as they are generated: those of each piece alone, and those of all together. */

import { pieceIds } from '../../generators/tables/catalogue.js';
import { type Files, generate } from './generate.js';
import type { PageText } from './read-page.js';

/** A generated project and its pages. */
export interface Documented {
  readonly title: string;
  readonly files: Files;
  readonly pages: readonly PageText[];
}

export const everything = await describeProject('all pieces', pieceIds);

/** Here a page cannot lean on a piece that is not its own. */
export const alone: readonly Documented[] = await Promise.all(
  pieceIds.map((piece) => describeProject(`${piece} alone`, [piece])),
);

/** The file that coding agents read. */
export const forAgents: PageText = { name: 'AGENTS.md', text: everything.files['AGENTS.md'] ?? '' };

async function describeProject(title: string, pieces: typeof pieceIds): Promise<Documented> {
  const files = await generate(pieces);
  return { title, files, pages: listPages(files) };
}

/** Guides and reference, by their paths. */
export function listPages(files: Files): readonly PageText[] {
  return Object.entries(files)
    .filter(([name]) => /^(?!\.).*\/.*\.md$/.test(name))
    .map(([name, text]) => ({ name, text }));
}
