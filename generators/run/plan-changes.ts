/** Plans the changes that a run would make, and gathers what decides over them: for whoever writes, and whoever looks. */

import { adopt } from '../core/adopt.js';
import { isAncestors } from '../core/ancestor/recognise.js';
import { isDeleted } from '../core/deleted.js';
import { readManifest } from '../core/manifest-file.js';
import { type PlanInput, planPieces } from '../core/plan.js';
import { planObsolete, planRetirements } from '../core/retire.js';
import { planSkill } from '../core/skill.js';
import type { Findings } from '../core/standing.js';
import { listFiles } from '../tree/paths.js';
import type { Change, Selection } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { formerPackage, withAgents } from './begin-project.js';
import { configPath, readConfig } from './config.js';
import { findMoves, followMoves, type Moves, placeChanges } from './find-moves.js';
import { followRename } from './follow-rename.js';
import { packageVersion, readSkill, readTemplate } from './package-root.js';
import { ownBlock } from './places.js';
import { planLeaving } from './plan-removal.js';
import { recall } from './recall.js';
import { type Request, readDecisions } from './request.js';

export interface PlannedChanges {
  readonly changes: readonly Change[];
  readonly findings: Findings;
}

export function planChanges(
  request: Request,
  project: Project,
  selections: readonly Selection[],
): PlannedChanges {
  const { tree, options, begun, updates = false, ancestorHashes } = request;
  const read = (path: string) => tree.read(path);
  // The files of a new project lie where its answers say.
  const memory = begun === undefined ? recall(tree, project) : undefined;
  const recalled = memory?.manifest ?? followRename(readManifest(read), begun?.rename);
  const moves: Moves = begun === undefined ? findMoves(recalled, project, tree) : new Map();
  const manifest = followMoves(recalled, moves);
  const restores = (path: string) =>
    options.restore || (path === 'AGENTS.md' && options.includeAgentsMd === true);
  const findings = { project, manifest, read, restores, ancestorHashes };
  const hasTests = selections.some(({ parts }) => parts.includes('test'));
  const input: PlanInput = {
    project,
    selections,
    dropped: begun?.dropped,
    version: packageVersion,
    hasFile: (path) => isOwn(path, request, project),
    readTemplate,
    placeOf: (path) => moves.get(path) ?? path,
    isDeleted: (path) => isDeleted(path, findings),
    tree,
    ownBlock: memory && ownBlock(project, memory.memory.places, tree),
    agents: readDecisions(tree, options).agentsMd ? (begun?.agents ?? '') : undefined,
    hasTests: begun?.answers.includeTests ?? (hasTests || expectsTests(tree, project)),
  };
  if (request.removes) return planLeaving(selections, { tree, findings, input });
  const pieces = placeChanges(planPieces(input), moves);
  const planned = withAgents([...(begun?.files ?? []), ...pieces], begun, tree);
  const skill = planSkill({ wanted: options.skill, read: readSkill }, manifest, tree);
  if (begun === undefined) {
    const known = options.adopt ? { ...findings, manifest: adopt(planned, findings) } : findings;
    return {
      changes: [...(updates ? planObsolete(planned, known, selections) : planned), ...skill],
      findings: known,
    };
  }
  const former = { manifest, packageName: formerPackage(tree, begun), dropped: begun.dropped };
  const retiring = { ...former, listFiles: (dir: string) => listFiles(tree, dir) };
  return { changes: planRetirements(planned, retiring, project), findings };
}

/** Whether the pieces here have tests, where a run writes none. */
function expectsTests(tree: Tree, { otherTests }: Project): boolean {
  return otherTests === undefined && readConfig(tree.read(configPath)).project['includeTests'] !== false;
}

/** A guide of the ancestor says nothing of a piece. */
function isOwn(path: string, { tree, ancestorHashes }: Request, project: Project): boolean {
  const text = tree.read(path);
  return text !== undefined && !isAncestors({ path, text }, project, ancestorHashes);
}
