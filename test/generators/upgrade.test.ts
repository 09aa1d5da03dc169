/** Runs in a project of chora-base, planned without a disk: who is asked what, and what nobody's answer means. */

import assert from 'node:assert/strict';
import { hashAncestor } from '../../generators/core/ancestor/recognise.js';
import type { Asker, Question } from '../../generators/run/ask.js';
import { findProject } from '../../generators/run/find-project.js';
import { type PlannedRun, planRun } from '../../generators/run/plan-run.js';
import { readOptions } from '../../generators/run/read-options.js';
import type { Selection } from '../../generators/types/change.js';
import type { Project } from '../../generators/types/project.js';
import { afterWrites, memoryTree } from '../tree/memory-tree.js';

const oldFiles = {
  'src/acme/utils/errors.py': '"""Made by chora-base."""\nold = 1\n',
  'tests/utils/test_errors.py': 'from {{ package_name }}.utils.errors import old\n',
  'docs/how-to/improve-error-messages.md': '# Old\n\nSee `acme.utils`.\n',
};

/** Like chora-base lays it out: the package itself has no `__init__.py`. */
const files: Readonly<Record<string, string>> = {
  ...oldFiles,
  'pyproject.toml':
    '[project]\nname = "acme"\nrequires-python = ">=3.11"\n[project.optional-dependencies]\ndev = ["pytest"]\n' +
    '[tool.hatch.build.targets.wheel]\npackages = ["src/acme"]\n',
  'src/acme/mcp/__init__.py': '',
  'src/acme/utils/__init__.py':
    'from .validation import normalize_input, InputFormat  # noqa: F401\n__all__ = [\n"normalize_input",\n    "InputFormat",\n]\n',
  'src/acme/utils/validation.py': 'class InputFormat: ...\ndef normalize_input(): ...\n',
  'tests/utils/__init__.py': '"""Tests."""\n',
};

const project = { language: 'python', packageName: 'acme', importPath: 'acme.utils' } as Project;
const ancestorHashes = Object.fromEntries(
  Object.entries(oldFiles).map(([path, text]) => [
    path.split('/').at(-1) ?? '',
    [hashAncestor({ path, text }, project)],
  ]),
);

const select = (piece: string): readonly Selection[] => [
  { pieces: [piece], parts: ['module', 'test', 'guide'] },
];

interface Scene {
  readonly files?: Readonly<Record<string, string>>;
  readonly flags?: Readonly<Record<string, unknown>>;
  /** Answers by the name of the question; without them nobody can be asked. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly piece?: string;
}

async function plan(scene: Scene): Promise<PlannedRun & { readonly questions: readonly Question[] }> {
  const questions: Question[] = [];
  const asker: Asker = {
    canAsk: scene.answers !== undefined,
    select: async (question) => {
      questions.push(question);
      return scene.answers?.[question.name] ?? '';
    },
    selectMany: async () => [],
    input: async () => '',
  };
  const request = {
    tree: memoryTree(scene.files ?? files),
    options: readOptions(scene.flags ?? {}),
    asker,
    ancestorHashes,
  };
  return {
    ...(await planRun(request, await findProject(request), select(scene.piece ?? 'errors'))),
    questions,
  };
}

const statuses = ({ outcomes }: PlannedRun) =>
  Object.fromEntries(outcomes.map(({ path, status }) => [path, status]));

/** The files as they are after a run. */
function filesAfter({ writes }: PlannedRun, before = files): Readonly<Record<string, string>> {
  return afterWrites(before, writes);
}

describe('a run in a project of chora-base', () => {
  it('asks one question that lists the unedited files, and replaces them on a yes', async () => {
    const run = await plan({ answers: { replaceAncestor: 'yes' } });
    assert.deepEqual(
      run.questions.map(({ name }) => name),
      ['replaceAncestor'],
    );
    for (const path of Object.keys(oldFiles)) {
      assert.ok(run.questions[0]?.message.includes(path), path);
      assert.equal(statuses(run)[path], 'replaced');
    }
  });

  it('stops on a no, and says what else can be done', async () => {
    await assert.rejects(
      plan({ answers: { replaceAncestor: 'no' } }),
      /errors\.py is there already and is chora-base v2\.1's, unedited; nothing was changed.*--source-dir/s,
    );
  });

  it('replaces them without a question with --yes, and with --on-conflict=overwrite', async () => {
    for (const flags of [{ yes: true }, { onConflict: 'overwrite' }, { yes: true, onConflict: 'side' }]) {
      const run = await plan({ flags });
      for (const path of Object.keys(oldFiles)) assert.equal(statuses(run)[path], 'replaced');
    }
  });

  it('stops and names the files and the flags where nobody can be asked', async () => {
    for (const flags of [{}, { json: true }, { dryRun: true }]) {
      await assert.rejects(plan({ flags }), (error: Error) => {
        for (const word of [...Object.keys(oldFiles), '--yes', '--on-conflict=overwrite'])
          assert.ok(error.message.includes(word), word);
        return true;
      });
    }
  });

  it('stops for an edited module before it asks anything that nobody can answer', async () => {
    const edited = { ...files, 'src/acme/utils/errors.py': '"""Made by chora-base."""\nold = 2\n' };
    await assert.rejects(plan({ files: edited }), /is chora-base's, but was edited since/);
    await assert.rejects(plan({ files: edited, flags: { yes: true } }), /is chora-base's, but was edited/);
  });

  it('loses no text: each file is as it was, or is in .chora/replaced, or was only added to', async () => {
    const test = `${oldFiles['tests/utils/test_errors.py']}\n# mine\n`;
    const before: Readonly<Record<string, string>> = { ...files, 'tests/utils/test_errors.py': test };
    const after = filesAfter(await plan({ files: before, flags: { yes: true } }), before);
    const texts = Object.values(after).map((text) => text.replaceAll('{{ package_name }}', 'acme'));
    const barrel = 'src/acme/utils/__init__.py';
    for (const [path, text] of Object.entries(before).filter(([path]) => path !== barrel))
      assert.ok(texts.includes(text.replaceAll('{{ package_name }}', 'acme')), path);
    const lines = (after[barrel] ?? '').split('\n');
    for (const line of before[barrel]?.split('\n') ?? []) assert.ok(lines.includes(line), line);
  });

  it('repairs the placeholder in a test that the user edited', async () => {
    const test = `${oldFiles['tests/utils/test_errors.py']}\n# mine\n`;
    const before = { ...files, 'tests/utils/test_errors.py': test };
    const run = await plan({ files: before, flags: { yes: true } });
    assert.equal(statuses(run)['tests/utils/test_errors.py'], 'repaired');
    assert.equal(
      filesAfter(run)['tests/utils/test_errors.py'],
      'from acme.utils.errors import old\n\n# mine\n',
    );
  });

  it('writes nothing when it is run again', async () => {
    const test = `${oldFiles['tests/utils/test_errors.py']}\n# mine\n`;
    const before = { ...files, 'tests/utils/test_errors.py': test };
    const first = await plan({ files: before, flags: { yes: true } });
    const second = await plan({ files: filesAfter(first, before), flags: { yes: true } });
    assert.deepEqual(second.writes, []);
  });

  it('takes no guide of the ancestor for that of a piece that is there', async () => {
    const agents = filesAfter(await plan({ piece: 'responses' }))['AGENTS.md'] ?? '';
    assert.match(agents, /Response/);
    assert.doesNotMatch(agents, /ErrorFormatter/);
  });
});
