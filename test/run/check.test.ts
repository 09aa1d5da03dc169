/** What a check says of what earlier runs wrote, in both languages. */

import assert from 'node:assert/strict';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskTree } from '../../generators/tree/disk-tree.js';
import { sampleFiles, writeProject } from '../sample-project.js';
import {
  addIn,
  ageIn,
  checkIn,
  deviationsIn,
  editIn,
  languagesOf,
  makeProject,
  typescriptFiles,
} from './check-in.js';

const older = (text: string) => text.replace(/^.*generator-chora.*$/m, (line) => `${line} Older.`);

for (const [language, { files, module, test, edit }] of Object.entries(languagesOf)) {
  describe(`a check of ${language}`, () => {
    it('finds all current after an add, with every recorded file and every edit among them', async () => {
      const root = await makeProject(files);
      const { files: checked } = await checkIn(root);
      assert.deepEqual(new Set(checked.map(({ state }) => state)), new Set(['current']));
      assert.ok(
        checked.some(
          ({ path, part, piece }) => path === module && part === 'module' && piece === 'persistence',
        ),
      );
      assert.ok(
        checked.some(({ part }) => part === 'exports') && checked.some(({ part }) => part === 'blocks'),
      );
    });

    it('tells an edited file', async () => {
      const root = await makeProject(files);
      editIn(root, module, (text) => text + edit);
      assert.deepEqual(await deviationsIn(root), [`edited ${module}`]);
    });

    it('tells a file that an older version wrote', async () => {
      const root = await makeProject(files);
      ageIn(root, module, older);
      assert.deepEqual(await deviationsIn(root), [`outdated ${module}`]);
    });

    it('tells a file that an older version wrote and that was edited since', async () => {
      const root = await makeProject(files);
      ageIn(root, module, older);
      editIn(root, module, (text) => text + edit);
      assert.deepEqual(await deviationsIn(root), [`edited and outdated ${module}`]);
    });

    it('tells a missing file', async () => {
      const root = await makeProject(files);
      rmSync(join(root, test));
      assert.deepEqual(await deviationsIn(root), [`missing ${test}`]);
    });

    it('asks for no export of a module that was deleted, and has the pages forget it', async () => {
      const root = await makeProject(files);
      rmSync(join(root, module));
      const found = (await checkIn(root)).files.filter(({ state }) => state !== 'current');
      assert.deepEqual(found.map(({ state, part }) => `${state} ${part}`).sort(), [
        'missing module',
        'out of step blocks',
        'out of step blocks',
      ]);
    });

    it('takes other line endings for no edit', async () => {
      const root = await makeProject(files);
      editIn(root, module, (text) => text.replaceAll('\n', '\r\n'));
      assert.deepEqual(await deviationsIn(root), []);
    });

    it('takes another layout of an outdated file for no edit', async () => {
      const root = await makeProject(files);
      ageIn(root, module, older);
      editIn(root, module, (text) =>
        text
          .replaceAll(/^(\n+)/gm, '$1\n')
          .replaceAll('"', "'")
          .replaceAll("'''", '"""'),
      );
      assert.deepEqual(await deviationsIn(root), [`outdated ${module}`]);
    });

    it('tells conflict markers of git in a file', async () => {
      const root = await makeProject(files);
      editIn(root, module, (text) => `<<<<<<< HEAD\n${text}=======\n>>>>>>> topic\n`);
      assert.deepEqual(await deviationsIn(root), [`conflicted ${module}`]);
    });

    it('tells exports that were taken out', async () => {
      const root = await makeProject(files);
      const barrel = join(module, language === 'python' ? '../__init__.py' : '../index.ts');
      editIn(root, barrel, () => '');
      assert.deepEqual(await deviationsIn(root), [`out of step ${barrel}`]);
    });

    it('tells a block that was edited', async () => {
      const root = await makeProject(files);
      editIn(root, 'AGENTS.md', (text) => text.replace('Use it when', 'Never use it when'));
      assert.deepEqual(await deviationsIn(root), ['out of step AGENTS.md']);
    });

    it('says of a file of an old version that this one has no more that it is outdated', async () => {
      const root = await makeProject(files);
      const dropped = module.replace(/[^/]*\./, 'dropped.');
      writeFileSync(join(root, dropped), '');
      ageIn(root, module, (text) => text);
      editIn(root, '.chora/manifest.jsonl', (text) => {
        const line = text.split('\n').find((each) => each.includes(`"${module}"`)) ?? '';
        return `${text}${line.replace(module, dropped)}\n`;
      });
      writeFileSync(join(root, dropped), diskTree(root).read(module) ?? '');
      assert.deepEqual(await deviationsIn(root), [`outdated ${dropped}`]);
    });

    it('says of a file that this version adds to a piece that it is out of step', async () => {
      const root = await makeProject(files);
      editIn(root, '.chora/manifest.jsonl', (text) => text.replace(/^.*(atomic_file|atomic-file).*\n/m, ''));
      const added = module.replace(/[^/]*\./, language === 'python' ? 'atomic_file.' : 'atomic-file.');
      rmSync(join(root, added));
      assert.deepEqual(await deviationsIn(root), [`out of step ${added}`]);
    });

    it('follows a package that was moved', async () => {
      const root = await makeProject(files);
      const [from, to] = [join(root, module, '..'), join(root, module, '../../helpers')];
      renameSync(from, to);
      const { notes, files: checked } = await checkIn(root);
      assert.match(notes.join('\n'), /helpers now, and is remembered there/);
      assert.deepEqual(
        checked.filter(({ state }) => state === 'missing'),
        [],
      );
    });

    it('writes nothing', async () => {
      const root = await makeProject(files);
      editIn(root, module, (text) => text + edit);
      const read = () =>
        diskTree(root)
          .list('')
          .map(({ name }) => [name, diskTree(root).read(name)]);
      const before = read();
      await checkIn(root);
      assert.deepEqual(read(), before);
    });
  });
}

