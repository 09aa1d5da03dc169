/** Real repositories: what a run adds works there, harms nothing, is previewed exactly, and is done once. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { newFindings, ruleOf } from './checks.js';
import { type CommandResult, outputOf } from './commands.js';
import { type Proof, prove, type Runs } from './prove.js';
import { type Repository, repositories } from './repositories.js';

const proofs = new Map<number, Promise<Proof>>();

/** Two repositories are under way at a time: the one that is asked for and the next one. */
function proofOf(index: number): Promise<Proof> {
  start(index + 1);
  return start(index);
}

function start(index: number): Promise<Proof> {
  const repository: Repository | undefined = repositories[index];
  const proof = proofs.get(index) ?? (repository ? prove(repository) : Promise.reject());
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

function firstOf({ runs }: Proof): CommandResult {
  return runs[0]?.first ?? assert.fail('there is a run');
}

function lastOf({ runs }: Proof): Runs {
  return runs.at(-1) ?? assert.fail('there are runs');
}

/** Files of the generator itself: its record and the answers. */
const isRecord = (path: string) => path.startsWith('.chora/') || path === '.yo-rc.json';

function ancestorsOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [folder, ...ancestorsOf(folder)];
}

describe('real repositories', () => {
  repositories.forEach((repository: Repository, index) => {
    describe(`${repository.name} ${repository.version} (${repository.covers.join(', ')})`, () => {
      let proof: Proof;
      const newOf = (check: string) => newFindings(proof.before.findings[check], proof.after.findings[check]);

      before(async function () {
        this.timeout('4m');
        proof = await proofOf(index);
      });

      it('is left as it was by a preview', () => {
        for (const { preview } of proof.runs) {
          assertSucceeded(preview.result);
          assert.equal(preview.after, preview.before);
        }
      });

      it('gets exactly what the preview shows', () => {
        for (const { first, trees } of proof.runs) {
          assertSucceeded(first);
          assert.equal(trees.patched, trees.first);
        }
      });

      it('gets only the files that the runs name, where they belong', () => {
        const { added, modified, deleted } = lastOf(proof).changes;
        const named = proof.runs.flatMap(({ first }) => outcomesOf(first)).map(({ path }) => path);
        const unnamed = [...added, ...modified].filter((path) => !named.includes(path) && !isRecord(path));
        const pages = added.filter((path) => !isRecord(path) && path !== 'AGENTS.md');
        const [, , guides] = repository.places;
        assert.deepEqual({ unnamed, deleted }, { unnamed: [], deleted: [] });
        const folders = new Set(pages.map((path) => dirname(path)));
        assert.deepEqual(folders, new Set([...repository.places, join(dirname(guides), 'reference')]));
      });

      it('loses no line, and no line ending changes', () => {
        assert.deepEqual(lastOf(proof).changes.removedLines, []);
        for (const path of lastOf(proof).changes.modified) {
          const text = readFileSync(join(proof.checkout, path), 'utf8');
          assert.ok(
            !text.includes('\r\n') || !/[^\r]\n/.test(text),
            `${path} has both kinds of line endings`,
          );
        }
      });

      it('has no module that a new folder hides', () => {
        const folders = lastOf(proof).changes.added.flatMap((path) => ancestorsOf(path));
        assert.deepEqual(
          folders.filter((folder) => existsSync(join(proof.checkout, `${folder}.py`))),
          [],
        );
      });

      it('releases the new modules, or says that it would not, and none of the records', () => {
        const [modules] = repository.places;
        const expected = `${relative(repository.importRoot, modules)}/persistence.py`;
        const { notes } = JSON.parse(firstOf(proof).stdout).project;
        assert.ok(
          proof.released.includes(expected) || /\bpackages\b/.test(notes.join()),
          `${expected} is not in the wheel`,
        );
        assert.deepEqual(
          proof.released.filter((path) => /\.chora|yo-rc/.test(path)),
          [],
        );
      });

      it('passes the new tests by the commands that the runs print', () => {
        assert.ok(proof.newTests.length >= 2);
        for (const result of proof.newTests) assertSucceeded(result);
      });

      it('still imports, and passes its own tests', () => {
        for (const { imports, suite } of [proof.before, proof.after]) {
          assertSucceeded(imports);
          if (suite) assertSucceeded(suite);
        }
      });

      for (const check of repository.checks) {
        it(`has no new finding of its own ${check}`, () => {
          const unexpected = newOf(check).filter((finding) => !repository.unmet?.includes(ruleOf(finding)));
          assert.equal(unexpected.join('\n'), '');
        });
      }

      for (const rule of repository.unmet ?? []) {
        it(`has findings of ${rule}, or the table is to be cut`, () => {
          assert.ok(repository.checks.some((check) => newOf(check).map(ruleOf).includes(rule)));
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
        const statuses = outcomesOf(lastOf(proof).first).map(({ status }) => status);
        assert.deepEqual(new Set(statuses), new Set(['unchanged']));
      });
    });
  });
});
