import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';

const source = join(packageRoot, 'generators');

/** The rooms, from the top floor to the ground: a room may use only those on floors below it. */
const floors: readonly (readonly string[])[] = [
  ['bin'],
  ['app', 'remove'],
  ['persistence', 'utils', 'new-project', 'status', 'check', 'update'],
  ['docs'],
  ['run'],
  ['core', 'write'],
  ['core/ancestor'],
  ['languages'],
  ['languages/python', 'languages/typescript'],
  ['languages/python/detect', 'languages/typescript/detect'],
  ['languages/python/edit', 'languages/typescript/edit'],
  ['edit', 'tables', 'tree'],
  ['types'],
  ['text'],
];

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
);

function floorOf(file: string): number {
  return floors.findIndex((rooms) => rooms.includes(dirname(file)));
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
  it('has a floor for every room', () => {
    assert.deepEqual(
      files.filter((file) => floorOf(file) < 0),
      [],
    );
  });

  it('imports only from the same room or from rooms on floors below', () => {
    const upwards = files.flatMap((file) =>
      importsOf(file)
        .filter((path) => dirname(path) !== dirname(file) && floorOf(path) <= floorOf(file))
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

  it('knows Yeoman only in the generators and their base classes', () => {
    const yeoman = files.filter(
      (file) =>
        !/(^|\/)index\.ts$|^run\/(piece-generator|chora-generator|commit)\.ts$/.test(file) &&
        /from '(yeoman|@yeoman|mem-fs)/.test(readFileSync(join(source, file), 'utf8')),
    );
    assert.deepEqual(yeoman, []);
  });

  it('has nothing of Yeoman in what the bin loads', () => {
    // Commands and prompts are loaded by `import()`, which the list of imports does not have.
    const loaded = files.filter((file) => /^bin\/|\/command\.ts$/.test(file));
    const reached = loaded.flatMap((file) => [...reach(file)]);
    const yeoman = /from '(?:yeoman|@yeoman|mem-fs)/;
    assert.deepEqual(
      reached.filter((file) => yeoman.test(readFileSync(join(source, file), 'utf8'))),
      [],
    );
  });

  it('loads nothing of a language to print a help text', () => {
    const reached = [...reach('bin/cli.ts')];
    assert.ok(reached.includes('bin/command-options.ts'));
    assert.deepEqual(
      reached.filter((file) => /^(languages\/languages|languages\/\w+\/row|.*\/command)\.ts$/.test(file)),
      [],
    );
  });

  it('asks which language it is only in the table of languages', () => {
    const asking = files.filter((file) => /language\w* === '/.test(readFileSync(join(source, file), 'utf8')));
    assert.deepEqual(asking, []);
  });

  it('leaves the process alone, for hosts that run it: no exit, no standard input, no current folder, no console', () => {
    const forbidden = /process\.(exit|stdin|cwd)\b|console\./;
    const offenders = files.filter(
      (file) => !file.startsWith('bin/') && forbidden.test(readFileSync(join(source, file), 'utf8')),
    );
    assert.deepEqual(offenders, []);
  });
});
