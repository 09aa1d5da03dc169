/** No word that codespell or typos knows as misspelt lands in a repository: a hook that "corrects" it breaks what it is in. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { pieceIds } from '../../generators/tables/catalogue.js';
import { outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { pythonEnvironment, withTools } from '../python/environment.js';
import { writeProject } from '../sample-project.js';
import { type Files, generate } from './generate.js';

const checkers = [
  ['codespell', 'codespell'],
  ['typos', 'typos', '--format', 'brief', '--hidden'],
] as const;
const everywhere = [join(packageRoot, 'templates'), join(packageRoot, 'README.md')];

/** A folder with the files of a run, which also writes what is in no template. */
async function writeFiles(change: (files: Files) => Files = (files) => files): Promise<string> {
  const folder = makeScratch('spelling');
  writeProject(folder, change(await generate(pieceIds)));
  return folder;
}

function check([, ...command]: (typeof checkers)[number], paths: readonly string[]) {
  return run([...command, ...paths], { cwd: packageRoot, env: withTools() });
}

describe('the spelling of what lands', () => {
  before(() => {
    pythonEnvironment();
  });

  for (const checker of checkers) {
    it(`has nothing to say to ${checker[0]}`, async () => {
      const result = await check(checker, [...everywhere, await writeFiles()]);
      assert.equal(result.status, 0, outputOf(result));
    });

    it(`would be found wrong by ${checker[0]} with a planted misspelling`, async () => {
      const path = 'src/acme/utils/errors.py';
      const planted = await writeFiles((files) => ({
        ...files,
        [path]: `${files[path]}\nrecieve = 1\n`,
      }));
      const result = await check(checker, [planted]);
      assert.notEqual(result.status, 0);
      assert.match(outputOf(result), /errors\.py:\d+.*recieve/);
    });
  }
});
