/** What is measured against each other: the bin, and other programs that write the same files. */

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../../generators/run/package-root.js';
import { makeScratch } from '../../acceptance/scratch.js';
import { cacheFolder, makeEnvironment } from '../../python/environment.js';
import { writeProject } from '../../sample-project.js';

export interface Subject {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** A new folder to run it in. */
  prepare(): string;
}

type Files = Readonly<Record<string, string>>;

const bin = join(packageRoot, 'lib/bin/cli.js');
const add = ['persistence', '--yes', '--no-color'];
const plopVersion = '4.0.5';

export function listSubjects(): readonly Subject[] {
  const files = listWritten();
  return [
    { name: '`generator-chora persistence`', command: ['node', bin, ...add], prepare: makeProject },
    { name: 'the same in a repository of 10 000 files', command: ['node', bin, ...add], prepare: makeLarge },
    yo(),
    cookiecutter(files),
    plop(files),
    ...['--help', '--version', 'persistence --help'].map((words) => ({
      name: `\`generator-chora ${words}\``,
      command: ['node', bin, ...words.split(' ')],
      prepare: () => '/',
    })),
    { name: '`node -e 0`', command: ['node', '-e', '0'], prepare: () => '/' },
  ];
}

function makeProject(): string {
  const dir = makeScratch('bench');
  writeProject(dir);
  return dir;
}

/** As repositories of that size are: most of it is in folders beside the package. */
function makeLarge(): string {
  const dir = makeProject();
  for (let folder = 0; folder < 100; folder += 1) {
    const path = join(dir, `src/acme/part${folder % 10}/part${folder}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < 100; file += 1) writeFileSync(join(path, `m${file}.py`), 'x = 1\n');
  }
  return dir;
}

/** What the bin writes into the sample project. */
function listWritten(): Files {
  const dir = makeProject();
  const before = new Set(readdirSync(dir, { recursive: true, encoding: 'utf8' }));
  execFileSync('node', [bin, ...add], { cwd: dir, stdio: 'ignore' });
  const written = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = written.map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1));
  return Object.fromEntries(
    paths.filter((path) => !before.has(path)).map((path) => [path, readFileSync(join(dir, path), 'utf8')]),
  );
}

/** The packed files beside `yo`, which as root would become another user. */
function yo(): Subject {
  const modules = join(makeScratch('bench-yo'), 'node_modules');
  for (const path of ['lib', 'skills', 'templates', 'package.json'])
    cpSync(join(packageRoot, path), join(modules, 'generator-chora', path), { recursive: true });
  const env = {
    NODE_PATH: modules,
    NO_UPDATE_NOTIFIER: '1',
    NODE_OPTIONS: '--import data:text/javascript,process.setuid=undefined',
  };
  const command = ['node', join(packageRoot, 'node_modules/yo/lib/cli.js'), 'chora:persistence', '--yes'];
  return { name: '`yo chora:persistence`', command, env, prepare: makeProject };
}

function cookiecutter(files: Files): Subject {
  const requirements = join(packageRoot, 'test/bench/cli/requirements.txt');
  const python = makeEnvironment(join(cacheFolder, 'cookiecutter'), requirements);
  const template = makeScratch('bench-cookiecutter');
  const settings = JSON.stringify({ name: 'acme', _copy_without_render: ['*'] });
  writeFiles(template, { 'cookiecutter.json': settings });
  writeFiles(join(template, '{{cookiecutter.name}}'), files);
  const command = [join(dirname(python), 'cookiecutter'), '--no-input', template];
  return { name: 'cookiecutter, as many files', command, prepare: () => makeScratch('bench') };
}

function plop(files: Files): Subject {
  const prefix = join(cacheFolder, 'plop');
  const cli = join(prefix, 'node_modules/plop/bin/plop.js');
  if (!existsSync(cli)) {
    mkdirSync(prefix, { recursive: true });
    writeFileSync(join(prefix, 'package.json'), '{ "private": true }');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', `plop@${plopVersion}`], { cwd: prefix });
  }
  const source = makeScratch('bench-plop');
  // What opens an expression of its templates comes out as it is.
  const escaped = Object.entries(files).map(([path, text]) => [path, text.replaceAll('{{', '\\{{')]);
  writeFiles(join(source, 'files'), Object.fromEntries(escaped));
  const actions = Object.keys(files).map((path) => ({
    type: 'add',
    path: `{{cwd}}/${path}`,
    templateFile: join(source, 'files', path),
  }));
  const plopfile = `export default (plop) => plop.setGenerator('add', { prompts: [],
    actions: ${JSON.stringify(actions)}.map((each) => ({ ...each, data: { cwd: process.cwd() } })) });`;
  writeFiles(source, { 'plopfile.mjs': plopfile });
  const command = ['node', cli, '--plopfile', join(source, 'plopfile.mjs'), '--dest', '.', 'add'];
  return { name: 'plop, as many files', command, prepare: () => makeScratch('bench') };
}

function writeFiles(dir: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
}
