/** What lands in a documentation that is built strictly lets it be built: by Sphinx with MyST, and by MkDocs. */

import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { pieceIds } from '../../generators/tables/catalogue.js';
import { type CommandResult, outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { cacheFolder, makeEnvironment, repositoryRoot } from '../python/environment.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import { type Files, generate, notesOf } from './generate.js';

const sphinx: Files = {
  ...sampleFiles,
  'docs/conf.py': 'project = "acme"\nextensions = ["myst_parser"]\n',
  'docs/index.md': '# Acme\n\n```{toctree}\nusage\n```\n',
  'docs/usage.md': '# Usage\n\nText.\n',
};

const mkdocs: Files = {
  ...sampleFiles,
  'mkdocs.yml':
    'site_name: acme\nnav:\n  - index.md\nvalidation:\n  omitted_files: warn\n  absolute_links: warn\n' +
    '  unrecognized_links: warn\n  anchors: warn\n',
  'docs/index.md': '# Acme\n\nText.\n',
};

describe('a strict build of the documentation', () => {
  let bin = '';

  before(function () {
    this.timeout(600_000);
    const requirements = join(repositoryRoot, 'test/docs/sites/requirements.txt');
    bin = dirname(makeEnvironment(join(cacheFolder, 'sites'), requirements));
  });

  function build(files: Files, command: readonly string[]): Promise<CommandResult> {
    const folder = makeScratch('site');
    writeProject(folder, files);
    const [program = '', ...args] = command;
    return run([join(bin, program), ...args], { cwd: folder });
  }

  const sphinxBuild = ['sphinx-build', '-W', '--keep-going', '-q', '-n', 'docs', 'site'];
  const mkdocsBuild = ['mkdocs', 'build', '--strict'];

  it('has nothing to say to Sphinx with MyST', async () => {
    const result = await build(await generate(pieceIds, { files: sphinx }), sphinxBuild);
    assert.equal(result.status, 0, outputOf(result));
  });

  it('of Sphinx would fail on a page that no toctree has', async () => {
    const result = await build({ ...sphinx, 'docs/other.md': '# Other\n' }, sphinxBuild);
    assert.notEqual(result.status, 0);
    assert.match(outputOf(result), /other\.md/);
  });

  it('of MkDocs has nothing to say once the entries of the note are in the nav', async () => {
    const files = await generate(pieceIds, { files: mkdocs });
    const note = (await notesOf(pieceIds, { files: mkdocs })).find((text) => text.startsWith('mkdocs.yml'));
    const entries = / add (.*) to the nav/.exec(note ?? '')?.[1]?.split(', ') ?? [];
    const settings = mkdocs['mkdocs.yml'] as string;
    const nav = settings.replace(
      '  - index.md\n',
      `  - index.md\n${entries.map((entry) => `  - ${entry}\n`).join('')}`,
    );
    const result = await build({ ...files, 'mkdocs.yml': nav }, mkdocsBuild);
    assert.equal(result.status, 0, outputOf(result));
  });

  it('of MkDocs would fail without them', async () => {
    const result = await build(await generate(pieceIds, { files: mkdocs }), mkdocsBuild);
    assert.notEqual(result.status, 0);
    assert.match(outputOf(result), /how-to\/persist-application-state\.md/);
  });
});
