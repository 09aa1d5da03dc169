/** Takes pieces out of the project again, with what was edited for them. */

import { recordedPieces } from '../core/manifest.js';
import { describeUses, listUses } from '../core/uses.js';
import { listDeclining } from '../new-project/changes-of-mind.js';
import { requirePieces } from '../run/choose-pieces.js';
import type { Choosing, PieceCommand } from '../run/command.js';
import { configPath, readConfig } from '../run/config.js';
import { findProjectRoot } from '../run/detect.js';
import { removeOptions } from '../run/options.js';
import { recall } from '../run/recall.js';
import { catalogue, type PieceId, pieceIds } from '../tables/catalogue.js';
import type { Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { UsageError, UserError } from '../types/user-error.js';

const parts = ['module', 'test', 'guide'] as const;

export const remove: PieceCommand = {
  name: 'remove',
  options: removeOptions,
  heading: 'Taking it out again',
  removes: true,
  findRoot: ({ dir }) => findProjectRoot(dir),
  async choose(choosing: Choosing) {
    const { tree, project, names } = choosing;
    const here = project === undefined ? [] : listRecorded(tree, project);
    const named = names.length > 0 ? names : await askWhich(here, choosing);
    const pieces = [...new Set(named.flatMap((name) => requirePieces(name, here, pieceIds)))];
    if (pieces.length === 0)
      throw new UsageError(`Name the pieces to remove. Pieces: ${pieceIds.join(', ')}.`);
    if (project !== undefined) refuseOthers(pieces, here, { project, tree });
    return { selections: [{ pieces, parts }], along: [] };
  },
};

/** Of those that are recorded, where there is somebody to ask. */
async function askWhich(recorded: readonly PieceId[], { asker }: Choosing): Promise<readonly string[]> {
  if (recorded.length === 0 || !asker.canAsk) return [];
  return asker.selectMany({
    name: 'pieces',
    title: 'Pieces',
    message: 'Which pieces should be removed?',
    hint: 'What you changed stays, and is named. Pieces that code still uses are refused.',
    choices: recorded.map((piece) => ({ name: catalogue[piece].title, value: piece })),
  });
}

function listRecorded(tree: Tree, project: Project): readonly PieceId[] {
  const { manifest } = recall(tree, project);
  const recorded = new Set(parts.flatMap((part) => recordedPieces(manifest, part, project)));
  return pieceIds.filter((piece) => recorded.has(piece));
}

/** What is not recorded, and what the project was begun with. */
function refuseOthers(
  pieces: readonly PieceId[],
  recorded: readonly PieceId[],
  { project, tree }: { readonly project: Project; readonly tree: Tree },
): void {
  const missing = pieces.filter((piece) => !recorded.includes(piece));
  if (missing.length > 0)
    throw new UserError(
      `Nothing of ${missing.join(', ')} is recorded for ${project.packageName}; nothing was changed. ` +
        `Recorded: ${[...recorded].sort().join(', ') || 'no piece'}.`,
    );
  const flags = listDeclining(pieces, readConfig(tree.read(configPath)).project);
  if (flags.length === 0) return;
  const { manifest } = recall(tree, project);
  const uses = listUses(pieces, { project, manifest, tree });
  const where = uses.length > 0 ? `, and in use: ${describeUses(uses, manifest)}` : '';
  throw new UserError(
    `${pieces.join(', ')}: part of the project as it was begun${where}. Nothing was changed. ` +
      `Remove it, with what the program has for it, by: generator-chora app ${flags.join(' ')}`,
  );
}
