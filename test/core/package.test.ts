import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { makeScratch } from '../acceptance/scratch.js';
import { subGenerators } from '../generators/generator-path.js';

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
  it('holds the bundles with their licences, the schema of answers, the templates, and nothing else but what npm always adds', () => {
    const always = [
      'LICENSE',
      'README.md',
      'package.json',
      'skills/chora/SKILL.md',
      'templates/LICENSE',
      'lib/LICENSES.txt',
      'lib/answers.schema.json',
      'yeoman.png',
    ];
    const rest = packed.filter((path) => !/^lib\/.*\.js$/.test(path) && !always.includes(path));
    assert.deepEqual(rest.sort(), [...templates, ...licenses].sort());
  });

  it('holds every sub-generator where Yeoman looks for it', () => {
    const names = packed.flatMap((path) => /^lib\/generators\/([^/]+)\/index\.js$/.exec(path)?.[1] ?? []);
    assert.deepEqual(names.sort(), subGenerators);
  });

  it('has a bin that the system can start, alone in a folder, and that finds nothing of Yeoman there', () => {
    const dir = join(makeScratch('packed'), 'lib');
    cpSync(join(packageRoot, 'lib/bin'), join(dir, 'bin'), { recursive: true });
    writeFileSync(join(dir, '../package.json'), '{ "version": "1.2.3", "type": "module" }');
    assert.equal(execFileSync(join(dir, 'bin/cli.js'), ['--version'], { encoding: 'utf8' }), '1.2.3\n');
    const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.js'),
    );
    assert.deepEqual(
      names.filter((path) => /node_modules\/(@?yeoman|mem-fs)/.test(readFileSync(join(dir, path), 'utf8'))),
      [],
    );
  });

  it('has the licence of every package that is bundled', () => {
    const text = readFileSync(join(packageRoot, 'lib/LICENSES.txt'), 'utf8');
    for (const name of ['@lezer/python', '@inquirer/select', 'yeoman-generator', 'ejs', 'diff'])
      assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  });

  it('installs nothing else: all that it needs is in it', () => {
    const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
      readFileSync(join(packageRoot, 'package.json'), 'utf8'),
    );
    assert.equal(dependencies, undefined);
    for (const name of Object.keys(peerDependencies)) assert.ok(peerDependenciesMeta[name].optional, name);
  });
});
