/** Proves what `.yo-rc.json` remembers of a run. */

import assert from 'node:assert/strict';
import { formatConfig, readConfig } from '../../generators/run/config.js';
import type { Project } from '../../generators/types/project.js';

const places = {
  language: 'python',
  sourceDir: 'acme/utils',
  testsDir: 'tests/utils',
  docsDir: 'docs/how-to',
};
const project = { ...places, packageName: 'acme' } as Project;

describe('what .yo-rc.json remembers', () => {
  it('is the places, and nothing else unless it was given', () => {
    const text = formatConfig(undefined, project);
    assert.deepEqual(JSON.parse(text), { 'generator-chora': { ...places, package: 'acme' } });
    assert.equal(formatConfig(text, project, { ignoreRequires: false }), text);
    assert.deepEqual(readConfig(text), { ...places, package: 'acme' });
  });

  it('is the leave to ignore requires-python, once it was given', () => {
    const text = formatConfig(undefined, project, { ignoreRequires: true });
    assert.equal(JSON.parse(text)['generator-chora'].ignoreRequiresPython, true);
    assert.equal(readConfig(text).ignoreRequires, true);
    assert.equal(formatConfig(text, project, readConfig(text)), text);
  });

  it('is not a leave of any other value', () => {
    const text = JSON.stringify({ 'generator-chora': { ignoreRequiresPython: 'yes' } });
    assert.deepEqual(readConfig(text), {});
  });

  it('leaves what other generators remember', () => {
    const text = formatConfig('{"generator-other": {"a": 1}}', project);
    assert.deepEqual(JSON.parse(text)['generator-other'], { a: 1 });
  });
});
