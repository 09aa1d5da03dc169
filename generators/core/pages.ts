/** Plans the pages that speak of all pieces: the reference, and the block for coding agents. */

import { posix } from 'node:path';
import { languages } from '../languages/languages.js';
import { catalogue, combinations, type PieceId, type PieceTemplates, pieceIds } from '../tables/catalogue.js';
import { markdownCode, markdownTarget } from '../text/markdown.js';
import type { Change, ManagedBlock, SetBlocks } from '../types/change.js';
import type { LanguageId } from '../types/language-id.js';
import type { Project } from '../types/project.js';
import { type AgentsInput, planAgentsPages } from './agents-pages.js';
import { fill } from './render.js';

export interface PageInput extends AgentsInput {
  readonly project: Project;
  /** Whether the project has a file. */
  readonly hasFile: (path: string) => boolean;
  /** The text of a template, `persistence/python/persistence.py`. */
  readTemplate(path: string): string;
  /** Whether an earlier run wrote a file that the user deleted. */
  readonly isDeleted?: (path: string) => boolean;
  /** False where the project is begun without tests. */
  readonly hasTests?: boolean;
}

/** `pieces` are those that have a guide, in the order of the catalogue; without any, blocks are only removed. */
export function planPages(pieces: readonly PieceId[], input: PageInput): readonly Change[] {
  const text = pieces.length > 0 ? describeForAgents(pieces, input) : undefined;
  const blocks: readonly ManagedBlock[] = [{ id: 'pieces', text }];
  const pages: readonly SetBlocks[] = [planReference(pieces, input), ...planAgentsPages(blocks, input)];
  const isWanted = (path: string) => pieces.length > 0 && path !== 'CLAUDE.md';
  return pages.filter(({ path }) => isWanted(path) || input.hasFile(path));
}

function planReference(pieces: readonly PieceId[], input: PageInput): SetBlocks {
  const { project } = input;
  const title = `${languages[project.language].label} patterns`;
  return {
    kind: 'set-blocks',
    path: referencePath(project),
    goes: true,
    opening: `${project.pageOpening ?? ''}# ${title}\n\nThe helpers of this project: what they offer, and when to use them.\n`,
    blocks: [
      { id: 'guides', text: pieces.length > 0 ? listGuides(pieces, input) : undefined },
      ...pieceIds.map((piece) => pieceBlock(piece, pieces, input)),
      ...Object.keys(combinations).map((id) =>
        combinationBlock(id as keyof typeof combinations, pieces, input),
      ),
    ],
  };
}

/** Beside the folder of how-to guides, as Diátaxis has it, or inside a folder of another name. */
export function referencePath({ docsDir, language }: Pick<Project, 'docsDir' | 'language'>): string {
  const isHowTo = /^how[-_]?tos?(-guides)?$/i.test(posix.basename(docsDir));
  return posix.join(isHowTo ? posix.dirname(docsDir) : docsDir, 'reference', `${language}-patterns.md`);
}

function pieceBlock(piece: PieceId, pieces: readonly PieceId[], input: PageInput): ManagedBlock {
  const { language } = input.project;
  const { reference } = templatesOf(piece, input.project);
  const text = () => fill(input.readTemplate(`${piece}/${language}/${reference}`), input.project);
  return { id: piece, text: pieces.includes(piece) ? text() : undefined };
}

function combinationBlock(
  id: keyof typeof combinations,
  pieces: readonly PieceId[],
  input: PageInput,
): ManagedBlock {
  const language = input.project.language as LanguageId;
  const { needs, templates } = combinations[id];
  const text = () => fill(input.readTemplate(`${id}/${language}/${templates[language]}`), input.project);
  return { id, text: needs.every((piece) => pieces.includes(piece)) ? text() : undefined };
}

/** The templates of a piece in the language of the project. */
export function templatesOf(piece: PieceId, { language }: Pick<Project, 'language'>): PieceTemplates {
  return catalogue[piece].templates[language];
}

/** The paths of a piece's guides. */
export function guidesOf(piece: PieceId, project: Project): readonly string[] {
  return templatesOf(piece, project).guides.map((name) => posix.join(project.docsDir, name));
}

/** Without those that the user deleted. */
export function guidesThere(piece: PieceId, { project, isDeleted }: PageInput): readonly string[] {
  return guidesOf(piece, project).filter((path) => !isDeleted?.(path));
}

function listGuides(pieces: readonly PieceId[], input: PageInput): string {
  const { project } = input;
  const from = posix.dirname(referencePath(project));
  const links = pieces.flatMap((piece) => guidesThere(piece, input).map((path) => linkTo(path, from)));
  return ['## Guides', '', ...links.map((link) => `- ${link}`)].join('\n');
}

/** A Markdown link with the file's name as its words: `persist-application-state.md` is its own title. */
function linkTo(path: string, from: string): string {
  const words = posix.basename(path, '.md').replaceAll('-', ' ');
  return `[${words[0]?.toUpperCase()}${words.slice(1)}](${markdownTarget(posix.relative(from, path))})`;
}

function describeForAgents(pieces: readonly PieceId[], input: PageInput): string {
  const { project, hasTests = true } = input;
  const items = pieces.map((piece) => {
    const { summary, useWhen } = catalogue[piece];
    const links = guidesThere(piece, input).map((path) => linkTo(path, '.'));
    return `- ${summary}. Use it when ${useWhen} ${links.join(', ')}.`;
  });
  const tests = hasTests
    ? ` Their tests: ${markdownCode(`${project.testCommand} ${project.testsDir}`)}.`
    : '';
  return [
    '## Helpers of this project',
    '',
    `In ${markdownCode(project.sourceDir)}, imported from ${markdownCode(project.importPath)}; use them rather than writing the same again.`,
    '',
    ...items,
    '',
    `All of them: ${linkTo(referencePath(project), '.')}.${tests}`,
  ].join('\n');
}
