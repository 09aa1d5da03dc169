import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageRoot } from '../../generators/package-root.js';

const source = join(packageRoot, 'generators');

/** From the top floor to the ground: a file may import from its own floor and from those below it. */
const floors: readonly (readonly RegExp[])[] = [
  [/^cli\.ts$/, /^help\.ts$/, /^commands\.ts$/],
  [/^app\/index\.ts$/],
  [/^[a-z]+\/index\.ts$/],
  [/^piece-generator\.ts$/],
  [/^plan-run\.ts$/, /^write-files\.ts$/, /^git\.ts$/],
  [
    /^begin-project\.ts$/,
    /^(project-(answers|options|questions|rules)|complete-answers|ask-project)\.ts$/,
    /^settle\.ts$/,
  ],
  [/^detect\.ts$/, /^config\.ts$/, /^options\.ts$/, /^ask\.ts$/, /^choose-pieces\.ts$/, /^package-root\.ts$/],
  [/^core\/(plan|pages|new-project|report|record|apply|render)\.ts$/],
  [/^core\/(standing|ancestor|ancestor-hashes)\.ts$/],
  [/^catalogue\.ts$/],
  [/^core\/languages\.ts$/],
  [/^core\/languages\//],
  [/^core\/conditions\.ts$/],
  [/^kinds\.ts$/],
  [/^core\/edit\//, /^core\/(manifest|disk-tree|overlay-tree|nearest)\.ts$/],
  [/^core\/language-row\.ts$/],
  [/^core\/(types|new-project-types)\.ts$/],
];

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
);

function floorOf(file: string): number {
  return floors.findIndex((patterns) => patterns.some((pattern) => pattern.test(file)));
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(source, file), 'utf8');
  const paths = [...text.matchAll(/(?:from|import)\s+'(\.[^']+)'/g)].map(([, path = '']) => path);
  return paths.map((path) => relative(source, join(source, dirname(file), path)).replace(/\.js$/, '.ts'));
}

/** The files that can be reached from one by its imports, itself only over a circle. */
function reach(file: string, seen: Set<string> = new Set()): Set<string> {
  for (const next of importsOf(file).filter((path) => !seen.has(path))) {
    seen.add(next);
    reach(next, seen);
  }
  return seen;
}

describe('the source', () => {
  it('has a floor for every file', () => {
    assert.deepEqual(
      files.filter((file) => floorOf(file) < 0),
      [],
    );
  });

  it('imports only downwards or on the same floor', () => {
    const upwards = files.flatMap((file) =>
      importsOf(file)
        .filter((path) => floorOf(path) < floorOf(file))
        .map((path) => `${file} imports ${path}`),
    );
    assert.deepEqual(upwards, []);
  });

  it('has no circle of imports', () => {
    assert.deepEqual(
      files.filter((file) => reach(file).has(file)),
      [],
    );
  });

  it('knows no Yeoman in its core', () => {
    const yeoman = files.filter(
      (file) =>
        file.startsWith('core/') &&
        /from '(yeoman|@yeoman|mem-fs)/.test(readFileSync(join(source, file), 'utf8')),
    );
    assert.deepEqual(yeoman, []);
  });

  it('asks which language it is only in the table of languages', () => {
    const asking = files.filter((file) => /language\w* === '/.test(readFileSync(join(source, file), 'utf8')));
    assert.deepEqual(asking, []);
  });

  it('leaves the process alone, for hosts that run it: no exit, no standard input, no current folder, no console', () => {
    const forbidden = /process\.(exit|stdin|cwd)\b|console\./;
    const offenders = files.filter(
      (file) => file !== 'cli.ts' && forbidden.test(readFileSync(join(source, file), 'utf8')),
    );
    assert.deepEqual(offenders, []);
  });
});
