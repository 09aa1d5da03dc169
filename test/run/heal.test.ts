/** A record that was lost, reverted or half merged: no file that nobody edited counts as edited for ever. */

import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addIn, ageIn, deviationsIn, editIn, languagesOf, makeProject } from './check-in.js';

const recordPath = '.chora/manifest.jsonl';
const readRecord = (root: string) => readFileSync(join(root, recordPath), 'utf8');
/** Which text of each file is recorded. */
const recordedIn = (root: string) =>
  [...readRecord(root).matchAll(/"path":"([^"]*)".*"sha256":"(\w*)"/g)].map(
    ([, path, sum]) => `${path} ${sum}`,
  );
const writeRecord = (root: string, text: string) => writeFileSync(join(root, recordPath), text);

/** Without the user's own files, whose texts before the first edit nobody knows any more. */
const filesOf = (recorded: readonly string[]) =>
  recorded.filter((line) => /utils\/(?!__init__|index)|how-to/.test(line));

/** The statuses that an add comes to, each once. */
async function statusesOf(root: string): Promise<readonly string[]> {
  return [...new Set((await addIn(root)).map((line) => line.replace(/ \S+$/, '')))];
}

for (const [language, { files, module, edit }] of Object.entries(languagesOf)) {
  describe(`a ${language} project`, () => {
    /** After the next run: nothing is edited, and what is edited then is known for it. */
    async function assertHealed(root: string, record: readonly string[]): Promise<void> {
      assert.deepEqual(await statusesOf(root), ['unchanged']);
      assert.deepEqual(await deviationsIn(root), []);
      assert.deepEqual(recordedIn(root), record);
      editIn(root, module, (text) => text + edit);
      assert.deepEqual(await deviationsIn(root), [`edited ${module}`]);
    }

    it('whose record was lost has it again after the next run', async () => {
      const root = await makeProject(files);
      const record = filesOf(recordedIn(root));
      rmSync(join(root, '.chora'), { recursive: true });
      assert.deepEqual(await statusesOf(root), ['unchanged']);
      assert.deepEqual(await deviationsIn(root), []);
      assert.deepEqual(filesOf(recordedIn(root)), record);
      editIn(root, module, (text) => text + edit);
      assert.deepEqual(await deviationsIn(root), [`edited ${module}`]);
    });

    it('whose record lost the lines of some files has them again', async () => {
      const root = await makeProject(files);
      const recorded = recordedIn(root);
      const record = readRecord(root);
      writeRecord(
        root,
        record
          .split('\n')
          .filter((line, index) => index % 2 === 0 || line.includes('"edit"'))
          .join('\n'),
      );
      await assertHealed(root, recorded);
    });

    it('whose record was reverted to that of an older version has the new one again', async () => {
      const root = await makeProject(files);
      const recorded = recordedIn(root);
      const text = readFileSync(join(root, module), 'utf8');
      ageIn(root, module, (older) => older.replace('yours to edit', 'yours'));
      writeFileSync(join(root, module), text);
      assert.notDeepEqual(recordedIn(root), recorded);
      assert.deepEqual(await deviationsIn(root), []);
      await assertHealed(root, recorded);
    });

    it('whose record says what is not so has the right one again', async () => {
      const root = await makeProject(files);
      const record = readRecord(root);
      writeRecord(root, record.replaceAll(/"sha256":"\w{8}/g, '"sha256":"00000000'));
      const healed = await statusesOf(root);
      assert.deepEqual(healed, ['unchanged']);
      assert.deepEqual(await deviationsIn(root), []);
    });

    it('whose record was half merged by git is whole after the next run', async () => {
      const root = await makeProject(files);
      const recorded = recordedIn(root);
      const record = readRecord(root);
      const text = readFileSync(join(root, module), 'utf8');
      ageIn(root, module, (older) => older.replace('yours to edit', 'yours'));
      const [mine, theirs] = [record, readRecord(root)].map((each) => each.split('\n').slice(1).join('\n'));
      writeFileSync(join(root, module), text);
      for (const sides of [
        [mine, theirs],
        [theirs, mine],
      ]) {
        const [first, second] = sides;
        writeRecord(root, `{"formatVersion":2}\n<<<<<<< HEAD\n${first}=======\n${second}>>>>>>> topic\n`);
        assert.deepEqual(await deviationsIn(root), [`conflicted ${recordPath}`]);
        assert.deepEqual(await statusesOf(root), ['unchanged']);
        assert.deepEqual(recordedIn(root), recorded);
      }
      await assertHealed(root, recorded);
    });

    it('that was laid out anew before its record was lost has nothing edited', async () => {
      const root = await makeProject(files);
      editIn(root, module, (text) => text.replaceAll(/\n\n(?=\S)/g, '\n\n\n'));
      rmSync(join(root, '.chora'), { recursive: true });
      assert.deepEqual(await statusesOf(root), ['unchanged']);
      assert.deepEqual(await deviationsIn(root), []);
    });

    it('whose places were lost has them again', async () => {
      const root = await makeProject(files);
      const record = filesOf(recordedIn(root));
      rmSync(join(root, '.yo-rc.json'));
      await addIn(root);
      assert.deepEqual(await deviationsIn(root), []);
      assert.deepEqual(filesOf(recordedIn(root)), record);
    });
  });
}
