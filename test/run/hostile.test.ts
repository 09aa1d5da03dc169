/** A record or a configuration from somewhere else: refused or ignored in a clear line, and nothing lands outside. */

import assert from 'node:assert/strict';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { makeScratch } from '../acceptance/scratch.js';
import { addIn, checkIn, deviationsIn, editIn, makeProject } from './check-in.js';

const record = '.chora/manifest.jsonl';
const module = 'src/acme/utils/persistence.py';

/** What an add and a check say of a project with this record or configuration. */
async function assertRefused(root: string, message: RegExp): Promise<void> {
  const before = readAll(root);
  for (const act of [() => addIn(root), () => checkIn(root)])
    await assert.rejects(act, (error: Error) => {
      assert.match(error.name, /^(User|Flag)Error$/, String(error.stack).slice(0, 500));
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });
  assert.deepEqual(readAll(root), before);
}

function readAll(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
}

function setPlace(root: string, place: Readonly<Record<string, string>>): void {
  editIn(root, '.yo-rc.json', (text) => {
    const config = JSON.parse(text);
    Object.assign(config['generator-chora'].places[0], place);
    return JSON.stringify(config);
  });
}

describe('a hostile record', () => {
  for (const path of [record, '.yo-rc.json']) {
    it(`of a gigabyte is refused by name: ${path}`, async () => {
      const root = await makeProject();
      truncateSync(join(root, path), 1_000_000_000);
      await assertRefused(root, new RegExp(`${path.replaceAll('.', '\\.')} is larger than 50 MB`));
    });
  }

  it('whose texts are bombs of Brotli counts as one without texts', async () => {
    const root = await makeProject();
    const bomb = brotliCompressSync(Buffer.alloc(100_000_000)).toString('base64');
    editIn(root, record, (text) => text.replaceAll(/"packed":"[^"]*"/g, `"packed":"${bomb}"`));
    assert.deepEqual(await deviationsIn(root), []);
    editIn(root, module, (text) => `${text}\nMINE = 1\n`);
    assert.deepEqual(await deviationsIn(root), [`edited ${module}`]);
    assert.ok((await addIn(root)).includes(`kept ${module}`));
    assert.match(readFileSync(join(root, module), 'utf8'), /MINE/);
  });

  it('whose hashes are wrong counts what is as this version writes it as untouched, and all else as edited', async () => {
    const root = await makeProject();
    editIn(root, module, (text) => `${text}\nMINE = 1\n`);
    editIn(root, record, (text) => text.replaceAll(/"sha256":"\w{4}/g, '"sha256":"0000'));
    assert.deepEqual(await deviationsIn(root), [`edited and outdated ${module}`]);
    assert.ok((await addIn(root)).includes(`kept ${module}`));
  });

  for (const path of [
    '../outside.py',
    '/outside.py',
    'src/../../outside.py',
    'C:\\\\outside.py',
    'a\\u0000b',
  ]) {
    it(`that names ${path} is refused with the line`, async () => {
      const root = await makeProject();
      editIn(root, record, (text) => text.replace(`"path":"${module}"`, `"path":"${path}"`));
      await assertRefused(root, /\.chora\/manifest\.jsonl, line \d+: this is no record of a file/);
    });
  }

  it('that names what objects inherit harms nobody', async () => {
    const root = await makeProject();
    editIn(root, record, (text) => {
      const line = text.split('\n').find((each) => each.includes(`"${module}"`)) ?? '';
      const names = ['__proto__', 'constructor', 'toString'];
      const hostile = names.flatMap((name) => [
        line.replace(`"${module}"`, `"${name}"`),
        line.replace('"piece":"persistence"', `"piece":"${name}"`).replace(module, `src/${name}`),
        line.replace('"language":"python"', `"language":"${name}"`).replace(module, `lib/${name}`),
      ]);
      return `${text}${hostile.join('\n')}\n`;
    });
    const missing = await deviationsIn(root);
    assert.equal(missing.length, 9);
    assert.ok(
      missing.every((line) => line.startsWith('missing ')),
      missing.join('\n'),
    );
    assert.ok((await addIn(root)).every((line) => line.startsWith('unchanged')));
    assert.equal(({} as Record<string, unknown>)['piece'], undefined);
  });

  it('with very many lines for one file is read at once', async () => {
    const root = await makeProject();
    editIn(root, module, (text) => text + '# x\n'.repeat(100_000));
    editIn(root, record, (text) => {
      const line = text.split('\n').find((each) => each.includes(`"${module}"`)) ?? '';
      const short = line.replace(/"packed":"[^"]*"/, '"packed":""');
      return `${text}${`${short}\n`.repeat(50_000)}`;
    });
    const start = performance.now();
    assert.deepEqual(await deviationsIn(root), [`edited ${module}`]);
    assert.ok(performance.now() - start < 15_000, `${performance.now() - start} ms`);
  });

  it('that is a link to a file outside is not written through', async () => {
    const [root, outside] = [await makeProject(), makeScratch('outside')];
    const text = readFileSync(join(root, record), 'utf8');
    writeFileSync(join(outside, 'a'), text.replace(/^.*persistence\.py.*\n/m, ''));
    rmSync(join(root, record));
    symlinkSync(join(outside, 'a'), join(root, record));
    await assert.rejects(addIn(root), /\.chora\/manifest\.jsonl leads out of the project/);
  });
});

describe('a hostile configuration', () => {
  for (const [flag, dir] of [
    ['sourceDir', '../outside'],
    ['sourceDir', '/outside'],
    ['testsDir', 'tests/../../outside'],
    ['docsDir', '.git/hooks'],
  ] as const) {
    it(`that remembers ${dir} as ${flag} is refused`, async () => {
      const root = await makeProject();
      setPlace(root, { [flag]: dir });
      await assertRefused(root, /(lies outside of the project|is an absolute path|lies in \.git)/);
    });
  }

  it('whose folder is a link out of the project is refused', async () => {
    const [root, outside] = [await makeProject(), makeScratch('outside')];
    setPlace(root, { docsDir: 'link/docs' });
    symlinkSync(outside, join(root, 'link'));
    await assert.rejects(addIn(root), /link\/.* leads out of the project/);
    assert.deepEqual(readdirSync(outside), []);
  });

  it('that is larger than any configuration is refused', async () => {
    const root = await makeProject();
    const place = { language: 'x', package: 'x', sourceDir: 'x', testsDir: 'x', docsDir: 'x' };
    const places = Array.from({ length: 30_000 }, (_, index) => ({ ...place, package: String(index) }));
    writeFileSync(join(root, '.yo-rc.json'), JSON.stringify({ 'generator-chora': { places } }));
    await assertRefused(root, /\.yo-rc\.json is larger than any configuration/);
  });

  it('whose places are no places, and whose keys are those that objects inherit, counts as none', async () => {
    const root = await makeProject();
    const places = [null, 7, [], { language: 'python' }, { ['__proto__']: {} }];
    const hostile = `{"__proto__": {"a": 1}, "generator-chora": {"__proto__": {"places": 1}, "places": ${JSON.stringify(places)}}}`;
    writeFileSync(join(root, '.yo-rc.json'), hostile);
    assert.ok((await addIn(root)).every((line) => line.startsWith('unchanged')));
    assert.deepEqual(await deviationsIn(root), []);
  });

  it('that is a folder is no configuration', async () => {
    const root = await makeProject();
    rmSync(join(root, '.yo-rc.json'));
    mkdirSync(join(root, '.yo-rc.json'));
    assert.deepEqual(
      (await checkIn(root)).files.filter(({ state }) => state !== 'current'),
      [],
    );
  });
});
