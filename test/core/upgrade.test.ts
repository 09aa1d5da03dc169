/** What becomes of the ancestor's files: replaced where nobody edited them, mended where the placeholder stands. */

import assert from 'node:assert/strict';
import { hashAncestor } from '../../generators/core/ancestor/recognise.js';
import { applyChanges } from '../../generators/core/apply.js';
import { emptyManifest } from '../../generators/core/manifest.js';
import { manifestPath, readManifest } from '../../generators/core/manifest-file.js';
import type { Outcome } from '../../generators/core/outcome.js';
import { listWrites, replacedPath } from '../../generators/core/record.js';
import { describeOutcomes, type Paint } from '../../generators/core/report.js';
import { findAncestors, findConflicts, type Situation } from '../../generators/core/standing.js';
import type { CreateFile } from '../../generators/types/change.js';
import type { Project } from '../../generators/types/project.js';

const project = { language: 'python', packageName: 'acme', importPath: 'acme.utils' } as Project;

const module: CreateFile = {
  kind: 'create',
  path: 'src/acme/utils/errors.py',
  text: 'new = 1\n',
  piece: 'errors',
  part: 'module',
};
const test: CreateFile = { ...module, path: 'tests/utils/test_errors.py', part: 'test' };

const oldModule = '"""Made by chora-base."""\n\nold = 1\n';
const oldTest = 'from {{ package_name }}.utils.errors import old\n\n\ndef test_old():\n    assert old == 1\n';
const editedTest = `${oldTest}\n\ndef test_mine():\n    from {{ package_name }}.utils import errors\n`;
const ancestorHashes = {
  'errors.py': [hashAncestor({ path: module.path, text: oldModule }, project)],
  'test_errors.py': [hashAncestor({ path: test.path, text: oldTest }, project)],
};

interface Scene {
  readonly moduleText?: string;
  readonly testText?: string;
  readonly policy?: Situation['policy'];
  readonly replaces?: boolean;
}

function situation({ moduleText, testText, policy = 'keep', replaces = true }: Scene): Situation {
  const files: Readonly<Record<string, string | undefined>> = {
    [module.path]: moduleText,
    [test.path]: testText,
  };
  const read = (path: string) => files[path];
  return { project, manifest: emptyManifest, policy, replacesAncestor: replaces, ancestorHashes, read };
}

const apply = (scene: Scene) => applyChanges([module, test], situation(scene));
const statuses = (scene: Scene) => apply(scene).map(({ status }) => status);
const writesOf = (outcomes: readonly Outcome[]) =>
  listWrites(outcomes, emptyManifest, { project, version: '0.1.0' });

describe('an unedited file of the ancestor', () => {
  const untouched = { moduleText: oldModule, testText: oldTest };

  it('is replaced, and its text is kept in .chora/replaced', () => {
    const outcomes = apply(untouched);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['replaced', 'replaced'],
    );
    const written = Object.fromEntries(writesOf(outcomes).map(({ path, text }) => [path, text]));
    assert.equal(written[module.path], module.text);
    assert.equal(written[replacedPath(module.path, oldModule)], oldModule);
    assert.equal(written[replacedPath(test.path, oldTest)], oldTest);
  });

  it('is replaced with every policy once that was accepted, and is no conflict', () => {
    for (const policy of ['keep', 'side', 'abort', 'overwrite'] as const)
      assert.deepEqual(statuses({ ...untouched, policy }), ['replaced', 'replaced']);
    assert.deepEqual(findConflicts([module, test], situation(untouched)), []);
    assert.deepEqual(findAncestors([module, test], situation(untouched)), [module.path, test.path]);
  });

  it('stops the run where it is a module that is not to be replaced', () => {
    assert.throws(
      () => apply({ ...untouched, replaces: false }),
      /errors\.py is there already and is chora-base v2\.1's, unedited; nothing was changed/,
    );
  });

  it('keeps its text but for the placeholder where it is a test that is not to be replaced', () => {
    assert.deepEqual(statuses({ testText: oldTest, replaces: false }), ['created', 'repaired']);
  });

  it('says in the report where its text is', () => {
    const plain = (text: string) => text;
    const paint: Paint = { good: plain, warn: plain, bad: plain, dim: plain };
    const [line = ''] = describeOutcomes({ outcomes: apply(untouched), ownFiles: [] }, paint);
    assert.ok(line.includes("chora-base v2.1's, unedited"));
    assert.ok(line.includes(replacedPath(module.path, oldModule)));
  });
});

describe('a file of the ancestor that the user edited', () => {
  it('stops the run where it is a module, and is said to be edited', () => {
    assert.throws(
      () => apply({ moduleText: `${oldModule}mine = 1\n` }),
      /errors\.py is there already and is chora-base's, but was edited since; nothing was changed\. .*--source-dir.*--on-conflict=overwrite.*\.chora\/replaced/s,
    );
  });

  it('is overwritten with overwrite only, and kept in .chora/replaced', () => {
    const edited = `${oldModule}mine = 1\n`;
    const outcomes = apply({ moduleText: edited, testText: editedTest, policy: 'overwrite' });
    const texts = writesOf(outcomes).map(({ text }) => text);
    assert.ok(texts.includes(edited));
    assert.ok(texts.includes(editedTest));
  });

  it('is kept where it is a test, and only its placeholder gets the name of the package', () => {
    const outcome = apply({ testText: editedTest })[1];
    assert.equal(outcome?.status, 'repaired');
    assert.equal(outcome?.after, editedTest.replaceAll('{{ package_name }}', 'acme'));
  });

  it('is not recorded as written by this generator after its repair', () => {
    const record = writesOf(apply({ testText: editedTest })).find(({ path }) => path === manifestPath);
    const recorded = readManifest((path) => (path === manifestPath ? record?.text : undefined));
    assert.deepEqual(Object.keys(recorded.files), [module.path]);
  });

  it('is repaired beside the new text with side', () => {
    assert.deepEqual(statuses({ testText: editedTest, policy: 'side' }), [
      'created',
      'repaired',
      'set aside',
    ]);
  });

  it('is left alone once it is repaired', () => {
    const repaired = editedTest.replaceAll('{{ package_name }}', 'acme');
    assert.deepEqual(statuses({ moduleText: module.text, testText: repaired }), ['unchanged', 'kept']);
  });

  it('keeps its line endings in the repair', () => {
    const windows = editedTest.replaceAll('\n', '\r\n');
    assert.equal(apply({ testText: windows })[1]?.after, windows.replaceAll('{{ package_name }}', 'acme'));
  });

  it('is not touched by a repair where the placeholder is not in an import', () => {
    const others = [
      'TEXT = """\nfrom {{ package_name }}.utils import x\n"""\n',
      "TEXT = f'''\nimport {{ package_name }}.utils\n'''\n",
      '# from {{ package_name }}.utils import x\n',
      'from {{ project_name }}.utils import x\n',
    ];
    for (const testText of others) assert.deepEqual(statuses({ testText }), ['created', 'kept']);
  });
});
