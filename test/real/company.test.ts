/** The generated tests in the company of other repositories' plugins, settings and habits, and tests that do not stand it. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pieceIds } from '../../generators/tables/catalogue.js';
import { type CommandResult, outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { generate } from '../docs/generate.js';
import { cacheFolder, makeEnvironment, repositoryRoot } from '../python/environment.js';
import { writeProject } from '../sample-project.js';
import { onCoarseDisk } from './coarse-disk.js';
import { type Company, companies, readCompanyFile } from './companies.js';

const requirements = join(repositoryRoot, 'test/real/company/requirements.txt');
const alone: Company = { title: 'alone', args: [], planted: '' };
/** `--strict-config`: a setting that no plugin knows would test nothing. */
const options = ['-q', '-rfE', '-p', 'no:cacheprovider', '--strict-config'];
const planted = 'tests/utils/test_planted.py';

/** A project with all pieces and what the company brings. */
async function makeProject({ conftest, settings = [] }: Company): Promise<string> {
  const project = makeScratch('company');
  writeProject(project, {
    ...(await generate(pieceIds)),
    'pytest.ini': ['[pytest]', 'testpaths = tests', ...settings, ''].join('\n'),
    ...(conftest === undefined ? {} : { 'tests/conftest.py': readCompanyFile(conftest) }),
  });
  return project;
}

function test(project: string, { args, env = {}, isCoarse = false }: Company, paths: readonly string[]) {
  const python = makeEnvironment(join(cacheFolder, 'company'), requirements);
  const temporary = join(project, 'temporary');
  mkdirSync(temporary);
  const command = [python, '-m', 'pytest', ...options, ...args, ...paths];
  return run(isCoarse ? onCoarseDisk(temporary, command) : command, {
    cwd: project,
    env: {
      ...process.env,
      PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONPATH: join(project, 'src'),
      TMPDIR: temporary,
      ...env,
    },
  });
}

async function testPlanted(source: string, company: Company): Promise<CommandResult> {
  const project = await makeProject(company);
  writeFileSync(join(project, planted), source);
  return test(project, company, [planted]);
}

/** The names of the tests that failed, or could not be set up. */
function failuresIn({ stdout }: CommandResult): readonly string[] {
  return [...stdout.matchAll(/^(?:FAILED|ERROR) \S+::(?:\w+\.)?(\w+)/gm)].map(([, name = '']) => name).sort();
}

describe('the generated tests', () => {
  for (const company of companies) {
    it(`pass ${company.title}`, async () => {
      const result = await test(await makeProject(company), company, ['tests/utils']);
      assert.equal(result.status, 0, outputOf(result));
    });
  }
});

describe('tests that take something for granted', () => {
  for (const company of companies) {
    it(`fail ${company.title}, and pass alone`, async () => {
      const source = readCompanyFile(`planted/${company.planted}`);
      const names = [...source.matchAll(/^def (test_takes_\w+)/gm)].map(([, name = '']) => name);
      const here = await testPlanted(source, company);
      const there = await testPlanted(source, alone);
      assert.deepEqual(failuresIn(here), names.sort(), outputOf(here));
      assert.equal(there.status, 0, outputOf(there));
    });
  }
});
