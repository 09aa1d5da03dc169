/** Real repositories: what a run adds works there, harms nothing, is previewed exactly, and is done once. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { newFindings, ruleOf } from './checks.js';
import type { CommandResult } from './commands.js';
import { assertSucceeded, createProofs, expectAll, lastOf } from './expectations.js';
import { type Proof, prove } from './prove.js';
import { type Repository, repositories } from './repositories.js';

const proofOf = createProofs(repositories, prove);

function firstOf({ runs }: Proof): CommandResult {
  return runs[0]?.first ?? assert.fail('there is a run');
}

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

      expectAll(() => proof, repository.places);

      it('keeps the line endings of its files', () => {
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
    });
  });
});
