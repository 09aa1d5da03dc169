/** Plans the pages that speak of all pieces: the reference, and the block for coding agents. */

import { posix } from 'node:path';
import { languages } from '../languages/languages.js';
import {
  type CombinationId,
  catalogue,
  combinationIds,
  combinations,
  findCombination,
  findTemplates,
  type PieceId,
  pieceIds,
} from '../tables/catalogue.js';
import { markdownCode, markdownTarget } from '../text/markdown.js';
import type { Change, ManagedBlock, SetBlocks } from '../types/change.js';
import type { Project } from '../types/project.js';
import { type AgentsInput, planAgentsPages } from './agents-pages.js';
import { guidesOf, referencePath, templatesOf, testPathOf } from './piece-places.js';
import { renderSection } from './render.js';
import { fillTestCommand } from './test-command.js';

export interface PageInput extends AgentsInput {
  readonly project: Project;
  /** Whether the project has a file. */
  readonly hasFile: (path: string) => boolean;
  /** The text of a template, `persistence/python/persistence.py`. */
  readTemplate(path: string): string;
  /** Where a file is now that its user moved. */
  readonly placeOf?: (path: string) => string;
  /** Whether an earlier run wrote a file that the user deleted. */
  readonly isDeleted?: (path: string) => boolean;
  /** The id of the block for agents, where another package has the first one. */
  readonly ownBlock?: string | undefined;
  /** False where the project is begun without tests. */
  readonly hasTests?: boolean;
}

/** `pieces` are those that have a guide, in the order of the catalogue; without any, blocks are only removed. */
export function planPages(pieces: readonly PieceId[], input: PageInput): readonly Change[] {
  const text = pieces.length > 0 ? describeForAgents(pieces, input) : undefined;
  const id = input.ownBlock ?? languages[input.project.language].agentsBlock;
  const blocks: readonly ManagedBlock[] = [{ id, text }];
  const pages: readonly SetBlocks[] = [planReference(pieces, input), ...planAgentsPages(blocks, input)];
  const isWanted = (path: string) => pieces.length > 0 && path !== 'CLAUDE.md';
  return pages.filter(({ path }) => isWanted(path) || input.hasFile(path));
}

function planReference(pieces: readonly PieceId[], input: PageInput): SetBlocks {
  const { project } = input;
  return {
    kind: 'set-blocks',
    path: referencePath(project),
    goes: true,
    opening: `${project.pageOpening ?? ''}# ${titleOf(project)}\n\nThe helpers of this project: what they offer, and when to use them.\n`,
    blocks: [
      { id: 'guides', text: pieces.length > 0 ? listGuides(pieces, input) : undefined },
      ...pieceIds.flatMap((piece) => pieceBlock(piece, pieces, input)),
      ...combinationIds.flatMap((id) => combinationBlock(id, pieces, input)),
    ],
  };
}

function titleOf({ language }: Pick<Project, 'language'>): string {
  return `${languages[language].label} patterns`;
}

function pieceBlock(piece: PieceId, pieces: readonly PieceId[], input: PageInput): readonly ManagedBlock[] {
  const template = findTemplates(piece, input.project.language)?.reference;
  return template === undefined ? [] : [sectionBlock({ id: piece, template, needs: [piece] }, pieces, input)];
}

interface Section {
  readonly id: string;
  readonly template: string;
  /** The pieces that it speaks of. */
  readonly needs: readonly PieceId[];
}

function sectionBlock(
  { id, template, needs }: Section,
  pieces: readonly PieceId[],
  input: PageInput,
): ManagedBlock {
  const { project, readTemplate } = input;
  const text = () => renderSection(readTemplate(`${id}/${project.language}/${template}`), project);
  return { id, text: needs.every((piece) => pieces.includes(piece)) ? text() : undefined };
}

function combinationBlock(
  id: CombinationId,
  pieces: readonly PieceId[],
  input: PageInput,
): readonly ManagedBlock[] {
  const template = findCombination(id, input.project.language);
  return template === undefined
    ? []
    : [sectionBlock({ id, template, needs: combinations[id].needs }, pieces, input)];
}

/** Where they are now, without those that the user deleted. */
export function guidesThere(piece: PieceId, input: PageInput): readonly string[] {
  const { project, isDeleted, placeOf = (path) => path } = input;
  return guidesOf(piece, project)
    .map(placeOf)
    .filter((path) => !isDeleted?.(path));
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

/** Not all runners take a folder: where names of tests have an ending of their own here, it is the files. */
function listTestTargets(pieces: readonly PieceId[], project: Project): readonly string[] {
  if (project.testEnding === undefined) return [project.testsDir];
  return pieces.map((piece) => testPathOf(piece, project));
}

function describeForAgents(pieces: readonly PieceId[], input: PageInput): string {
  const { project, hasTests = true } = input;
  const items = pieces.map((piece) => {
    const row = catalogue[piece];
    const { summary = row.summary, useWhen = row.useWhen } = templatesOf(piece, project);
    const links = guidesThere(piece, input).map((path) => linkTo(path, '.'));
    return `- ${summary}. Use it when ${useWhen} ${links.join(', ')}.`;
  });
  const tests = hasTests
    ? ` Their tests: ${markdownCode(fillTestCommand(project.testCommand, project, listTestTargets(pieces, project)))}.`
    : '';
  return [
    input.ownBlock === undefined
      ? '## Helpers of this project'
      : `## Helpers of ${markdownCode(project.packageName)}`,
    '',
    `In ${markdownCode(project.sourceDir)}, ${describeImport(project)}; use them rather than writing the same again.`,
    '',
    ...items,
    '',
    `All of them: [${titleOf(project)}](${markdownTarget(referencePath(project))}).${tests}`,
  ].join('\n');
}

/** Where nothing gathers the exports, the path of the folder imports nothing. */
function describeImport({ barrel, importPath }: Project): string {
  return barrel === undefined
    ? 'each imported from its own module, as the guides show'
    : `imported from ${markdownCode(importPath)}`;
}
