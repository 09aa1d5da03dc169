/** A file that the user edited and that a later version changed: both are in the result, or the user hears of it. */

import assert from 'node:assert/strict';
import { applyChanges } from '../../generators/core/apply.js';
import { emptyManifest } from '../../generators/core/manifest.js';
import { readManifest } from '../../generators/core/manifest-file.js';
import type { Outcome } from '../../generators/core/outcome.js';
import { listWrites, recordFiles } from '../../generators/core/record.js';
import { describeOutcomes, type Paint } from '../../generators/core/report.js';
import type { Situation } from '../../generators/core/standing.js';
import type { CreateFile } from '../../generators/types/change.js';
import type { ConflictPolicy } from '../../generators/types/conflict-policy.js';
import type { LanguageId } from '../../generators/types/language-id.js';
import type { Project } from '../../generators/types/project.js';

interface Scene {
  readonly base: string;
  readonly current: string;
  readonly ours: string;
  readonly policy?: ConflictPolicy;
  readonly language?: LanguageId;
}

const paths = { python: 'src/acme/utils/errors.py', typescript: 'src/utils/errors.ts' };

function scene({ base, current, ours, policy = 'keep', language = 'python' }: Scene) {
  const project = { language, packageName: 'acme', importPath: 'acme.utils' } as Project;
  const change: CreateFile = {
    kind: 'create',
    path: paths[language],
    text: ours,
    piece: 'errors',
    part: 'module',
  };
  const manifest = recordFiles([{ ...change, text: base }], emptyManifest, { project, version: '0.0.1' });
  const read = (path: string) => (path === change.path ? current : undefined);
  return { change, situation: { project, manifest, read, policy, merges: true } satisfies Situation };
}

function update(given: Scene): Outcome {
  const { change, situation } = scene(given);
  const [outcome] = applyChanges([change], situation);
  assert.ok(outcome);
  return outcome;
}

const plain: Paint = { good: String, warn: String, bad: String, dim: String };

const base = 'def first(a, b):\n    return a + b\n\n\ndef second(name):\n    print(f"Hello, {name}")\n';
const ours = base.replace('return a + b', 'return a + b + 0');
const edit = (text: string) => text.replace('Hello', 'Servus');
const mine = edit(base);
const rival = base.replace('a + b', 'b + a');

describe('an edited file of which a later version is at hand', () => {
  it('has both edits afterwards, and what was written is the base of the next merge', () => {
    const outcome = update({ base, current: mine, ours });
    assert.equal(outcome.status, 'merged');
    assert.equal(outcome.after, edit(ours));
    const { situation } = scene({ base, current: mine, ours });
    const writes = listWrites([outcome], situation.manifest, {
      project: situation.project,
      version: '0.2.0',
    });
    const manifest = readManifest((path) => writes.find((write) => write.path === path)?.text);
    const later = ours.replace('b + 0', 'b + 1');
    const { change } = scene({ base, current: mine, ours: later });
    const read = () => edit(ours);
    assert.equal(applyChanges([change], { ...situation, manifest, read })[0]?.after, edit(later));
  });

  it('is merged although a formatter laid it out anew, and keeps that layout', () => {
    const current = `def first(\n    a,\n    b,\n):\n    return a + b\n\n\ndef second(name):\n    print(\n        f'Servus, {name}'\n    )\n`;
    const outcome = update({ base, current, ours });
    assert.equal(outcome.status, 'merged');
    assert.equal(outcome.after, current.replace('return a + b', 'return a + b + 0'));
  });

  it('is merged although a formatter broke a line within parentheses of its own', () => {
    const old = 'def first(a, b):\n    value = a + b\n    return value\n\n\ndef second():\n    print(1)\n';
    const broken = old.replace('a + b', '(\n        a + b\n    )').replace('first', 'mine');
    const current = broken.replaceAll('    ', '\t');
    const outcome = update({ base: old, current, ours: old.replace('print(1)', 'print(2)') });
    assert.equal(outcome.after, current.replace('print(1)', 'print(2)'));
  });

  it('is merged in TypeScript without semicolons, by single quotes and tabs', () => {
    const old = `export function greet(name: string): string {\n  const words = ["Hello", name];\n  return words.join(", ");\n}\n\nexport const one = 1;\n`;
    const current = `export function greet(name: string): string {\n\tconst words = [\n\t\t'Servus',\n\t\tname,\n\t]\n\treturn words.join(', ')\n}\n\nexport const one = 1\n`;
    const outcome = update({
      base: old,
      current,
      ours: old.replace('one = 1', 'one = 2'),
      language: 'typescript',
    });
    assert.equal(outcome.after, current.replace('one = 1', 'one = 2'));
  });

  it('keeps its line endings out of it', () => {
    const outcome = update({ base, current: mine.replaceAll('\n', '\r\n'), ours });
    assert.equal(outcome.status, 'merged');
    assert.equal(outcome.after, edit(ours));
  });

  it('is left alone where nothing but the version in its heading is new', () => {
    const heading = (version: string) => `# Added by generator-chora ${version} (errors); yours to edit.\n`;
    const outcome = update({
      base: heading('1') + base,
      current: heading('1') + mine,
      ours: heading('2') + base,
    });
    assert.equal(outcome.status, 'unchanged');
    assert.equal(
      update({ base: heading('1') + base, current: heading('1') + base, ours: heading('2') + base }).status,
      'unchanged',
    );
  });

  it('is left alone where the later version has nothing new', () => {
    assert.equal(update({ base, current: mine, ours: base }).status, 'unchanged');
  });

  it('is left alone where the user has made the same change', () => {
    assert.equal(update({ base, current: ours, ours }).status, 'unchanged');
    assert.equal(update({ base, current: edit(ours), ours }).status, 'unchanged');
  });
});

