/** Repositories whose own tools lay out everything: for a check, and for the next run, nothing was edited. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { findTemplates, pieceIds } from '../../generators/tables/catalogue.js';
import { mustRun } from '../acceptance/commands.js';
import { pythonEnvironment, withTools } from '../python/environment.js';
import { addIn, ageIn, deviationsIn, languagesOf, makeProject, typescriptFiles } from '../run/check-in.js';
import { sampleFiles } from '../sample-project.js';

const inNode = (path: string, ...args: readonly string[]) => [
  process.execPath,
  join(packageRoot, 'node_modules', path),
  ...args,
];
const prettier = inNode('prettier/bin/prettier.cjs', '--write', '.', '--log-level=warn');
const biome = inNode('@biomejs/biome/bin/biome', 'check', '--write', '.');
const toml = (tables: string) => ({
  ...sampleFiles,
  'pyproject.toml': `${sampleFiles['pyproject.toml']}\n${tables}`,
});

interface Company {
  readonly title: string;
  readonly language: keyof typeof languagesOf;
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly (readonly string[])[];
}

const companies: readonly Company[] = [
  {
    title: 'ruff format and its sorter of imports',
    language: 'python',
    files: toml(
      '[tool.ruff]\nline-length = 70\nformat.quote-style = "single"\nformat.docstring-code-format = true\nlint.isort.force-single-line = true\n',
    ),
    commands: [
      ['ruff', 'check', '--select=I', '--fix', '--quiet', '--no-cache', '.'],
      ['ruff', 'format', '--quiet', '--no-cache', '.'],
    ],
  },
  {
    title: 'black and isort',
    language: 'python',
    files: toml(
      '[tool.black]\nline-length = 66\n[tool.isort]\nprofile = "black"\nforce_sort_within_sections = true\n',
    ),
    commands: [
      ['isort', '--quiet', '.'],
      ['black', '--quiet', '.'],
    ],
  },
  {
    title: 'prettier for the pages of a Python project',
    language: 'python',
    files: { ...sampleFiles, '.prettierrc': '{"proseWrap": "always", "printWidth": 60, "tabWidth": 4}\n' },
    commands: [prettier],
  },
  {
    title: 'mdformat for the pages',
    language: 'python',
    files: { ...sampleFiles, '.mdformat.toml': 'wrap = 60\nnumber = true\n' },
    commands: [['mdformat', '.']],
  },
  {
    title: 'prettier',
    language: 'typescript',
    files: typescriptFiles,
    commands: [prettier],
  },
  {
    title: 'prettier with settings of its own',
    language: 'typescript',
    files: {
      ...typescriptFiles,
      '.prettierrc': JSON.stringify({
        semi: false,
        singleQuote: true,
        useTabs: true,
        printWidth: 60,
        proseWrap: 'always',
      }),
    },
    commands: [prettier],
  },
  {
    title: 'biome and its sorter of imports',
    language: 'typescript',
    files: {
      ...typescriptFiles,
      'biome.json': JSON.stringify({
        formatter: { indentStyle: 'tab', lineWidth: 60 },
        javascript: { formatter: { quoteStyle: 'double', semicolons: 'asNeeded' } },
        linter: { enabled: false },
      }),
    },
    commands: [biome],
  },
];

describe('formatting is no edit', () => {
  before(() => void pythonEnvironment());

  for (const { title, language, files, commands } of companies) {
    const pieces = pieceIds.filter((piece) => findTemplates(piece, language) !== undefined);

    async function layOut(root: string): Promise<void> {
      for (const command of commands) await mustRun(command, { cwd: root, env: withTools() });
    }

    it(`of ${title}`, async () => {
      const root = await makeProject(files, pieces);
      await layOut(root);
      assert.deepEqual(await deviationsIn(root), []);
      const statuses = new Set((await addIn(root, pieces)).map((line) => line.split(' ')[0]));
      assert.deepEqual(statuses, new Set(['unchanged']));
    });

    it(`of ${title}, where an older version wrote the file`, async () => {
      const root = await makeProject(files, pieces);
      const { module } = languagesOf[language];
      ageIn(root, module, (text) => text.replace('yours to edit', 'yours'));
      await layOut(root);
      assert.deepEqual(await deviationsIn(root), [`outdated ${module}`]);
    });
  }
});
