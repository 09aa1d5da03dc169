/** What an update makes of the edits of users: of files, in the corpus, and of what they do to the project around them. */

import assert from 'node:assert/strict';
import { applyChanges } from '../../generators/core/apply.js';
import { fitOutcomes } from '../../generators/core/line-endings.js';
import { emptyManifest } from '../../generators/core/manifest.js';
import { manifestPath } from '../../generators/core/manifest-file.js';
import type { Outcome } from '../../generators/core/outcome.js';
import { recordFiles } from '../../generators/core/record.js';
import { languages } from '../../generators/languages/languages.js';
import type { CreateFile } from '../../generators/types/change.js';
import { type LanguageId, languageIds } from '../../generators/types/language-id.js';
import type { Project } from '../../generators/types/project.js';
import type { Files } from '../docs/generate.js';
import { updateIn } from '../run/update-in.js';
import { type Case, corpus, pairs } from './corpus.js';
import { generateAll, readReleases, withoutVersion } from './release.js';

const releases = readReleases();

function filesOf(wanted: string, of: LanguageId): Files {
  const release = releases.find(({ version, language }) => version === wanted && language === of);
  assert.ok(release, `${wanted} has no fixture`);
  return release.files;
}

/** The file of both releases. */
function textsOf(language: LanguageId): { readonly base: string; readonly ours: string } {
  const { path, from, to } = pairs[language];
  return { base: filesOf(from, language)[path] ?? '', ours: filesOf(to, language)[path] ?? '' };
}

function update(language: LanguageId, edit: Case['edit']): Outcome {
  const { path } = pairs[language];
  const { base, ours } = textsOf(language);
  const current = edit(base);
  const project = { language, packageName: 'acme', importPath: 'acme.utils' } as Project;
  const change: CreateFile = { kind: 'create', path, text: ours, piece: 'persistence', part: 'module' };
  const manifest = recordFiles([{ ...change, text: base }], emptyManifest, { project, version: '0.0.1' });
  const read = (file: string) => (file === path ? current : undefined);
  const outcomes = applyChanges([change], { project, manifest, read, policy: 'keep', merges: true });
  const [outcome] = fitOutcomes(outcomes, '\n');
  assert.ok(outcome);
  return outcome;
}

describe('the file of a user who', () => {
  for (const language of languageIds)
    for (const { title, edit, after: expected = edit, layout, lines } of corpus[language])
      it(`${title} is ${lines ? 'left alone, and the lines are named' : 'brought up to date with it'} (${language})`, () => {
        const { base, ours } = textsOf(language);
        const outcome = update(language, edit);
        if (lines !== undefined) {
          assert.deepEqual(outcome.overlaps?.map(({ line }) => line) ?? [], lines);
          assert.equal(outcome.status, 'conflict');
          assert.equal(outcome.after, edit(base));
        } else if (layout) {
          const { path } = pairs[language];
          assert.ok(languages[language].isSame(path, outcome.after ?? '', expected(ours)));
          assert.equal(layout(outcome.after ?? ''), outcome.after);
          assert.match(outcome.status, /^(updated|merged)$/);
        } else {
          assert.equal(outcome.after, expected(ours));
          assert.match(outcome.status, /^(updated|merged)$/);
        }
      });

  it('is in this corpus does one of fifty things at least', () => {
    assert.ok(corpus.python.length + corpus.typescript.length >= 50);
  });
});

