/** Turns what was asked for into changes, as data; reads nothing but templates and writes nothing. */

import { posix } from 'node:path';
import { findTemplates, type PieceId, pieceIds } from '../tables/catalogue.js';
import type { Change, CreateFile, Dropped, ModuleExports, PiecePart, Selection } from '../types/change.js';
import type { Project } from '../types/project.js';
import { guidesThere, type PageInput, planPages } from './pages.js';
import { templatesOf, testPathOf } from './piece-places.js';
import { renderGuide, renderModule, renderTest } from './render.js';

export interface PlanInput extends PageInput {
  readonly selections: readonly Selection[];
  /** What goes in this run, with its guides. */
  readonly dropped?: Dropped | undefined;
  /** Version of generator-chora, for the heading of each file. */
  readonly version: string;
}

/** One part of one piece that the run was asked for. */
interface Wish {
  readonly piece: PieceId;
  readonly part: PiecePart;
}

/** All changes, in the order in which they are safe to make: a module before what imports it. */
export function planPieces(input: PlanInput): readonly Change[] {
  const wishes = listWishes(input.selections);
  const files = (part: PiecePart) =>
    wishes.filter((wish) => wish.part === part).flatMap((wish) => planFiles(wish, input));
  const [modules, tests, guides] = [files('module'), files('test'), files('guide')];
  return [
    ...modules,
    ...(modules.length > 0 ? planExports(wishes, input) : []),
    ...(tests.length > 0 ? planTestSupport(input.project) : []),
    ...tests,
    ...guides,
    ...(asksForGuides(input) ? planPages(documentedPieces(wishes, input), input) : []),
  ];
}

/** Also without a piece: then the pages that speak of pieces are to forget them. */
function asksForGuides({ selections }: PlanInput): boolean {
  return selections.some(({ parts }) => parts.includes('guide'));
}

/** The pieces that have a guide after this run: what the reference and the agents' block speak of. */
function documentedPieces(wishes: readonly Wish[], input: PlanInput): readonly PieceId[] {
  const wanted = wishes.filter(({ part }) => part === 'guide').map(({ piece }) => piece);
  return pieceIds.filter(
    (piece) =>
      !isGone(piece, input) &&
      !hasNoGuide(piece, input) &&
      ((wanted.includes(piece) && guidesThere(piece, input).length > 0) ||
        guidesThere(piece, input).some(input.hasFile)),
  );
}

function hasNoGuide(piece: PieceId, { dropped }: PlanInput): boolean {
  return dropped !== undefined && (dropped.pieces.includes(piece) || dropped.parts.includes('guide'));
}

/** What several selections ask for, each part of each piece once, in the order of the catalogue. */
function listWishes(selections: readonly Selection[]): readonly Wish[] {
  const wanted = new Set(
    selections.flatMap(({ pieces, parts }) =>
      pieces.flatMap((piece) => parts.map((part) => `${piece}/${part}`)),
    ),
  );
  const parts: readonly PiecePart[] = ['module', 'test', 'guide'];
  return pieceIds
    .flatMap((piece) => parts.map((part) => ({ piece, part })))
    .filter(({ piece, part }) => wanted.has(`${piece}/${part}`));
}

function planFiles(wish: Wish, input: PlanInput): readonly CreateFile[] {
  const { modules, test, guides } = templatesOf(wish.piece, input.project);
  const names = { module: modules, test: [test], guide: guides }[wish.part];
  const files = names.map((name) => planFile(wish, name, input));
  // Its test could not even be imported, and its guide would be about nothing.
  return isGone(wish.piece, input) ? files.filter(({ path }) => input.isDeleted?.(path)) : files;
}

function planFile({ piece, part }: Wish, name: string, input: PlanInput): CreateFile {
  const { project, version } = input;
  const template = input.readTemplate(`${piece}/${project.language}/${name}`);
  const heading = `Added by generator-chora ${version} (${piece}); yours to edit.`;
  const render = {
    module: () => renderModule(template, heading, project),
    test: () => renderTest(template, heading, project),
    guide: () => renderGuide(template, heading, project),
  };
  const folder = { module: project.sourceDir, guide: project.docsDir };
  const place = (of: string) =>
    part === 'test' ? testPathOf(piece, project, of) : posix.join(folder[part], of);
  const former = templatesOf(piece, project).formerNames?.[name];
  const moved = former === undefined ? {} : { formerPath: place(former) };
  return { kind: 'create', path: place(name), text: render[part](), piece, part, ...moved };
}

/** Whether the user deleted what the piece exports its names from: then it is no piece of the project any more. */
function isGone(piece: PieceId, { project, isDeleted = () => false }: PlanInput): boolean {
  const { modules = [], exports = [] } = findTemplates(piece, project.language) ?? {};
  const exporting = modules.filter((name) => exports.some(({ module }) => name.startsWith(`${module}.`)));
  return exporting.some((name) => isDeleted(posix.join(project.sourceDir, name)));
}

function planExports(wishes: readonly Wish[], input: PlanInput): readonly Change[] {
  const { project } = input;
  const exports: readonly ModuleExports[] = wishes
    .filter(({ piece, part }) => part === 'module' && !isGone(piece, input))
    .flatMap(({ piece }) => templatesOf(piece, project).exports);
  if (exports.length === 0) return [];
  const barrel: readonly Change[] =
    project.barrel === undefined ? [] : [{ kind: 'add-exports', path: project.barrel, exports }];
  return [...barrel, ...planMarkers(project.sourceDir, project)];
}

function planTestSupport(project: Project): readonly Change[] {
  const path = project.testDependencyFile;
  const dependency: readonly Change[] = path === undefined ? [] : [{ kind: 'add-test-dependency', path }];
  return [...planMarkers(project.testsDir, project), ...dependency];
}

/** The marker files in a folder and in the folders above it. */
function planMarkers(dir: string, project: Project): readonly Change[] {
  return project.markers
    .filter((path) => `${dir}/`.startsWith(`${posix.dirname(path)}/`))
    .map((path) => ({ kind: 'create-marker', path, text: project.markerText ?? '' }));
}