describe('a check', () => {
  it('finds all current where guides and tests were left out', async () => {
    const root = await makeProject(sampleFiles, []);
    await addIn(root, ['errors'], { parts: ['module'] });
    const { files } = await checkIn(root);
    assert.deepEqual(
      files.map(({ path, state }) => `${state} ${path}`),
      ['current src/acme/utils/__init__.py', 'current src/acme/utils/errors.py'],
    );
  });

  it('tells that the test runner is not declared any more', async () => {
    const root = await makeProject();
    writeProject(root, { 'pyproject.toml': sampleFiles['pyproject.toml'] ?? '' });
    assert.deepEqual(await deviationsIn(root), ['out of step pyproject.toml']);
  });

  it('looks in every place that was remembered', async () => {
    const root = await makeProject({ ...sampleFiles, ...typescriptFiles }, []);
    await addIn(root, ['persistence'], { flags: { language: 'python' } });
    await addIn(root, ['persistence'], { flags: { language: 'typescript' } });
    assert.deepEqual(await deviationsIn(root), []);
    for (const { module, edit } of Object.values(languagesOf)) editIn(root, module, (text) => text + edit);
    assert.deepEqual(
      await deviationsIn(root),
      Object.values(languagesOf).map(({ module }) => `edited ${module}`),
    );
  });

  it('is about the pieces that are named', async () => {
    const root = await makeProject(sampleFiles, ['errors', 'responses']);
    editIn(root, 'src/acme/utils/errors.py', (text) => `${text}\nMINE = 1\n`);
    assert.deepEqual(await deviationsIn(root, ['responses']), []);
    assert.deepEqual(await deviationsIn(root, ['errors']), ['edited src/acme/utils/errors.py']);
  });

  it('refuses a piece that is not recorded, and one that there is not', async () => {
    const root = await makeProject(sampleFiles, ['errors']);
    await assert.rejects(
      checkIn(root, ['persistence']),
      /^UserError: Nothing of persistence is recorded here\. Recorded: errors\.$/,
    );
    await assert.rejects(
      checkIn(root, ['erors']),
      /^UsageError: There is no piece called erors here\. Did you mean errors\?/,
    );
  });

  it('tells a record that is lost, and one that a merge left its markers in', async () => {
    const root = await makeProject();
    editIn(root, '.chora/manifest.jsonl', (text) => `<<<<<<< HEAD\n${text}=======\n>>>>>>> topic\n`);
    assert.deepEqual(await deviationsIn(root), ['conflicted .chora/manifest.jsonl']);
    rmSync(join(root, '.chora'), { recursive: true });
    assert.deepEqual(await deviationsIn(root), ['missing .chora/manifest.jsonl']);
  });

  it('takes a file of the user in the place of one that this version adds for none of its own', async () => {
    const root = await makeProject();
    editIn(root, '.chora/manifest.jsonl', (text) => text.replace(/^.*atomic_file.*\n/m, ''));
    editIn(root, 'src/acme/utils/atomic_file.py', () => 'MINE = 1\n');
    assert.deepEqual(await deviationsIn(root), []);
  });

  it('takes a file that is no text for edited', async () => {
    const root = await makeProject();
    writeFileSync(join(root, 'tests/utils/test_persistence.py'), Buffer.from([0xff, 0xfe]));
    assert.deepEqual(await deviationsIn(root), ['edited tests/utils/test_persistence.py']);
  });

  it('finds nothing on tests for coding agents in a project that was begun without them', async () => {
    const begun = JSON.stringify({ 'generator-chora': { project: { includeTests: false } } });
    const root = await makeProject({ ...sampleFiles, '.yo-rc.json': begun }, []);
    await addIn(root, ['errors'], { parts: ['module', 'guide'] });
    assert.doesNotMatch(diskTree(root).read('AGENTS.md') ?? '', /Their tests/);
    assert.deepEqual(await deviationsIn(root), []);
  });
});
