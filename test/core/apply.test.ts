import assert from 'node:assert/strict';
import { applyChanges } from '../../generators/core/apply.js';
import { emptyManifest, type Manifest } from '../../generators/core/manifest.js';
import { manifestPath, readManifest } from '../../generators/core/manifest-file.js';
import { listWrites, recordFiles, replacedPath } from '../../generators/core/record.js';
import { findConflicts, type Situation } from '../../generators/core/standing.js';
import type { CreateFile } from '../../generators/types/change.js';
import type { ConflictPolicy } from '../../generators/types/conflict-policy.js';
import type { Project } from '../../generators/types/project.js';

const project: Project = {
  language: 'python',
  packageName: 'acme',
  sourceDir: 'src/acme/utils',
  importPath: 'acme.utils',
  barrel: 'src/acme/utils/__init__.py',
  testsDir: 'tests/utils',
  markers: [],
  docsDir: 'docs/how-to',
  lineLength: 88,
  testDependencyFile: undefined,
  testCommandHere: 'pytest',
  testCommand: 'python -m pytest',
  facts: [],
  notes: [],
};

const module: CreateFile = {
  kind: 'create',
  path: 'src/acme/utils/persistence.py',
  text: 'new = 1\n',
  piece: 'persistence',
  part: 'module',
};
const test: CreateFile = { ...module, path: 'tests/utils/test_persistence.py', part: 'test' };

/** A manifest that says an earlier version wrote this text to the file of the change. */
function wroteEarlier(change: CreateFile, text: string): Manifest {
  return recordFiles([{ ...change, text }], emptyManifest, { project, version: '0.0.1' });
}

function situation(
  files: Record<string, string>,
  manifest = emptyManifest,
  policy: ConflictPolicy = 'keep',
): Situation {
  return { project, manifest, policy, read: (path) => files[path] };
}

function statusOf(change: CreateFile, where: Situation): string | undefined {
  return applyChanges([change], where)[0]?.status;
}

describe('applying a file', () => {
  it('creates it where there is none', () => {
    assert.equal(statusOf(module, situation({})), 'created');
  });

  it('leaves it alone where it is there already, although nothing was recorded', () => {
    assert.equal(statusOf(module, situation({ [module.path]: module.text })), 'unchanged');
  });

  it('does not take the line endings of a Windows checkout for an edit', () => {
    assert.equal(statusOf(module, situation({ [module.path]: 'new = 1\r\n' })), 'unchanged');
  });

  it('replaces an older version that the user did not touch', () => {
    const where = situation({ [module.path]: 'old = 1\n' }, wroteEarlier(module, 'old = 1\n'));
    assert.equal(statusOf(module, where), 'updated');
  });

  it('leaves it deleted where the user deleted it, and keeps the record of it', () => {
    const manifest = wroteEarlier(module, module.text);
    const [outcome] = applyChanges([module], situation({}, manifest));
    assert.ok(outcome);
    assert.equal(outcome.status, 'deleted');
    assert.deepEqual(listWrites([outcome], manifest, { project, version: '0.0.1' }), []);
  });

  it('brings it back where that is asked for', () => {
    const where = situation({}, wroteEarlier(module, module.text));
    assert.equal(statusOf(module, { ...where, restores: () => true }), 'created');
  });
});

describe("a file that only the repository's own tools changed", () => {
  const ours = 'import a\nimport b\n\nx = f("a", 1)\n';
  const laidOut = "import b\nimport a\n\nx = f(\n    'a',\n    1,\n)\n";
  const manifest = wroteEarlier(module, ours);
  const files = { [module.path]: laidOut };

  it('counts as it was written, and nothing is written', () => {
    const [outcome] = applyChanges([{ ...module, text: ours }], situation(files, manifest));
    assert.deepEqual([outcome?.status, outcome?.after], ['unchanged', laidOut]);
  });

  it('leaves the record alone, whichever layout a later run would write', () => {
    const again = recordFiles([{ ...module, text: laidOut }], manifest, { project, version: '0.0.1' });
    assert.deepEqual(again, manifest);
  });

  it('is replaced by a newer version', () => {
    assert.equal(statusOf(module, situation(files, manifest)), 'updated');
  });

  it('is worth no question', () => {
    const change = { ...module, text: laidOut };
    const edited = { [module.path]: `${ours}y = 1\n` };
    assert.deepEqual(findConflicts([change], situation(files, manifest)), []);
    assert.deepEqual(findConflicts([change], situation(edited, manifest)), []);
  });

  it('is edited once anything else is changed in it', () => {
    const edited = { [module.path]: laidOut.replace('1,', '2,') };
    assert.equal(statusOf(module, situation(edited, manifest)), 'kept');
  });

  it('is edited where the record is damaged: nothing of it is lost', () => {
    const record = manifest.files[module.path];
    assert.ok(record);
    const damaged = { files: { [module.path]: { ...record, packed: 'AAAA' } } };
    assert.equal(statusOf(module, situation(files, damaged)), 'kept');
  });
});

