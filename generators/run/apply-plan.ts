/** Takes a plan that another run made, and checks that the project is as that run found it. */

import { resolve } from 'node:path';
import { type PlanFile, parsePlan, type Steps } from '../core/plan-file.js';
import { type FileWrite, listOwnFiles } from '../core/record.js';
import { printable } from '../text/printable.js';
import { findText, isAsFound, type NotingTree, sumOfText } from '../tree/noting-tree.js';
import { readIfText } from '../tree/paths.js';
import { readRegularFile } from '../tree/read-file.js';
import type { Tree } from '../types/tree.js';
import { UsageError, UserError } from '../types/user-error.js';
import type { Call } from './command.js';
import type { OptionTable } from './options.js';
import { packageVersion } from './package-root.js';
import type { PlannedRun } from './plan-run.js';
import { toRawOptions } from './read-options.js';

/** In bytes: more than all texts of all pieces many times over. */
const limit = 50_000_000;

/** What a later run needs of a plan. */
export function listSteps(writes: readonly FileWrite[], tree: NotingTree): Steps {
  const found = tree.listFindings();
  return {
    formatVersion: 1,
    found,
    writes: writes.map(({ path, text }) => ({
      path,
      before: sumOfText(tree.read(path)),
      text: text ?? null,
    })),
  };
}

/** All was decided when the plan was made, but for the folder of a new project. */
export function refuseDecisions({ names, flags }: Call, known: OptionTable, takesFolder: boolean): void {
  const raw = toRawOptions(flags);
  const idle = Object.keys(known).find(
    (name) => !['apply', 'json', 'color', 'yes'].includes(name) && raw[name] !== undefined,
  );
  const surplus = idle === undefined ? names[takesFolder ? 1 : 0] : `--${idle}`;
  if (surplus !== undefined)
    throw new UsageError(
      `--apply does what the plan says: leave out ${surplus}, or make another plan with it.`,
    );
}

/** The run as it was planned. Throws a UserError where anything has changed since. */
export function readPlan(file: string, cwd: string, tree: Tree): PlannedRun {
  const plan = parsePlan(readText(file, cwd), file, packageVersion);
  refuseChanged(plan, tree);
  return toRun(plan, tree);
}

function readText(file: string, cwd: string): string {
  try {
    const bytes = readRegularFile(resolve(cwd, file), limit);
    if (bytes !== undefined) return bytes.toString();
  } catch (error) {
    throw new UserError(`--apply=${file}: ${(error as Error).message}. Nothing was changed.`);
  }
  throw new UserError(`--apply=${file} is no file, or larger than any plan. Nothing was changed.`);
}

/** A link that leads out of the project is refused here, too. */
function refuseChanged({ steps: { found, writes } }: PlanFile, tree: Tree): void {
  for (const { path } of writes) tree.resolve(path);
  const changed = [
    ...Object.keys(found).filter((path) => !isAsFound(tree, path, found[path] ?? '')),
    ...writes.filter(({ path, before }) => findText(tree, path) !== before).map(({ path }) => path),
  ];
  if (changed.length === 0) return;
  const names = [...new Set(changed)].map((path) => printable(path || '.'));
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  throw new UserError(
    `${names.slice(0, 5).join(', ')}${more} changed since the plan was made: make it again with --dry-run --json. Nothing was changed.`,
  );
}

function toRun({ steps, report }: PlanFile, tree: Tree): PlannedRun {
  const writes = steps.writes.map(({ path, text }) => ({ path, text: text ?? undefined }));
  const read = (path: string) => readIfText(tree, path);
  const texts = new Map(writes.map(({ path, text }) => [path, text]));
  const outcomes = report.outcomes.map(({ path, status, overlaps, ...change }) => ({
    path,
    status,
    change: { ...change, path },
    before: read(path),
    after: texts.get(path),
    ...(overlaps && { overlaps }),
  }));
  const ownFiles = listOwnFiles(writes, read);
  return { ...report, dryRun: false, outcomes, ownFiles, writes } as unknown as PlannedRun;
}
