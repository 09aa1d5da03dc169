/** Says which files of the user still speak of what a run takes away. */

import { readBlock } from '../edit/managed-blocks.js';
import { languages } from '../languages/languages.js';
import { listAllFiles } from '../tree/walk.js';
import type { Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import type { Outcome } from './outcome.js';
import { noteLeftExports } from './retire.js';

export function noteLosses(project: Project, outcomes: readonly Outcome[], tree: Tree): readonly string[] {
  return [
    ...noteLeftExports(outcomes),
    ...noteLeftBlocks(outcomes),
    ...noteLostImports(project, outcomes, tree),
  ];
}

function noteLeftBlocks(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap(({ path, change, after }) => {
    if (change.kind !== 'set-blocks' || after === undefined) return [];
    const left = change.blocks.filter(
      ({ id, text }) => text === undefined && readBlock(after, id, path) !== undefined,
    );
    const names = left.map(({ id }) => id).join(', ');
    return left.length === 0
      ? []
      : [
          `${path} keeps what you wrote into the block ${names}: take it out with its markers where it is of no use.`,
        ];
  });
}

function noteLostImports(project: Project, outcomes: readonly Outcome[], tree: Tree): readonly string[] {
  const { isCode, findUses } = languages[project.language];
  const gone = outcomes.filter(({ path, status }) => status === 'removed' && isCode(path));
  if (gone.length === 0) return [];
  const after = new Map(outcomes.map((outcome) => [outcome.path, outcome.after]));
  // Of what only exports modules of pieces, another note says it.
  const isBarrel = (path: string) =>
    outcomes.some((each) => each.path === path && each.change.kind === 'add-exports');
  return listAllFiles(tree)
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
