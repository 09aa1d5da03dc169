/** What holds of every merge: random edits of users and of ours, on real modules, by seeds that a failure names. */

import assert from 'node:assert/strict';
import { emptyManifest } from '../../generators/core/manifest.js';
import { decideMerge, layOutAs } from '../../generators/core/merge.js';
import { recordFiles } from '../../generators/core/record.js';
import { languages } from '../../generators/languages/languages.js';
import type { CreateFile } from '../../generators/types/change.js';
import { type LanguageId, languageIds } from '../../generators/types/language-id.js';
import type { Project } from '../../generators/types/project.js';
import { readReleases } from '../releases/release.js';

const seeds = Array.from({ length: 12 }, (_, index) => index + 1);

const paths: Readonly<Record<LanguageId, string>> = {
  python: 'src/acme/utils/errors.py',
  typescript: 'src/utils/errors.ts',
};
const texts = Object.fromEntries(
  readReleases()
    .filter(({ version }) => version === '0.0.5')
    .map(({ language, files }) => [language, files[paths[language]] ?? '']),
) as Readonly<Record<LanguageId, string>>;

/** Numbers from 0 up to a limit: mulberry32. */
function createRandom(seed: number): (limit: number) => number {
  let state = seed * 0x9e3779b9;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

type Random = ReturnType<typeof createRandom>;

/** Lines that come, go, change and move; what comes names who made it. */
function edit(text: string, { by, random, remark }: { by: string; random: Random; remark: string }): string {
  const lines = text.split('\n');
  for (let step = 0, steps = 1 + random(6); step < steps; step += 1) {
    const [at, to] = [random(lines.length), random(lines.length)];
    const [line = ''] = lines.slice(at);
    const added = `${/^\s*/.exec(line)?.[0]}${remark} ${by} ${step}`;
    [
      () => lines.splice(at, 0, added),
      () => lines.splice(at, 1 + random(3)),
      () => lines.splice(at, 1, `${line}  ${remark} ${by} ${step}`),
      () => lines.splice(to, 0, ...lines.splice(at, 2)),
      () => lines.splice(at, 1, `${line} `),
      () => lines.splice(at, 0, '', added, '('),
    ][random(6)]?.();
  }
  return lines.join('\n');
}

function merge(language: LanguageId, { base, current, ours }: Record<'base' | 'current' | 'ours', string>) {
  const project = { language, packageName: 'acme', importPath: 'acme.utils' } as Project;
  const path = paths[language];
  const change: CreateFile = { kind: 'create', path, text: ours, piece: 'errors', part: 'module' };
  const manifest = recordFiles([{ ...change, text: base }], emptyManifest, { project, version: '1' });
  const read = () => current;
  return decideMerge(change, current, { project, manifest, read, policy: 'markers', merges: true });
}

const linesOf = (text: string) => text.split('\n').map((line) => line.trim());
const remarks = { python: '#', typescript: '//' } as const;

for (const language of languageIds)
  describe(`any merge of ${language}`, () => {
    const base = texts[language];
    const remark = remarks[language];

    it('has every line that is the user’s own, or marks it', () => {
      for (const seed of seeds) {
        const random = createRandom(seed);
        const current = edit(base, { by: 'USER', random, remark });
        const ours = edit(base, { by: 'OURS', random, remark });
        const merging = merge(language, { base, current, ours });
        const after = linesOf(merging?.after ?? current);
        const own = linesOf(current).filter((line) => line.includes('USER'));
        const lost = own.filter((line) => !after.includes(line));
        assert.deepEqual(lost, [], `seed ${seed}: ${merging?.status}`);
      }
    });

    it('has every line that is new in ours, unless the user’s text stays as it is', () => {
      for (const seed of seeds) {
        const random = createRandom(seed);
        const current = edit(base, { by: 'USER', random, remark });
        const ours = edit(base, { by: 'OURS', random, remark });
        const merging = merge(language, { base, current, ours });
        if (merging?.after === undefined) continue;
        const after = linesOf(merging.after);
        const lost = linesOf(ours).filter((line) => line.includes('OURS') && !after.includes(line));
        assert.deepEqual(lost, [], `seed ${seed}: ${merging.status}`);
      }
    });

    it('leaves the user’s text where ours has nothing new, and is ours where the user changed nothing', () => {
      for (const seed of seeds) {
        const other = edit(base, { by: 'USER', random: createRandom(seed), remark });
        const idle = merge(language, { base, current: other, ours: base });
        assert.deepEqual([idle?.status, idle?.after], ['unchanged', undefined], `seed ${seed}`);
        const forward = merge(language, { base, current: base, ours: other });
        assert.equal(forward?.after ?? base, other, `seed ${seed}`);
      }
    });

    it('lays nothing out so that it means something else', () => {
      for (const seed of seeds) {
        const random = createRandom(seed);
        const text = edit(base, { by: 'OURS', random, remark });
        const model = edit(base.replaceAll(/\n +/g, '\n\t'), { by: 'USER', random, remark });
        const fitted = layOutAs({ path: paths[language], text }, model, { language });
        assert.ok(languages[language].isSame(paths[language], text, fitted), `seed ${seed}`);
      }
    });

    it('ends with any text, and raises nothing', () => {
      for (const seed of seeds) {
        const random = createRandom(seed);
        const noise = Array.from({ length: random(400) }, () => String.fromCharCode(random(300))).join('');
        const open = base.slice(0, random(base.length)) + '([{"\'`'.charAt(random(6));
        for (const current of [noise, open, noise + base, ''])
          assert.ok(merge(language, { base, current, ours: edit(base, { by: 'OURS', random, remark }) }));
      }
    });
  });
