/** Finds where a repository uses pieces: in code that is not theirs. */

import { languages } from '../languages/languages.js';
import { findTemplates, pieceIds } from '../tables/catalogue.js';
import { readIfText } from '../tree/paths.js';
import { listAllFiles } from '../tree/walk.js';
import type { Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { UserError } from '../types/user-error.js';
import type { Sought, SourceText, Uses } from '../types/uses.js';
import { isOf, type Manifest } from './manifest.js';

/** A file that uses a piece, and in which lines. */
export interface Use {
  readonly path: string;
  readonly lines: readonly number[];
}

interface Scene {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly tree: Tree;
}

export function listUses(pieces: readonly string[], { project, manifest, tree }: Scene): readonly Use[] {
  const own = Object.entries(manifest.files).filter(
    ([, record]) => isOf(record, project) && pieces.includes(record.piece),
  );
  const { barrel } = project;
  const exported = pieceIds
    .filter((piece) => pieces.includes(piece))
    .flatMap((piece) => findTemplates(piece, project.language)?.exports ?? []);
  const sought: Sought = {
    modules: own.filter(([, { part }]) => part === 'module').map(([path]) => path),
    barrels: barrel === undefined ? [] : [barrel],
    names: exported.flatMap(({ names }) => names),
  };
  const apart = new Set([...own.map(([path]) => path), ...sought.barrels]);
  const others = listAllFiles(tree).filter((path) => !apart.has(path));
  return findIn(readCandidates(others, sought, tree), sought, project);
}

/** What passes on all of a barrel is one itself, so that the search begins anew with it. */
function findIn(files: readonly SourceText[], sought: Sought, project: Project): readonly Use[] {
  const { findUses } = languages[project.language];
  const found = files.map((file): Uses & { path: string } => ({
    path: file.path,
    ...findUses(file, sought, project),
  }));
  const passing = found.filter(({ passesOn }) => passesOn).map(({ path }) => path);
  const barrels = [...new Set([...sought.barrels, ...passing])];
  if (barrels.length > sought.barrels.length) return findIn(files, { ...sought, barrels }, project);
  return found.filter(({ lines }) => lines.length > 0).map(({ path, lines }) => ({ path, lines }));
}

/** Only a text with one of the words can use a piece, or pass it on. */
function readCandidates(
  paths: readonly string[],
  { modules, names }: Sought,
  tree: Tree,
): readonly SourceText[] {
  const stems = modules.flatMap((path) => /([^/]+)\.\w+$/.exec(path)?.[1] ?? []);
  const words = [...names, ...stems];
  const isCandidate = (text: string) =>
    words.some((word) => text.includes(word)) || /(import|export)\s*\*/.test(text);
  return paths
    .filter((path) => /\.([cm]?[jt]sx?|pyi?)$/.test(path))
    .map((path) => ({ path, text: readIfText(tree, path) ?? '' }))
    .filter(({ text }) => isCandidate(text));
}

export function refuseUsed(pieces: readonly string[], scene: Scene): void {
  const uses = listUses(pieces, scene);
  if (uses.length === 0) return;
  throw new UserError(
    `${pieces.join(', ')}: still in use, so that nothing was changed: ${describeUses(uses, scene.manifest)}. ` +
      'Take that out first, then run again.',
  );
}

/** `src/acme/app.py, lines 3 and 9`; what another piece needs is said to be its. */
export function describeUses(uses: readonly Use[], { files }: Manifest): string {
  const most = 10;
  const shown = uses.slice(0, most).map(({ path, lines }) => {
    const piece = files[path]?.piece;
    const owner = piece === undefined || piece === 'project' ? '' : ` (of ${piece})`;
    return `${path}, line${lines.length > 1 ? 's' : ''} ${lines.join(' and ')}${owner}`;
  });
  const more = uses.length > most ? [`${uses.length - most} more files`] : [];
  return [...shown, ...more].join('; ');
}
