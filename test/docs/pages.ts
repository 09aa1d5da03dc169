/** The pages whose code is run, as they are generated: those of each piece alone, and those of all together. */

import { pieceIds } from '../../generators/tables/catalogue.js';
import { sampleFiles, sampleTypescript } from '../sample-project.js';
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

/** Their blocks are run in test/templates; here they have a form. */
export const inTypeScript = await describeProject('all pieces', pieceIds, sampleTypescript);

async function describeProject(
  title: string,
  pieces: typeof pieceIds,
  project: Files = sampleFiles,
): Promise<Documented> {
  const files = await generate(pieces, { files: project });
  return { title, files, pages: listPages(files) };
}

/** Guides and reference, by their paths. */
export function listPages(files: Files): readonly PageText[] {
  return Object.entries(files)
    .filter(([name]) => /^(?!\.).*\/.*\.md$/.test(name))
    .map(([name, text]) => ({ name, text }));
}
