import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, readTemplate } from '../../generators/run/package-root.js';
import {
  combinationIds,
  findCombination,
  findTemplates,
  type PieceTemplates,
  pieceIds,
} from '../../generators/tables/catalogue.js';
import { kindIds } from '../../generators/tables/kinds.js';
import { type LanguageId, languageIds } from '../../generators/types/language-id.js';

const templates = join(packageRoot, 'templates');
const allowedTags = ['<%- packageName %>', '<%- importPath %>'];

function filesOf({ modules, test, guides, reference }: PieceTemplates): readonly string[] {
  return [...modules, test, ...guides, reference];
}

/** The names that a module offers. */
const offeredBy: Readonly<Record<LanguageId, (source: string) => readonly string[]>> = {
  python: (source) =>
    [...(/^__all__ = \[([^\]]*)\]/m.exec(source)?.[1] ?? '').matchAll(/"(\w+)"/g)].map(
      ([, name = '']) => name,
    ),
  typescript: (source) =>
    [
      ...source.matchAll(/^export (?:abstract |async )?(?:class|function|const) (\w+)|^export \{([^}]*)\}/gm),
    ].flatMap(([, name, list = '']) => [...(name ? [name] : []), ...(list.match(/\w+/g) ?? [])]),
};

function tagsIn(text: string): readonly string[] {
  return text.match(/<%.*?%>/gs) ?? [];
}

function otherTagsIn(text: string): readonly string[] {
  return tagsIn(text).filter((tag) => !allowedTags.includes(tag));
}

describe('the catalogue', () => {
  it('has a row for each template folder, and a folder for each row', () => {
    const folders = readdirSync(templates, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const rows = [...pieceIds, ...combinationIds, ...kindIds, 'project', 'licenses'];
    assert.deepEqual(folders.map(({ name }) => name).sort(), rows.sort());
  });

  for (const id of combinationIds) {
    for (const language of languageIds) {
      const name = findCombination(id, language);
      if (name === undefined) continue;

      it(`names the only template of the combination ${id} for ${language}, with no tags but the two`, () => {
        assert.deepEqual(readdirSync(join(templates, id, language)), [name]);
        assert.deepEqual(otherTagsIn(readTemplate(`${id}/${language}/${name}`)), []);
      });
    }
  }

  for (const piece of pieceIds) {
    for (const language of languageIds) {
      const row = findTemplates(piece, language);
      if (row === undefined) continue;

      it(`names every template of ${piece} for ${language}, and nothing else`, () => {
        assert.deepEqual(readdirSync(join(templates, piece, language)).sort(), [...filesOf(row)].sort());
      });

      it(`keeps the modules of ${piece} for ${language} free of tags: they are valid source as they lie`, () => {
        for (const name of row.modules)
          assert.deepEqual(tagsIn(readTemplate(`${piece}/${language}/${name}`)), []);
      });

      it(`uses only the two allowed tags in the test and the pages of ${piece} for ${language}`, () => {
        const texts = filesOf(row)
          .filter((name) => !row.modules.includes(name))
          .map((name) => readTemplate(`${piece}/${language}/${name}`));
        assert.deepEqual(texts.flatMap(otherTagsIn), []);
      });

      it(`re-exports from ${piece} only names that its modules offer`, () => {
        for (const { module, names } of row.exports) {
          const file = row.modules.find((name) => name.startsWith(`${module}.`));
          const offered = offeredBy[language](readTemplate(`${piece}/${language}/${file}`));
          for (const name of names) assert.ok(offered.includes(name), name);
        }
      });
    }
  }
});
