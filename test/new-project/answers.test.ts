/** What a new project is asked, what it assumes, and what it refuses. */

import assert from 'node:assert/strict';
import { findAnswers } from '../../generators/new-project/answers.js';
import { projectOptions } from '../../generators/new-project/options.js';
import { questions } from '../../generators/new-project/questions.js';
import type { Asker } from '../../generators/run/ask.js';
import { UserError } from '../../generators/types/user-error.js';

const nobody: Asker = {
  canAsk: false,
  select: () => assert.fail('asked'),
  selectMany: () => assert.fail('asked'),
  input: () => assert.fail('asked'),
};

const around = { folderName: 'notes', gitName: 'Ada', gitEmail: 'ada@example.org', year: 2026 };

function answer(flags: Readonly<Record<string, unknown>>, remembered = {}, place = {}) {
  return findAnswers({ flags, remembered, around: { ...around, ...place }, asker: nobody });
}

describe('the answers of a new project', () => {
  it('are all there with nothing said: from the folder, from git, and by habit', async () => {
    const answers = await answer({});
    assert.deepEqual(
      [answers.projectName, answers.packageName, answers.authorName, answers.authorEmail],
      ['notes', 'notes', 'Ada', 'ada@example.org'],
    );
    assert.deepEqual(
      [answers.projectType, answers.license, answers.pythonVersion, answers.projectVersion, answers.year],
      ['cli_tool', 'MIT', '3.11', '0.1.0', 2026],
    );
  });

  for (const [folder, name] of [
    ['My Notes', 'my-notes'],
    ['2024_acme.py', 'acme-py'],
    ['acme--', 'acme'],
    ['Übung für Ada', 'ubung-fur-ada'],
  ] as const)
    it(`make the name ${name} of the folder ${folder}`, async () => {
      assert.equal((await answer({}, {}, { folderName: folder })).projectName, name);
    });

  it('name the flag where no name can be made of the folder', async () => {
    await assert.rejects(
      answer({}, {}, { folderName: '2024' }),
      /Give --project-name=VALUE.*lower-case letter/,
    );
  });

  it('blame no flag where the name of a project gives a package a name that is taken', async () => {
    await assert.rejects(
      answer({ 'project-name': 'json' }),
      /^UserError: Give --package-name=VALUE.*would shadow/,
    );
  });

  it('name the configuration where an earlier run remembers what breaks a rule', async () => {
    await assert.rejects(
      answer({}, { projectName: 'Acme' }),
      /^UserError: The projectName "Acme" in \.yo-rc\.json/,
    );
  });

  it('leave out an author whom git does not know, or whose address is none', async () => {
    const answers = await answer({}, {}, { gitName: '', gitEmail: 'root' });
    assert.deepEqual([answers.authorName, answers.authorEmail], ['', '']);
  });

  it('leave out the address that git knows where another author is named', async () => {
    assert.equal((await answer({ 'author-name': 'Grace' })).authorEmail, '');
  });

  it('have persistence in programs, and not in libraries, unless told', async () => {
    const has = async (flags: object) => (await answer({ ...flags })).includePersistenceHelpers;
    assert.equal(await has({ 'project-type': 'daemon' }), true);
    assert.equal(await has({ 'project-type': 'library' }), false);
    assert.equal(await has({ 'project-type': 'library', 'include-persistence-helpers': true }), true);
    assert.equal(await has({ 'include-persistence-helpers': 'false' }), false);
  });

  it('are those of an earlier run, but for the flags of this one', async () => {
    const remembered = {
      projectName: 'old',
      license: 'GPL-3.0',
      year: 2020,
      includeTests: false,
      testCoverageThreshold: 'x',
    };
    const answers = await answer({ license: 'MIT' }, remembered);
    assert.deepEqual(
      [
        answers.projectName,
        answers.license,
        answers.year,
        answers.includeTests,
        answers.testCoverageThreshold,
      ],
      ['old', 'MIT', 2020, false, 85],
    );
  });

  it('take the numbers that yo makes of versions', async () => {
    assert.equal((await answer({ 'python-version': 3.12 })).pythonVersion, '3.12');
    assert.equal((await answer({ 'test-coverage-threshold': 90 })).testCoverageThreshold, 90);
  });

  const refused: readonly (readonly [string, unknown, RegExp])[] = [
    ['project-name', 'Acme', /must begin with a lower-case letter/],
    ['project-name', 'a', /must have 2 to 100 characters/],
    ['project-name', 'a'.repeat(101), /must have 2 to 100 characters/],
    ['project-name', 'aux', /Windows keeps that name/],
    ['project-name', '9lives', /must begin with/],
    ['project-name', 'acme_notes', /such letters, digits or dashes/],
    ['project-name', 'acme-', /must end with a letter or a digit/],
    ['project-name', '', /must begin/],
    ['project-name', true, /needs a value/],
    ['package-name', 'acme-notes', /letters from a to z, digits and underscores/],
    ['package-name', 'class', /keyword/],
    ['package-name', 'json', /module json of Python's standard library/],
    ['package-name', 'Json', /module json/],
    ['package-name', 'test', /module test/],
    ['package-name', 'tests', /folder of the tests/],
    ['package-name', 'typer', /needs a package of that name/],
    ['project-name', 'pytest-cov', /needs a package of that name/],
    ['project-description', 'two\nlines', /one line/],
    ['project-description', ' ', /without blanks at its ends/],
    ['project-version', '1.0', /semantic version/],
    ['project-version', '01.0.0', /semantic version/],
    ['project-version', '1.0.0-beta.1+x', /semantic version/],
    ['author-name', 'a\u0000b', /one line/],
    ['author-email', 'ada', /address such as/],
    ['author-email', 'a@b\n', /address such as/],
    ['github-username', '-ada', /as GitHub has it/],
    ['github-username', 'a/b', /as GitHub has it/],
    ['github-username', `${'a-'.repeat(20)}b`, /at most 39/],
    ['license', 'mit', /one of MIT, .* \(did you mean MIT\?\)\. Nothing was written\.$/],
    ['python-version', '3.9', /one of 3\.10/],
    ['project-type', 'demon', /did you mean daemon/],
    ['cli-framework', 'argparse', /one of typer, click/],
    ['test-coverage-threshold', '101', /whole number from 0 to 100/],
    ['test-coverage-threshold', '-1', /whole number/],
    ['test-coverage-threshold', '8.5', /whole number/],
    ['include-tests', 'maybe', /takes no value/],
  ];
  for (const [flag, value, rule] of refused)
    it(`refuse --${flag}=${JSON.stringify(value)} with the rule that it breaks`, async () => {
      await assert.rejects(answer({ [flag]: value }), (error: Error) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, rule);
        assert.match(error.message, /^--/);
        return true;
      });
    });

  it('refuse a flag that would do nothing', async () => {
    await assert.rejects(
      answer({ 'cli-framework': 'click', 'project-type': 'daemon' }),
      /for --project-type=cli_tool/,
    );
    await assert.rejects(
      answer({ 'include-deployment': true, 'project-type': 'library' }),
      /^UsageError: --include-deployment is for --project-type=daemon or web_service; this is a library/,
    );
    await assert.rejects(
      answer({ 'include-tests': false, 'test-coverage-threshold': '90' }),
      /without tests/,
    );
  });

  it('refuse to publish what PyPI does not take', async () => {
    await assert.rejects(
      answer({ 'include-publishing': true, license: 'Proprietary' }),
      /^UsageError: --include-publishing: PyPI takes no project with --license=Proprietary/,
    );
  });

  for (const version of ['0.0.1', '1.2.3-rc.1', '1.0.0-alpha', '1.0.0-beta2'])
    it(`take ${version} as a version`, async () => {
      assert.equal((await answer({ 'project-version': version })).projectVersion, version);
    });

  it('have a flag each, in the help', () => {
    const names = Object.keys(questions).map((name) =>
      // The flag that the commands of the pieces have, too.
      name === 'includeGuides' ? 'docs' : name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`),
    );
    assert.deepEqual(
      Object.values(questions).map(({ flag }) => flag),
      names,
    );
    for (const name of names) assert.ok(projectOptions[name]?.description);
  });
});
