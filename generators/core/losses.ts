/** Says which files of the user still speak of what a run takes away. */

import { languages } from '../languages/languages.js';
import { joinPath, listFiles } from '../tree/paths.js';
import { listAllFolders } from '../tree/walk.js';
import type { Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import type { Outcome } from './apply.js';
import { noteLeftExports } from './retire.js';

export function noteLosses(project: Project, outcomes: readonly Outcome[], tree: Tree): readonly string[] {
  return [...noteLeftExports(outcomes), ...noteLostImports(project, outcomes, tree)];
}

function noteLostImports(project: Project, outcomes: readonly Outcome[], tree: Tree): readonly string[] {
  const { isCode, findUses } = languages[project.language];
  const gone = outcomes.filter(({ path, status }) => status === 'removed' && isCode(path));
  if (gone.length === 0) return [];
  const after = new Map(outcomes.map((outcome) => [outcome.path, outcome.after]));
  const paths = listAllFolders(tree).flatMap((dir) =>
    listFiles(tree, dir).map((name) => joinPath(dir, name)),
  );
  // Of what only exports modules of pieces, another note says it.
  const isBarrel = (path: string) =>
    outcomes.some((each) => each.path === path && each.change.kind === 'add-exports');
  return paths
    .filter((path) => isCode(path) && !isBarrel(path))
    .flatMap((path) => {
      const text = after.has(path) ? after.get(path) : tree.read(path);
      const imports = (module: string) =>
        text !== undefined &&
        findUses({ path, text }, { modules: [module], barrels: [], names: [] }, project).lines.length > 0;
      const lost = gone.filter((each) => imports(each.path));
      const names = lost.map((each) => each.path).join(', ');
      return lost.length === 0 ? [] : [`${path} imports what is no part of the project any more: ${names}.`];
    });
}
