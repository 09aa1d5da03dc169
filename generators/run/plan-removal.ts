/** Plans what takes pieces away again: their files, and what was edited for them. */

import { type PlanInput, planPieces } from '../core/plan.js';
import { planRemoval } from '../core/removal.js';
import type { Findings } from '../core/standing.js';
import { refuseUsed } from '../core/uses.js';
import { hasFile, joinPath, listFiles } from '../tree/paths.js';
import { listAllFolders } from '../tree/walk.js';
import type { Change, Selection } from '../types/change.js';
import type { Tree } from '../types/tree.js';

/** What planning finds, with the input of a plan that adds. */
interface Scene {
  readonly tree: Tree;
  readonly findings: Findings;
  readonly input: PlanInput;
}

/** Throws a UserError where something here still uses one of the pieces. */
export function planLeaving(selections: readonly Selection[], scene: Scene): readonly Change[] {
  const { tree, findings, input } = scene;
  const { project, manifest } = findings;
  const pieces = selections.flatMap((selection) => selection.pieces);
  refuseUsed(pieces, { project, manifest, tree });
  const isThere = ({ path }: Change) => hasFile(tree, path);
  // The pages forget the pieces, also where the user wants no AGENTS.md any more.
  const forgetting = {
    ...input,
    agents: '',
    selections: [{ pieces: [], parts: ['guide'] as const }],
    dropped: { pieces, parts: [] },
  };
  const pages = planPieces(forgetting).filter(isThere);
  const former = {
    manifest,
    pieces,
    listFiles: (dir: string) => listFiles(tree, dir),
    listBelow: (dir: string) =>
      listAllFolders(tree, dir).flatMap((folder) =>
        listFiles(tree, folder).map((name) => joinPath(folder, name)),
      ),
  };
  return planRemoval(pages, former, project).filter(
    (change) => change.kind !== 'add-exports' || isThere(change),
  );
}