describe('a project', () => {
  const python = filesOf('0.0.2', 'python');
  const move = (files: Files, from: string, to: string): Files =>
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path.startsWith(from) ? to + path.slice(from.length) : path,
        text,
      ]),
    );

  it('keeps a file of which the version in its heading alone is new', async () => {
    const { planned } = await updateIn(python);
    assert.equal(planned.outcomes.find(({ path }) => path.endsWith('utils/errors.py'))?.status, 'unchanged');
  });

  it('whose folder was moved is updated where it is now', async () => {
    const { files } = await updateIn(move(python, 'src/acme/utils/', 'src/acme/tools/'));
    const fresh = await generateAll('python');
    assert.equal(files['src/acme/tools/errors.py'], python['src/acme/utils/errors.py']);
    assert.equal(files['src/acme/tools/state_file.py'], fresh['src/acme/utils/state_file.py']);
    assert.deepEqual(
      Object.keys(files).filter((path) => path.startsWith('src/acme/utils/')),
      [],
    );
  });

  it('of which a test and a module were moved is updated where these are now, and goes on so', async () => {
    const [test, lock] = ['tests/utils/test_persistence.py', 'src/acme/utils/file_lock.py'];
    const [newTest, newLock] = ['tests/unit/test_persistence.py', 'src/acme/locks/file_lock.py'];
    const edited = { ...python, [lock]: `${python[lock]}\n\nMINE = 1\n` };
    const { files } = await updateIn(move(move(edited, test, newTest), lock, newLock));
    const fresh = await generateAll('python');
    assert.equal(files[newTest], fresh[test]);
    assert.equal(files[newLock], `${fresh[lock]}\n\nMINE = 1\n`);
    assert.deepEqual([files[test], files[lock]], [undefined, undefined]);
    assert.deepEqual((await updateIn(files)).planned.writes, []);
  });

  it('of which a guide was moved has it where it is now, with links to it', async () => {
    const [guide, newGuide] = [
      'user-docs/how-to/persist-application-state.md',
      'user-docs/persist-application-state.md',
    ];
    const { files } = await updateIn(move(python, guide, newGuide));
    const fresh = await generateAll('python');
    assert.equal(files[newGuide], fresh[guide]);
    assert.equal(files[guide], undefined);
    assert.match(
      files['user-docs/reference/python-patterns.md'] ?? '',
      /\]\(\.\.\/persist-application-state\.md\)/,
    );
    assert.match(files['AGENTS.md'] ?? '', /\]\(user-docs\/persist-application-state\.md\)/);
    assert.deepEqual((await updateIn(files)).planned.writes, []);
  });

  it('of which one file was moved keeps it, and does not get it twice', async () => {
    const moved = move(python, 'src/acme/utils/errors.py', 'src/acme/errors.py');
    const { files, planned } = await updateIn(moved);
    assert.equal(files['src/acme/errors.py'], python['src/acme/utils/errors.py']);
    assert.equal(files['src/acme/utils/errors.py'], undefined);
    assert.equal(planned.outcomes.find(({ path }) => path === 'src/acme/errors.py')?.status, 'unchanged');
  });

  it('of which a file has another name, in another folder, does not get it twice, and is told where it seems to be', async () => {
    const [lock, newLock] = ['src/acme/utils/file_lock.py', 'src/acme/locks/locking.py'];
    const edited = { ...python, [lock]: `${python[lock]}\n\nMINE = 1\n` };
    const { files, planned } = await updateIn(move(edited, lock, newLock));
    assert.equal(files[newLock], edited[lock]);
    assert.equal(files[lock], undefined);
    const notes = planned.notes.filter((note) => note.includes('another name'));
    assert.deepEqual(notes, [
      `${lock} has another name now, as it seems (${newLock}), and is not updated there: a file that was moved is found by its name.`,
    ]);
  });

  it('of which a test was deleted does not get it back', async () => {
    const { 'tests/utils/test_errors.py': _, ...rest } = python;
    const { files, planned } = await updateIn(rest);
    assert.equal(files['tests/utils/test_errors.py'], undefined);
    assert.doesNotMatch(planned.notes.join('\n'), /another name/);
  });

  it('whose record was lost is left alone', async () => {
    const { [manifestPath]: _, ...rest } = python;
    assert.deepEqual((await updateIn(rest)).planned.writes, []);
  });

  it('whose record was reverted has the right one afterwards', async () => {
    const fresh = await generateAll('python');
    const reverted = { ...fresh, [manifestPath]: python[manifestPath] ?? '' };
    const { files } = await updateIn(reverted);
    assert.deepEqual(withoutRecord(files), withoutRecord(fresh));
    assert.deepEqual((await updateIn(files)).planned.writes, []);
    assert.ok(files[manifestPath]?.includes('"version":"0.1.0"'));
  });

  it('whose record is half merged is updated as the others are', async () => {
    const older = filesOf('0.0.1', 'python')[manifestPath] ?? '';
    const half = `<<<<<<< HEAD\n${older}=======\n${python[manifestPath]}>>>>>>> update\n`;
    const { files } = await updateIn({ ...python, [manifestPath]: half });
    assert.deepEqual(withoutRecord(files), withoutRecord(await generateAll('python')));
    assert.doesNotMatch(files[manifestPath] ?? '', /^[<=>]{7}/m);
  });

  it('leaves an edited file that this version has no more', async () => {
    const typescript = filesOf('0.0.4', 'typescript');
    const { planned, files } = await updateIn({
      ...typescript,
      'src/utils/turns.ts': `${typescript['src/utils/turns.ts']}\nexport const mine = 1;\n`,
    });
    const outcome = planned.outcomes.find(({ path }) => path === 'src/utils/turns.ts');
    assert.equal(outcome?.status, 'left');
    assert.match(files['src/utils/turns.ts'] ?? '', /mine = 1/);
    assert.equal(files['src/utils/folder.ts'], undefined);
  });
});

function withoutRecord(files: Files): Files {
  const others = Object.entries(files).filter(([path]) => path !== manifestPath);
  return Object.fromEntries(others.map(([path, text]) => [path, withoutVersion(text)]));
}