describe('a file that the user changed', () => {
  const edited = { [module.path]: 'mine = 1\n' };
  const manifest = wroteEarlier(module, 'old = 1\n');

  it('is kept by default', () => {
    const [outcome] = applyChanges([module], situation(edited, manifest));
    assert.deepEqual([outcome?.status, outcome?.after], ['kept', 'mine = 1\n']);
  });

  it('is replaced with overwrite, and its text is kept in .chora/replaced', () => {
    const outcomes = applyChanges([module], situation(edited, manifest, 'overwrite'));
    const writes = listWrites(outcomes, manifest, { project, version: '0.1.0' });
    assert.deepEqual(writes[0], { path: replacedPath(module.path, 'mine = 1\n'), text: 'mine = 1\n' });
    assert.deepEqual(writes[1], { path: module.path, text: module.text });
  });

  it('stays, with the new text beside it, with side', () => {
    const [outcome] = applyChanges([module], situation(edited, manifest, 'side'));
    assert.deepEqual([outcome?.path, outcome?.after], [`${module.path}.new`, module.text]);
  });

  it('does not lose what the user made of an earlier text beside it', () => {
    const files = { ...edited, [`${module.path}.new`]: 'half merged\n' };
    const outcomes = applyChanges([module], situation(files, manifest, 'side'));
    const [kept] = listWrites(outcomes, manifest, { project, version: '0.1.0' });
    assert.deepEqual(kept, {
      path: replacedPath(`${module.path}.new`, 'half merged\n'),
      text: 'half merged\n',
    });
  });

  it('ends the run with its name and nothing written with abort', () => {
    const where = situation(edited, manifest, 'abort');
    assert.throws(
      () => applyChanges([module], where),
      /You changed src\/acme\/utils\/persistence\.py; nothing was written/,
    );
  });

  it('is worth a question only when there is a new text for it', () => {
    assert.deepEqual(findConflicts([module], situation(edited, manifest)), [module.path]);
    assert.deepEqual(findConflicts([module], situation(edited, wroteEarlier(module, module.text))), []);
  });

  it('is still recorded as it was first written', () => {
    const outcomes = applyChanges([module, test], situation(edited, manifest));
    const record = listWrites(outcomes, manifest, { project, version: '0.1.0' }).find(
      ({ path }) => path === manifestPath,
    );
    const { files } = readManifest((path) => (path === manifestPath ? record?.text : undefined));
    assert.equal(files[module.path]?.version, '0.0.1');
    assert.equal(files[test.path]?.version, '0.1.0');
  });
});

describe('a choice for a single file', () => {
  it('counts for that file only', () => {
    const [a, b] = [
      { ...module, part: 'guide' as const, path: 'docs/a.md' },
      { ...module, part: 'guide' as const, path: 'docs/b.md' },
    ];
    const files = { [a.path]: 'mine', [b.path]: 'mine' };
    const chosen = { ...situation(files), policies: { [a.path]: 'overwrite' as const } };
    const outcomes = applyChanges([a, b], chosen);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['overwritten', 'kept'],
    );
  });
});

describe('a file of the same name that somebody else wrote', () => {
  it('stops the run where it is a module: the export would break the package', () => {
    for (const policy of ['keep', 'side', 'abort'] as const) {
      const where = situation({ [module.path]: 'class Theirs: ...\n' }, emptyManifest, policy);
      assert.throws(() => applyChanges([module], where), /was not written by generator-chora.*--source-dir/s);
    }
  });

  it('is kept where it is a test', () => {
    assert.equal(statusOf(test, situation({ [test.path]: 'def test_theirs(): ...\n' })), 'kept');
  });
});
