/** The templates of pieces in a language, and where a project has what is made of them. */

import { posix } from 'node:path';
import { languages } from '../languages/languages.js';
import { findTemplates, type PieceId, type PieceTemplates, pieceIds } from '../tables/catalogue.js';
import type { Project } from '../types/project.js';
import { UserError } from '../types/user-error.js';

/** The templates of a piece in the language of the project; throws a UserError where there are none. */
export function templatesOf(piece: PieceId, project: Pick<Project, 'language'>): PieceTemplates {
  return findTemplates(piece, project.language) ?? refuseMissing([piece], project);
}

/** Throws a UserError where one of the pieces is not there in the language of the project. */
export function requireTemplates(pieces: readonly PieceId[], project: Pick<Project, 'language'>): void {
  const missing = pieces.filter((piece) => findTemplates(piece, project.language) === undefined);
  if (missing.length > 0) refuseMissing(missing, project);
}

function refuseMissing(missing: readonly PieceId[], { language }: Pick<Project, 'language'>): never {
  const { label } = languages[language];
  const there = pieceIds.filter((piece) => findTemplates(piece, language) !== undefined);
  throw new UserError(
    `There is no ${missing.join(', ')} in ${label} yet; nothing was changed. Pieces in ${label}: ${there.join(', ')}.`,
  );
}

/** Where the test of a piece lies, or one of another name. */
export function testPathOf(
  piece: PieceId,
  project: Project,
  name = templatesOf(piece, project).test,
): string {
  return posix.join(project.testsDir, languages[project.language].testName(name, project));
}

/** The paths of a piece's guides. */
export function guidesOf(piece: PieceId, project: Project): readonly string[] {
  return (findTemplates(piece, project.language)?.guides ?? []).map((name) =>
    posix.join(project.docsDir, name),
  );
}

/** Beside the folder of how-to guides, as Diátaxis has it, or inside a folder of another name. */
export function referencePath({ docsDir, language }: Pick<Project, 'docsDir' | 'language'>): string {
  const isHowTo = /^how[-_]?tos?(-guides)?$/i.test(posix.basename(docsDir));
  return posix.join(isHowTo ? posix.dirname(docsDir) : docsDir, 'reference', `${language}-patterns.md`);
}
