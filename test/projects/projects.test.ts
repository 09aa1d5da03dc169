/** New projects, installed, run, killed, tested, linted and built: in pairs of choices, or with CHORA_MATRIX=full in all. */

import { rmSync } from 'node:fs';
import { describeCase, fullMatrix, pairwise } from './cases.js';
import { changeProject, makeProject, type NewProject } from './project.js';
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

describe('a project whose user changes its mind', () => {
  const proven = Object.entries(proofs).filter(([sentence]) =>
    /^(does what its README says|passes ruff|links only)/.test(sentence),
  );
  let project: NewProject;
  afterEach(killLeftovers);

  for (const chosen of cases.filter(
    (each, index) => cases.findIndex(({ kind }) => kind === each['kind']) === index,
  ))
    it(`is as good as a new one: now ${describeCase(chosen)}`, async () => {
      project = project === undefined ? await makeProject(chosen) : await changeProject(project, chosen);
      for (const [, prove] of proven) await prove(project);
    });
});
