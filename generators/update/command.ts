/** Brings the pieces that are recorded here up to this version, and merges it into what was edited. */

import { isOf } from '../core/manifest.js';
import { requirePieces, selectRecorded } from '../run/choose-pieces.js';
import type { Choosing, PieceCommand } from '../run/command.js';
import { findProjectRoot } from '../run/detect.js';
import { findUnrecorded } from '../run/find-copies.js';
import { updateOptions } from '../run/options.js';
import { proveUpdate } from '../run/prove-update.js';
import { recall } from '../run/recall.js';
import type { PieceId } from '../tables/catalogue.js';
import type { Selection } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';

export const update: PieceCommand = {
  name: 'update',
  options: updateOptions,
  heading: 'What lands in your repository',
  updates: true,
  findRoot: ({ dir }) => findProjectRoot(dir),
  async choose({ tree, project, names, options }: Choosing) {
    const known = project === undefined ? [] : listRecorded(tree, project);
    const found = project !== undefined && options.adopt ? findUnrecorded(tree, project) : [];
    const recorded = [...known, ...found];
    const there = recorded.flatMap(({ pieces }) => pieces) as readonly PieceId[];
    const wanted: readonly string[] = names.flatMap((name) => requirePieces(name, there));
    const isWanted = ({ pieces }: Selection) =>
      names.length === 0 || pieces.some((piece) => wanted.includes(piece));
    return { selections: recorded.filter(isWanted), along: [] };
  },
  prove: proveUpdate,
};

/** What earlier runs wrote for the project. */
function listRecorded(tree: Tree, project: Project): readonly Selection[] {
  const records = Object.values(recall(tree, project).manifest.files);
  return selectRecorded(
    records.filter((record) => isOf(record, project)),
    project,
  );
}
