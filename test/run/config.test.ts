/** Proves what `.yo-rc.json` remembers of a run. */

import assert from 'node:assert/strict';
import type { Asker } from '../../generators/run/ask.js';
import { formatConfig, readConfig } from '../../generators/run/config.js';
import { choosePlace } from '../../generators/run/places.js';
import type { Place, Project } from '../../generators/types/project.js';

const folders = { sourceDir: 'acme/utils', testsDir: 'tests/utils', docsDir: 'docs/how-to' };
const acme: Place = { language: 'python', package: 'acme', ...folders };
const beta: Place = { language: 'python', package: 'beta', ...folders, sourceDir: 'beta/utils' };
const app: Place = { language: 'typescript', package: 'app', ...folders, sourceDir: 'src/utils' };

const projectAt = ({ package: packageName, ...rest }: Place) =>
  ({ packageName, ...rest }) as unknown as Project;
const store = (values: object) => JSON.stringify({ 'generator-chora': values });

describe('what .yo-rc.json remembers', () => {
  it('is the place, and nothing else unless it was given', () => {
    const text = formatConfig(undefined, projectAt(acme));
    assert.deepEqual(JSON.parse(text), { 'generator-chora': { places: [acme] } });
    assert.equal(formatConfig(text, projectAt(acme), { ignoreRequires: false }), text);
    assert.deepEqual(readConfig(text), { places: [acme], project: {} });
  });

  it('is a place for each package and each language, the same in whatever order they came', () => {
    const oneWay = [acme, beta, app].reduce<string | undefined>(
      (text, place) => formatConfig(text, projectAt(place)),
      undefined,
    );
    const otherWay = [app, beta, acme].reduce<string | undefined>(
      (text, place) => formatConfig(text, projectAt(place)),
      undefined,
    );
    assert.equal(oneWay, otherWay);
    assert.deepEqual(readConfig(oneWay).places, [acme, beta, app]);
  });

  it('is the new place of a package that was moved', () => {
    const moved = { ...acme, sourceDir: 'acme/state' };
    const text = formatConfig(formatConfig(undefined, projectAt(acme)), projectAt(moved));
    assert.deepEqual(readConfig(text).places, [moved]);
  });

  it('is read where an earlier version wrote it, which knew one place', () => {
    assert.deepEqual(readConfig(store(acme)).places, [acme]);
    const text = formatConfig(store(acme), projectAt(beta));
    assert.deepEqual(JSON.parse(text), { 'generator-chora': { places: [acme, beta] } });
  });

  it('is no place where a part of it is missing or of another kind', () => {
    assert.deepEqual(readConfig(store({ places: [{ ...acme, sourceDir: 1 }, 'x', beta] })).places, [beta]);
  });

  it('is the leave to ignore requires-python, once it was given', () => {
    const text = formatConfig(undefined, projectAt(acme), { ignoreRequires: true });
    assert.equal(JSON.parse(text)['generator-chora'].ignoreRequiresPython, true);
    assert.equal(readConfig(text).ignoreRequires, true);
    assert.equal(formatConfig(text, projectAt(acme), readConfig(text)), text);
  });

  it('is not a leave of any other value', () => {
    assert.equal(readConfig(store({ ignoreRequiresPython: 'yes' })).ignoreRequires, undefined);
  });

  it('leaves what other generators remember', () => {
    const text = formatConfig('{"generator-other": {"a": 1}}', projectAt(acme));
    assert.deepEqual(JSON.parse(text)['generator-other'], { a: 1 });
  });

  it('is refused with what to do where a merge left conflict markers', () => {
    assert.throws(() => readConfig('{\n<<<<<<< HEAD\n'), /\.yo-rc\.json holds conflict markers.*both sides/);
  });
});

describe('the place that a run is about', () => {
  const nobody = { canAsk: false } as Asker;
  const answering = (value: string) => ({ canAsk: true, select: async () => value }) as unknown as Asker;

  it('is the only one, also where a flag moves it', async () => {
    assert.equal(await choosePlace([acme], {}, nobody), acme);
    assert.equal(await choosePlace([acme], { sourceDir: 'acme/state' }, nobody), acme);
  });

  it('is the one of the package, the language or the folder that is named', async () => {
    const places = [acme, beta, app];
    assert.equal(await choosePlace(places, { package: 'beta' }, nobody), beta);
    assert.equal(await choosePlace(places, { language: 'typescript' }, nobody), app);
    assert.equal(await choosePlace(places, { sourceDir: 'beta/utils' }, nobody), beta);
  });

  it('is none where another package, language or folder is named', async () => {
    for (const given of [{ package: 'gamma' }, { language: 'typescript' }, { sourceDir: 'gamma/utils' }])
      assert.equal(await choosePlace([acme, beta], given, nobody), undefined);
  });

  it('is asked for among several, or the flag is named', async () => {
    assert.equal(await choosePlace([acme, beta], {}, answering('beta/utils')), beta);
    await assert.rejects(
      choosePlace([acme, beta], {}, nobody),
      /acme \(python, acme\/utils\); beta .*--package/,
    );
    await assert.rejects(choosePlace([acme, app], {}, nobody), /--language=NAME/);
  });
});
