/** Proves where the guides go in the documentation of a repository in memory, and what it asks of them. */

import assert from 'node:assert/strict';
import { python } from '../../../generators/languages/python/row.js';
import type { Answers, Project } from '../../../generators/types/project.js';
import { memoryTree } from '../../tree/memory-tree.js';

type Files = Readonly<Record<string, string>>;

function project(files: Files, answers: Answers = {}): Project {
  const tree = memoryTree({
    'pyproject.toml': '[project]\nname = "acme"\nrequires-python = ">=3.10"\n',
    'src/acme/__init__.py': '',
    ...files,
  });
  const [candidate] = python.packages(tree);
  assert.ok(candidate);
  return python.project(tree, candidate, answers);
}

const sphinx = 'project = "acme"\nextensions = ["sphinx.ext.autodoc"]\n';
const myst = 'extensions = [\n    "myst_parser",\n]\n';
const mkdocs = 'site_name: acme\n';

/** Title, files, the folder of the guides. */
const places: readonly (readonly [string, Files, string])[] = [
  ['go where conf.py is', { 'docs/source/conf.py': sphinx, 'docs/Makefile': '' }, 'docs/source/how-to'],
  [
    'go where conf.py of Read the Docs is',
    {
      'doc/a/conf.py': sphinx,
      'web/site/conf.py': sphinx,
      '.readthedocs.yaml': 'sphinx:\n  configuration: web/site/conf.py\n',
    },
    'web/site/how-to',
  ],
  ['go to the default of MkDocs', { 'mkdocs.yml': mkdocs, 'docs/index.md': '' }, 'docs/how-to'],
  [
    'go where docs_dir is',
    { 'mkdocs.yml': `${mkdocs}docs_dir: "site/pages" # all\n`, 'site/pages/index.md': '', 'docs/x.md': '' },
    'site/pages/how-to',
  ],
  [
    'go where docs_dir of a mkdocs.yml further down is',
    { 'docs/mkdocs.yml': `${mkdocs}docs_dir: content\n`, 'docs/content/index.md': '' },
    'docs/content/how-to',
  ],
  [
    'join a folder of guides of the documentation',
    { 'docs/source/conf.py': sphinx, 'docs/source/howto/x.rst': '' },
    'docs/source/howto',
  ],
  [
    'go to the English of several languages',
    { 'mkdocs.yml': mkdocs, 'docs/en/index.md': '', 'docs/de/index.md': '', 'docs/zh-CN/index.md': '' },
    'docs/en/how-to',
  ],
  [
    'go to the English site of several',
    {
      'docs/de/mkdocs.yml': mkdocs,
      'docs/de/docs/index.md': '',
      'docs/en/mkdocs.yml': mkdocs,
      'docs/en/docs/index.md': '',
    },
    'docs/en/docs/how-to',
  ],
  [
    'take no folder for a language that is alone',
    { 'docs/en/index.md': '', 'docs/api/x.md': '' },
    'docs/how-to',
  ],
  ['do not follow a conf.py at the root', { 'conf.py': sphinx, 'docs/x.md': '' }, 'docs/how-to'],
  [
    'go nowhere that docs_dir only names',
    { 'mkdocs.yml': `${mkdocs}docs_dir: ../web\n`, 'doc/x.md': '' },
    'doc/how-to',
  ],
];

describe('the guides', () => {
  for (const [title, files, docsDir] of places)
    it(title, () => assert.equal(project(files).docsDir, docsDir));
});

describe('pages', () => {
  const orphan = '---\norphan: true\n---\n\n';

  it('call themselves orphans where Sphinx reads them with MyST', () =>
    assert.equal(project({ 'docs/conf.py': myst }).pageOpening, orphan));

  it('do so in a folder of the site that a flag names', () =>
    assert.equal(project({ 'docs/conf.py': myst }, { docsDir: 'docs/guides' }).pageOpening, orphan));

  it('have no front matter beside the site', () =>
    assert.equal(project({ 'docs/conf.py': myst }, { docsDir: 'guides' }).pageOpening, ''));

  it('have no front matter where Sphinx does not read Markdown', () =>
    assert.equal(project({ 'docs/conf.py': `${sphinx}# "myst_parser"\n` }).pageOpening, ''));

  it('have to be in the nav where MkDocs is told to warn', () => {
    const settings = `${mkdocs}nav:\n  - index.md\nvalidation:\n  nav:\n    omitted_files: warn\n`;
    const { docsNav } = project({ 'mkdocs.yml': settings, 'docs/index.md': '' });
    assert.deepEqual(docsNav, { file: 'mkdocs.yml', root: 'docs' });
  });

  it('need no nav where MkDocs only informs', () => {
    const { docsNav } = project({ 'mkdocs.yml': `${mkdocs}nav:\n  - index.md\n`, 'docs/index.md': '' });
    assert.equal(docsNav, undefined);
  });
});
