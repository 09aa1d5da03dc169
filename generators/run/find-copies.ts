/** Finds files of the pieces by their names and by what they say of themselves, where nothing is recorded. */

import { recordedPieces } from '../core/manifest.js';
import { saysItsOrigin } from '../core/origin.js';
import { guidesOf, templatesOf, testPathOf } from '../core/piece-places.js';
import { languages } from '../languages/languages.js';
import { findTemplates, type PieceId, pieceIds } from '../tables/catalogue.js';
import { joinPath, readIfText } from '../tree/paths.js';
import { listAllFolders } from '../tree/walk.js';
import type { PiecePart, Selection } from '../types/change.js';
import { type LanguageId, languageIds } from '../types/language-id.js';
import type { Answers, Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { UserError } from '../types/user-error.js';
import { readTemplate } from './package-root.js';
import { recall } from './recall.js';

/** The folders that hold copies; empty where there are none. Throws a UserError where there are several to choose from. */
export function findCopies(tree: Tree, wanted: LanguageId | undefined): Answers {
  const folders = listAllFolders(tree);
  for (const language of languageIds.filter((id) => wanted === undefined || id === wanted)) {
    const rows = pieceIds.flatMap((piece) => findTemplates(piece, language) ?? []);
    const find = (names: readonly string[], flag: string) => {
      const isCopy = (dir: string) =>
        names.some((name) => saysItsOrigin(readIfText(tree, joinPath(dir, name)) ?? ''));
      const [first, second] = folders.filter(isCopy);
      if (first === undefined || second === undefined) return first;
      throw new UserError(
        `Pieces are in ${first} and in ${second}. Say with ${flag}=DIR which ones are meant.`,
      );
    };
    const sourceDir = find(
      rows.flatMap(({ modules }) => modules),
      '--source-dir',
    );
    if (sourceDir === undefined) continue;
    const testsDir = find(
      rows.map(({ test }) => test),
      '--tests-dir',
    );
    const docsDir = find(
      rows.flatMap(({ guides }) => guides),
      '--docs-dir',
    );
    return { language, sourceDir, ...(testsDir && { testsDir }), ...(docsDir && { docsDir }) };
  }
  return {};
}

/** The pieces that lie in the places of a project without a record, each with the parts that are there. */
export function findUnrecorded(tree: Tree, project: Project): readonly Selection[] {
  const recorded = recordedPieces(recall(tree, project).manifest, 'module', project);
  const isThere = (path: string) => readIfText(tree, path) !== undefined;
  return pieceIds
    .filter((piece) => !recorded.includes(piece) && isCopied(tree, project, piece))
    .map((piece) => {
      const has: Readonly<Record<PiecePart, boolean>> = {
        module: true,
        test: isThere(testPathOf(piece, project)),
        guide: guidesOf(piece, project).some(isThere),
      };
      const parts: readonly PiecePart[] = ['module', 'test', 'guide'];
      return { pieces: [piece], parts: parts.filter((part) => has[part]) };
    });
}

/** By its module that exports: what it says, or the same code without a word of where it is from. */
function isCopied(tree: Tree, project: Project, piece: PieceId): boolean {
  if (findTemplates(piece, project.language) === undefined) return false;
  const { modules, exports } = templatesOf(piece, project);
  const name = modules.find((file) => exports.some(({ module }) => file.startsWith(`${module}.`))) ?? '';
  const path = joinPath(project.sourceDir, name);
  const text = readIfText(tree, path);
  const template = readTemplate(`${piece}/${project.language}/${name}`);
  return (
    text !== undefined && (saysItsOrigin(text) || languages[project.language].isSame(path, text, template))
  );
}
