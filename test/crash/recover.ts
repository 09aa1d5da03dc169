/** Lets the subject recover from many directory states at once, and judges each. */

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch, runWell } from './commands.js';
import { type Check, type Permitted, type Recovered, violations } from './expectations.js';
import type { Scenario } from './scenarios.js';
import type { Recovery, Subject } from './subject.js';
import { readTree, showTree, type Tree, writeTree } from './tree.js';

/** A distinct directory state, with all that was permitted at the moments that may leave it. */
export interface CrashState {
  readonly tree: Tree;
  readonly permitted: Map<string, Permitted>;
}

export interface Violation {
  readonly check: Check;
  readonly report: string;
}

/** All in one process of the subject. */
export async function recoverAll(
  subject: Subject,
  scenario: Scenario,
  before: Tree,
  states: readonly CrashState[],
): Promise<Violation[]> {
  const scratch = makeScratch('states');
  const roots = states.map((_, i) => join(scratch, String(i)));
  for (const [i, root] of roots.entries()) {
    mkdirSync(root);
    writeTree(root, states[i]?.tree ?? new Map());
  }
  const recoveries = await askSubject(
    subject,
    roots.map((root) => join(root, scenario.opened)),
  );
  const found = states.flatMap((state, i) => {
    const recovered = readTree(roots[i] ?? '');
    return judge(subject, scenario, before, state, {
      crashed: state.tree,
      recovered,
      recovery: recoveries[i] ?? {},
    });
  });
  rmSync(scratch, { recursive: true });
  return found;
}

export async function askSubject(subject: Subject, paths: readonly string[]): Promise<Recovery[]> {
  const output = await runWell(subject.recover(), paths.map((path) => `${path}\n`).join(''));
  const recoveries = output.split('\n').filter(Boolean);
  if (recoveries.length !== paths.length)
    throw new Error(`${recoveries.length} answers for ${paths.length} states`);
  return recoveries.map((line) => JSON.parse(line));
}

function judge(
  subject: Subject,
  scenario: Scenario,
  before: Tree,
  state: CrashState,
  found: Recovered,
): Violation[] {
  return [...state.permitted.values()].flatMap((permitted) =>
    violations(scenario, subject, before, permitted, found).map((check) => ({
      check,
      report: explain(check, permitted, found),
    })),
  );
}

function explain(check: Check, permitted: Permitted, { crashed, recovered, recovery }: Recovered): string {
  return [
    `broken: ${check}`,
    `  permitted: ${JSON.stringify(permitted.now)}, loaded: ${JSON.stringify(recovery)}`,
    `  after the crash:\n${showTree(crashed)}`,
    `  after recovery:\n${showTree(recovered)}`,
  ].join('\n');
}
