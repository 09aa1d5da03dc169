import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../generators/bin/commands.js';
import { languages } from '../../generators/languages/languages.js';
import { questions } from '../../generators/new-project/questions.js';
import { listTemplates, packageRoot } from '../../generators/run/package-root.js';
import {
  combinationIds,
  findCombination,
  findTemplates,
  pieceIds,
} from '../../generators/tables/catalogue.js';
import { kindIds } from '../../generators/tables/kinds.js';
import { languageIds } from '../../generators/types/language-id.js';

const packed: readonly string[] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: packageRoot,
    encoding: 'utf8',
  }),
)[0].files.map(({ path }: { path: string }) => path);

const templates = languageIds.flatMap((language) => [
  ...pieceIds.flatMap((piece) => {
    const row = findTemplates(piece, language);
    const names = row === undefined ? [] : [...row.modules, row.test, ...row.guides, row.reference];
    return names.map((name) => `templates/${piece}/${language}/${name}`);
  }),
  ...combinationIds.flatMap((id) => {
    const name = findCombination(id, language);
    return name === undefined ? [] : [`templates/${id}/${language}/${name}`];
  }),
  ...['project', ...kindIds]
    .filter(() => languages[language].starting !== undefined)
    .flatMap((dir) =>
      listTemplates(`${dir}/${language}`).map((path) => `templates/${dir}/${language}/${path}`),
    ),
]);
const licenses = questions.license.choices.map((name) => `templates/licenses/${name}`);

describe('the npm package', () => {
  it('holds the compiled generators, the templates, and nothing else but what npm always adds', () => {
    const always = ['LICENSE', 'README.md', 'package.json', 'skills/chora/SKILL.md', 'templates/LICENSE'];
    const rest = packed.filter((path) => !/^dist\/generators\/.*\.js$/.test(path) && !always.includes(path));
    assert.deepEqual(rest.sort(), [...templates, ...licenses].sort());
  });

  it('holds every sub-generator where Yeoman looks for it', () => {
    const names = packed.flatMap((path) => /^dist\/generators\/([^/]+)\/index\.js$/.exec(path)?.[1] ?? []);
    assert.deepEqual(
      names.sort(),
      Object.keys(commands)
        .filter((name) => !['describe', 'mcp'].includes(name))
        .sort(),
    );
  });

  it('holds no compiled file whose source is gone', () => {
    const orphans = packed
      .filter((path) => path.endsWith('.js'))
      .filter((path) => !existsSync(join(packageRoot, path.replace(/^dist\//, '').replace(/\.js$/, '.ts'))));
    assert.deepEqual(orphans, []);
  });

  it('has a bin that the system can start', () => {
    assert.match(
      readFileSync(join(packageRoot, 'dist/generators/bin/cli.js'), 'utf8'),
      /^#!\/usr\/bin\/env node\n/,
    );
  });
});
