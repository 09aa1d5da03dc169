/** What the proofs of all repositories have in common: how they are made, and what has to be true of each. */

import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { type CommandResult, outputOf } from './commands.js';
import type { Runs } from './prove.js';

/** What a proof of any language holds. */
interface Proven {
  readonly runs: readonly Runs[];
  /** Of the commands that the runs print, each once. */
  readonly newTests: readonly CommandResult[];
}

/** Two repositories are under way at a time: the one that is asked for and the next one. */
export function createProofs<R, P>(
  repositories: readonly R[],
  prove: (repository: R) => Promise<P>,
): (index: number) => Promise<P> {
  const proofs = new Map<number, Promise<P>>();
  const start = (index: number): Promise<P> => {
    const repository = repositories[index];
    const proof = proofs.get(index) ?? (repository ? prove(repository) : Promise.reject());
    proof.catch(() => undefined);
    proofs.set(index, proof);
    return proof;
  };
  return (index) => {
    start(index + 1);
    return start(index);
  };
}

/** Proves what holds whatever the language is; `places` are the folders of the modules, the tests and the guides. */
export function expectAll(proof: () => Proven, places: readonly [string, string, string]): void {
  it('is left as it was by a preview', () => {
    for (const { preview } of proof().runs) {
      assertSucceeded(preview.result);
      assert.equal(preview.after, preview.before);
    }
  });

  it('gets exactly what the preview shows', () => {
    for (const { first, trees } of proof().runs) {
      assertSucceeded(first);
      assert.equal(trees.patched, trees.first);
    }
  });

  it('gets only the files that the runs name, where they belong, and loses no line', () => {
    const { added, modified, deleted, removedLines } = lastOf(proof()).changes;
    const named = proof()
      .runs.flatMap(({ first }) => outcomesOf(first))
      .map(({ path }) => path);
    const unnamed = [...added, ...modified].filter((path) => !named.includes(path) && !isRecord(path));
    assert.deepEqual({ unnamed, deleted, removedLines }, { unnamed: [], deleted: [], removedLines: [] });
    const pages = added.filter((path) => !isRecord(path) && path !== 'AGENTS.md');
    const [, , guides] = places;
    const folders = new Set(pages.map((path) => dirname(path)));
    assert.deepEqual(folders, new Set([...places, join(dirname(guides), 'reference')]));
  });

  it('passes the new tests by the commands that the runs print', () => {
    assert.ok(proof().newTests.length >= 2);
    for (const result of proof().newTests) assertSucceeded(result);
  });

  it('is left as it is by a second run, which says so', () => {
    for (const { second, trees } of proof().runs) {
      assertUnchanged(second);
      assert.equal(trees.second, trees.first);
    }
  });

  it('has all guides in place after the other commands, so that docs changes nothing', () => {
    assertUnchanged(lastOf(proof()).first);
  });
}

export function assertSucceeded(result: CommandResult): void {
  assert.equal(result.status, 0, outputOf(result));
}

export function lastOf({ runs }: Proven): Runs {
  return runs.at(-1) ?? assert.fail('there are runs');
}

function assertUnchanged(result: CommandResult): void {
  assertSucceeded(result);
  assert.deepEqual(new Set(outcomesOf(result).map(({ status }) => status)), new Set(['unchanged']));
}

function outcomesOf(result: CommandResult): readonly { path: string; status: string }[] {
  return JSON.parse(result.stdout).outcomes;
}

/** Files of the generator itself: its record and the answers. */
function isRecord(path: string): boolean {
  return path.startsWith('.chora/') || path === '.yo-rc.json';
}
