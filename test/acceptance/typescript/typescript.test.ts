/** Real TypeScript repositories: what a run adds works there, harms nothing, is previewed exactly, and is done once. */

import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { newFindings } from '../checks.js';
import { type CommandResult, outputOf } from '../commands.js';
import type { Runs } from '../prove.js';
import { type NodeProof, proveNode } from './prove.js';
import { nodeRepositories } from './repositories.js';

const proofs = new Map<number, Promise<NodeProof>>();

/** Two repositories are under way at a time: the one that is asked for and the next one. */
function proofOf(index: number): Promise<NodeProof> {
  start(index + 1);
  return start(index);
}

function start(index: number): Promise<NodeProof> {
  const repository = nodeRepositories[index];
  const proof = proofs.get(index) ?? (repository ? proveNode(repository) : Promise.reject());
  proof.catch(() => undefined);
  proofs.set(index, proof);
  return proof;
}

function assertSucceeded(result: CommandResult): void {
  assert.equal(result.status, 0, outputOf(result));
}

function outcomesOf(result: CommandResult): readonly { path: string; status: string }[] {
  return JSON.parse(result.stdout).outcomes;
}

function lastOf({ runs }: NodeProof): Runs {
  const last = runs.at(-1);
  assert.ok(last, 'there are runs');
  return last;
}

const isRecord = (path: string) => path.startsWith('.chora/') || path === '.yo-rc.json';

describe('real repositories of TypeScript', () => {
  nodeRepositories.forEach((repository, index) => {
    describe(`${repository.name} ${repository.version} (${repository.covers.join(', ')})`, () => {
      let proof: NodeProof;

      before(async function () {
        this.timeout('5m');
        proof = await proofOf(index);
      });

      it('is left as it was by a preview, and gets exactly what that shows', () => {
        for (const { preview, first, trees } of proof.runs) {
          assert.equal(preview.after, preview.before);
          assertSucceeded(first);
          assert.equal(trees.patched, trees.first);
        }
      });

      it('gets only the files that the run names, where they belong, and loses no line', () => {
        const { added, modified, deleted, removedLines } = lastOf(proof).changes;
        const named = proof.runs.flatMap(({ first }) => outcomesOf(first)).map(({ path }) => path);
        const unnamed = [...added, ...modified].filter((path) => !named.includes(path) && !isRecord(path));
        assert.deepEqual({ unnamed, deleted, removedLines }, { unnamed: [], deleted: [], removedLines: [] });
        const pages = added.filter((path) => !isRecord(path) && path !== 'AGENTS.md');
        const [, , guides] = repository.places;
        const folders = new Set(pages.map((path) => dirname(path)));
        assert.deepEqual(folders, new Set([...repository.places, join(dirname(guides), 'reference')]));
      });

      it('has no new finding of its own compiler', () => {
        const added = newFindings(proof.before.findings, proof.after.findings);
        assert.equal(added.join('\n'), '');
      });

      it('passes its own tests as before', () => {
        for (const { suite } of [proof.before, proof.after]) if (suite) assertSucceeded(suite);
      });

      it('passes the new tests by the commands that the runs print', () => {
        assert.ok(proof.newTests.length >= 2);
        for (const result of proof.newTests) assertSucceeded(result);
      });

      if (repository.lint) {
        it('has no new finding of its own linter, once it is laid out as the run says', () => {
          const added = newFindings(proof.before.lint, proof.after.lint);
          const isUnmet = (finding: string) =>
            repository.unmet?.includes(finding.split(':')[0] ?? '') ?? false;
          assert.equal(added.filter((finding) => !isUnmet(finding)).join('\n'), '');
        });
      }

      for (const rule of repository.unmet ?? []) {
        it(`has findings of ${rule}, or the table is to be cut`, () => {
          assert.ok(proof.after.lint.some((finding) => finding.startsWith(`${rule}:`)));
        });
      }

      if (repository.layout) {
        it('has new files as its formatter wants them', () => {
          if (proof.layout) assertSucceeded(proof.layout);
        });
      }

      if (repository.note) {
        it('is told what the new sources need of it', () => {
          assert.match(
            JSON.parse(lastOf(proof).first.stdout).project.notes.join('\n'),
            repository.note ?? /^/,
          );
        });
      }

      it('is left as it is by a second run, which says so', () => {
        for (const { second, trees } of proof.runs) {
          assertSucceeded(second);
          const statuses = outcomesOf(second).map(({ status }) => status);
          assert.deepEqual(new Set(statuses), new Set(['unchanged']));
          assert.equal(trees.second, trees.first);
        }
      });

      it('has all guides in place after the other commands, so that docs changes nothing', () => {
        const { first } = lastOf(proof);
        assert.deepEqual(new Set(outcomesOf(first).map(({ status }) => status)), new Set(['unchanged']));
      });
    });
  });
});
