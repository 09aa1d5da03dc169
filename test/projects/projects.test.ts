/** New projects, installed, run, killed, tested, linted and built: in pairs of choices, or with CHORA_MATRIX=full in all. */

import { rmSync } from 'node:fs';
import { describeCase, fullMatrix, pairwise } from './cases.js';
import { makeProject, type NewProject } from './project.js';
import { proofs } from './prove.js';
import { killLeftovers } from './shell.js';

const cases = process.env['CHORA_MATRIX'] === 'full' ? fullMatrix() : pairwise();

for (const chosen of cases) {
  describe(describeCase(chosen), () => {
    let project: NewProject;
    before(async () => {
      project = await makeProject(chosen);
    });
    afterEach(killLeftovers);
    after(() => {
      if (!process.env['CHORA_KEEP']) rmSync(project.cwd, { recursive: true, force: true });
    });

    for (const [sentence, prove] of Object.entries(proofs)) it(sentence, () => prove(project));
  });
}
