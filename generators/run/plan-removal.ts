/** Plans what takes pieces away again: their files, and what was edited for them. */

import type { FileRecord, Manifest } from '../core/manifest.js';
import { type PlanInput, planPieces } from '../core/plan.js';
import { planRemoval } from '../core/removal.js';
import type { Findings } from '../core/standing.js';
import { refuseUsed } from '../core/uses.js';
import { hasFile, joinPath, listFiles } from '../tree/paths.js';
import { listAllFiles } from '../tree/walk.js';
import type { Change, Selection } from '../types/change.js';
import type { Place, Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { isOfPlace, recall } from './recall.js';

/** What planning finds, with the input of a plan that adds. */
interface Scene {
  readonly tree: Tree;
  readonly findings: Findings;
  readonly input: PlanInput;
}

/** What leaving comes to; the record has the guides that stay for another package as that one's. */
interface Leaving {
  readonly changes: readonly Change[];
  readonly findings: Findings;
}

/** Throws a UserError where something here still uses one of the pieces. */
export function planLeaving(selections: readonly Selection[], scene: Scene): Leaving {
  const { tree, findings, input } = scene;
  const { project } = findings;
  const pieces = selections.flatMap((selection) => selection.pieces);
  refuseUsed(pieces, { project, manifest: findings.manifest, tree });
  const heirs = findHeirs(pieces, scene);
  const manifest = handOver(findings.manifest, project, heirs);
  const isThere = ({ path }: Change) => hasFile(tree, path);
  // The pages forget the pieces, also where the user wants no AGENTS.md any more.
  const forgetting = {
    ...input,
    agents: '',
    selections: [{ pieces: [], parts: ['guide'] as const }],
    dropped: { pieces: pieces.filter((piece) => !heirs.has(piece)), parts: [] },
  };
  const pages = planPieces(forgetting).filter(isThere);
  const former = {
    manifest,
    pieces,
    listFiles: (dir: string) => listFiles(tree, dir),
    listBelow: (dir: string) => listAllFiles(tree, dir),
  };
  const changes = planRemoval(pages, former, project).filter(
    (change) => change.kind !== 'add-exports' || isThere(change),
  );
  return { changes, findings: { ...findings, manifest } };
}

/** Packages that have a piece, too, with its guide in the same folder. */
function findHeirs(pieces: readonly string[], { tree, findings }: Scene): ReadonlyMap<string, Place> {
  const { project, manifest } = findings;
  const records = Object.values(manifest.files);
  const others = recall(tree).memory.places.filter(
    ({ language, package: name, docsDir }) =>
      language === project.language &&
      name !== project.packageName &&
      joinPath(docsDir) === joinPath(project.docsDir),
  );
  const hasPiece = (piece: string) => (place: Place) =>
    records.some((record) => record.piece === piece && record.part === 'module' && isOfPlace(record, place));
  return new Map(
    pieces.flatMap((piece) => {
      const heir = others.find(hasPiece(piece));
      return heir === undefined ? [] : [[piece, heir] as const];
    }),
  );
}

function handOver(manifest: Manifest, project: Project, heirs: ReadonlyMap<string, Place>): Manifest {
  const handed = Object.entries(manifest.files).map(([path, record]): [string, FileRecord] => {
    const heir = record.part === 'guide' && record.package === project.packageName && heirs.get(record.piece);
    return [path, heir ? { ...record, package: heir.package } : record];
  });
  return { ...manifest, files: Object.fromEntries(handed) };
}
