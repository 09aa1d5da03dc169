/** Real TypeScript repositories: what a run adds works there, harms nothing, is previewed exactly, and is done once. */

import assert from 'node:assert/strict';
import { newFindings } from '../checks.js';
import { assertSucceeded, createProofs, expectAll, lastOf } from '../expectations.js';
import { type NodeProof, proveNode } from './prove.js';
import { nodeRepositories } from './repositories.js';

const proofOf = createProofs(nodeRepositories, proveNode);

describe('real repositories of TypeScript', () => {
  nodeRepositories.forEach((repository, index) => {
    describe(`${repository.name} ${repository.version} (${repository.covers.join(', ')})`, () => {
      let proof: NodeProof;

      before(async function () {
        this.timeout('5m');
        proof = await proofOf(index);
      });

      expectAll(() => proof, repository.places);

      it('has no new finding of its own compiler', () => {
        const added = newFindings(proof.before.findings, proof.after.findings);
        assert.equal(added.join('\n'), '');
      });

      it('passes its own tests as before', () => {
        for (const { suite } of [proof.before, proof.after]) if (suite) assertSucceeded(suite);
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
    });
  });
});
