/** What the pages of a run speak of and link to, whichever pieces were chosen and wherever the guides go. */

import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { readTemplate } from '../../generators/run/package-root.js';
import { catalogue, combinations, type PieceId, pieceIds } from '../../generators/tables/catalogue.js';
import { sampleFiles } from '../sample-project.js';
import { type Files, generate } from './generate.js';
import { type Page, readPage } from './read-page.js';

const guideFolders = ['user-docs/how-to', 'docs/howto', 'how-to', 'handbook', 'docs/dev/guides'];
/** Every choice of at least one piece, as the bits of a number. */
const subsets = Array.from({ length: 2 ** pieceIds.length - 1 }, (_, index) =>
  pieceIds.filter((_id, bit) => ((index + 1) >> bit) % 2 === 1),
);

for (const pieces of subsets) {
  describe(`the pages of a project with ${pieces.join(', ')}`, () => {
    it('has a section in the reference for each of the pieces, and for those that work together', async () => {
      const { headings } = reference(await generate(pieces));
      assert.deepEqual(headings, ['Guides', ...sectionsOf(pieces)]);
    });

    it('lists each guide of the pieces, in the reference and for coding agents', async () => {
      const files = await generate(pieces);
      const guides = pieces.flatMap((piece) => catalogue[piece].templates.python.guides);
      const listed = reference(files).links.map((link) => posix.basename(link));
      assert.deepEqual(listed, guides);
      const forAgents = readText('AGENTS.md', files).links.map((link) => posix.basename(link));
      assert.deepEqual(forAgents, [...guides, 'python-patterns.md']);
    });

    for (const folder of guideFolders) {
      it(`links only to files that are there and to the web, with the guides in ${folder}`, async () => {
        const given = { files: { ...sampleFiles, 'CLAUDE.md': '# Claude\n' }, flags: { 'docs-dir': folder } };
        const files = await generate(pieces, given);
        const pages = Object.keys(files).filter((path) => path.endsWith('.md'));
        assert.deepEqual(
          pages.flatMap((path) => findBrokenLinks(readText(path, files), files)),
          [],
        );
      });
    }
  });
}

describe('the pages of a project that gets its pieces one at a time', () => {
  it('are the same as if they had come at once, in whatever order they came', async () => {
    let files: Files = sampleFiles;
    for (const piece of [...pieceIds].reverse()) files = await generate([piece], { files });
    const atOnce = await generate(pieceIds);
    for (const path of Object.keys(atOnce).filter((name) => name.endsWith('.md')))
      assert.equal(files[path], atOnce[path], path);
  });
});

function sectionsOf(pieces: readonly PieceId[]): readonly string[] {
  const together = Object.entries(combinations).filter(([, { needs }]) =>
    needs.every((piece) => pieces.includes(piece)),
  );
  const paths = [
    ...pieces.map((piece) => `${piece}/python/${catalogue[piece].templates.python.reference}`),
    ...together.map(([id, { templates }]) => `${id}/python/${templates.python}`),
  ];
  return paths.flatMap((path) => /^## (.*)/.exec(readTemplate(path))?.[1] ?? `${path} has no heading`);
}

/** The reference page with its headings of level 2. */
function reference(files: Files): Page & { readonly headings: readonly string[] } {
  const path = 'user-docs/reference/python-patterns.md';
  const outside = (files[path] ?? '').replaceAll(/^```.*?^```$/gms, '');
  return {
    ...readText(path, files),
    headings: [...outside.matchAll(/^## (.*)$/gm)].map(([, words = '']) => words),
  };
}

function readText(path: string, files: Files): Page {
  return readPage({ name: path, text: files[path] ?? '' });
}

function findBrokenLinks({ name, links }: Page, files: Files): readonly string[] {
  return links
    .filter((link) => !/^https:\/\//.test(link))
    .filter((link) => !(posix.join(posix.dirname(name), link) in files))
    .map((link) => `${name} links to ${link}`);
}