describe('where both changed the same lines', () => {
  it('the text of the user stays, and the report names the file and the lines', () => {
    const outcome = update({ base, current: rival, ours });
    assert.equal(outcome.status, 'conflict');
    assert.equal(outcome.after, rival);
    const [line] = describeOutcomes({ outcomes: [outcome], ownFiles: [] }, plain);
    assert.match(
      String(line),
      /conflict {2}src\/acme\/utils\/errors\.py {2}\(yours stays: you changed line 2,/,
    );
  });

  it('it is not recorded, so that the next run merges again', () => {
    const outcome = update({ base, current: rival, ours });
    const { situation } = scene({ base, current: rival, ours });
    assert.deepEqual(
      listWrites([outcome], situation.manifest, { project: situation.project, version: '1' }),
      [],
    );
  });

  it('both are in the file on request, between the markers of git', () => {
    const outcome = update({ base, current: rival, ours, policy: 'markers' });
    assert.equal(outcome.status, 'marked');
    assert.equal(
      outcome.after,
      base.replace(
        '    return a + b\n',
        '<<<<<<< yours\n    return b + a\n=======\n    return a + b + 0\n>>>>>>> generator-chora, errors\n',
      ),
    );
  });

  it('a file that holds such markers is not merged again', () => {
    const { after = '' } = update({ base, current: rival, ours, policy: 'markers' });
    const outcome = update({ base, current: after, ours: ours.replace('second', 'third') });
    assert.equal(outcome.status, 'conflict');
    const [line] = describeOutcomes({ outcomes: [outcome], ownFiles: [] }, plain);
    assert.match(String(line), /it holds the markers of a merge/);
  });

  it('nor is it in order while they are there, although the later version has nothing new', () => {
    const { after = '' } = update({ base, current: rival, ours, policy: 'markers' });
    assert.equal(update({ base: ours, current: after, ours }).status, 'conflict');
  });

  it('the new text lies beside it on request, and the file stays', () => {
    const outcome = update({ base, current: rival, ours, policy: 'side' });
    assert.equal(outcome.path, 'src/acme/utils/errors.py.new');
    assert.equal(outcome.after, ours);
  });

  it('the run stops on request, and names the file', () => {
    assert.throws(
      () => update({ base, current: rival, ours, policy: 'abort' }),
      /errors\.py; nothing was written/,
    );
    assert.equal(update({ base, current: mine, ours, policy: 'abort' }).status, 'merged');
  });
});

describe('where each changed other lines, which are no code together', () => {
  const function_ = 'def f():\n    a = 1\n    return a\n';
  const rest = '\n\nlast = 1\n';
  const python = {
    base: function_ + rest,
    current: `"""\n${function_}"""\n${rest}`,
    ours: function_.replace('    a =', '    """Give one."""\n    a =') + rest,
  };
  const old = 'const a = 1;\n\nfunction f() {\n  return a;\n}\n\nf();\n';
  const typescript = {
    base: old,
    current: old.replace('function', '/*\nfunction').replace('}\n', '}\n*/\n'),
    ours: old.replace('return a;', '/* Ours. */\n  return a;'),
    language: 'typescript' as const,
  };

  for (const given of [python, typescript])
    it(`the text of the user stays, and the lines are named (${'language' in given ? 'TypeScript' : 'Python'})`, () => {
      const outcome = update(given);
      assert.equal(outcome.status, 'conflict');
      assert.equal(outcome.after, given.current);
      assert.ok((outcome.overlaps?.length ?? 0) > 0);
    });

  it('all that differs is between the markers', () => {
    const { status, after } = update({ ...python, policy: 'markers' });
    assert.equal(status, 'marked');
    const yours = python.current.slice(0, -rest.length);
    const theirs = python.ours.slice(0, -rest.length);
    const marked = `<<<<<<< yours\n${yours}=======\n${theirs}>>>>>>> generator-chora, errors\n`;
    assert.equal(after, marked + rest);
  });

  it('it is merged where that line is as the user left it', () => {
    const broken = mine.replace('def second(name):', 'def second(name:');
    assert.equal(update({ base, current: broken, ours }).after, broken.replace('a + b', 'a + b + 0'));
  });
});

describe('a file that a later version gives another name', () => {
  const formerPath = 'src/acme/utils/messages.py';
  function rename(current: string, policy: ConflictPolicy = 'keep'): readonly Outcome[] {
    const { change, situation } = scene({ base, current, ours, policy });
    const { [change.path]: record } = situation.manifest.files;
    assert.ok(record);
    const manifest = { files: { [formerPath]: record } };
    const read = (path: string) => (path === formerPath ? current : undefined);
    return applyChanges([{ ...change, formerPath }], { ...situation, manifest, read });
  }
  const told = (outcomes: readonly Outcome[]) =>
    outcomes.map(({ path, status, after }) => [path.split('/').at(-1), status, after]);

  it('moves where nobody edited it', () => {
    assert.deepEqual(told(rename(base)), [
      ['errors.py', 'created', ours],
      ['messages.py', 'removed', undefined],
    ]);
  });

  it('takes the edits of its user along', () => {
    assert.deepEqual(told(rename(mine)), [
      ['errors.py', 'created', edit(ours)],
      ['messages.py', 'removed', undefined],
    ]);
  });

  it('is there beside the one before where both changed the same lines', () => {
    assert.deepEqual(told(rename(rival)), [
      ['errors.py', 'created', ours],
      ['messages.py', 'left', rival],
    ]);
  });
});
