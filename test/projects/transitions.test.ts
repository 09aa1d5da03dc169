/** Another mind about a project: from any setting to any other, as files; test/generators has the same through the bin. */

import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { readManifest } from '../../generators/core/manifest-file.js';
import { standardModules } from '../../generators/languages/python/edit/reserved-names.js';
import { findAnswers } from '../../generators/new-project/answers.js';
import { findAdded, findDropped, withAdded } from '../../generators/new-project/changes-of-mind.js';
import { readRemembered } from '../../generators/new-project/options.js';
import { beginProject } from '../../generators/run/begin-project.js';
import { configPath, readConfig } from '../../generators/run/config.js';
import { findProject } from '../../generators/run/find-project.js';
import { type PlannedRun, planRun } from '../../generators/run/plan-run.js';
import { readOptions } from '../../generators/run/read-options.js';
import type { PiecePart, Selection } from '../../generators/types/change.js';
import type { ProjectAnswers } from '../../generators/types/new-project.js';
import { utilities } from '../../generators/utils/command.js';
import { afterWrites, memoryTree } from '../tree/memory-tree.js';
import { type Case, describeCase, flagsOf, pairwise } from './cases.js';

type Files = Readonly<Record<string, string>>;

const asker = { canAsk: false, select: assert.fail, selectMany: assert.fail, input: assert.fail };
const around = { folderName: 'acme-notes', gitName: 'Ada', gitEmail: 'ada@example.org', year: 2026 };
const machine = { folder: '', hasUv: true, isWindows: false };

/** `yo chora` with these flags, in a project of these files. */
async function planApp(files: Files, flags: Readonly<Record<string, unknown>>): Promise<PlannedRun> {
  const tree = memoryTree(files);
  const { project: memory } = readConfig(files[configPath]);
  const added = findAdded(readManifest(tree.read), memory, (path) => files[path] !== undefined);
  const found = await findAnswers({ flags, remembered: withAdded(memory, added), around, asker });
  const { includeTests, includeGuides, includePersistenceHelpers, includeApiUtilities } = found;
  const pieces = [
    ...(includePersistenceHelpers ? ['persistence'] : []),
    ...(includeApiUtilities ? utilities : []),
  ];
  const answers = { ...found, docsDir: includeGuides && pieces.length > 0 ? 'docs/how-to' : '' };
  const former = Object.keys(memory).length === 0 ? undefined : { ...answers, ...readRemembered(memory) };
  const begun = {
    ...beginProject(answers, machine, former as ProjectAnswers | undefined),
    dropped: findDropped(flags),
    utilities: [],
    commits: false,
  };
  const parts: readonly PiecePart[] = [
    'module',
    ...(includeTests ? (['test'] as const) : []),
    ...(includeGuides ? (['guide'] as const) : []),
  ];
  const selections: readonly Selection[] = [
    { pieces: [], parts: ['guide'] },
    { pieces, parts },
  ];
  const request = {
    tree,
    options: readOptions({ 'include-agents-md': flags['include-agents-md'] }),
    asker,
    begun,
  };
  return planRun(request, await findProject(request), selections);
}

/** The flags of a case, with those that others may have been given. */
function readFlags(chosen: Case, index: number): Readonly<Record<string, unknown>> {
  const flags = flagsOf(chosen).map((flag) => flag.slice(2).split('='));
  const name = index % 3 === 2 ? 'acme' : 'acme_notes';
  return { 'include-deployment': 'false', ...Object.fromEntries(flags), 'package-name': name };
}

/** Modules that a file imports and that are neither there, nor of the language, nor declared. */
function findMissingImports(files: Files, path: string): readonly string[] {
  const imported = [...(files[path] ?? '').matchAll(/^ *(?:from|import) ([\w.]+)/gm)].map(
    ([, name = '']) => name,
  );
  return imported.filter((name) => {
    const [dots = ''] = /^\.*/.exec(name) ?? [];
    const dir = dots === '' ? 'src' : posix.join(posix.dirname(path), ...Array(dots.length - 1).fill('..'));
    const file = posix.join(dir, ...name.slice(dots.length).split('.'));
    if (files[`${file}.py`] !== undefined || files[`${file}/__init__.py`] !== undefined) return false;
    if (dots !== '') return true;
    const [top = ''] = name.split('.');
    return !standardModules.has(top) && !isDeclared(top, files['pyproject.toml'] ?? '');
  });
}

/** FastAPI and the MCP SDK bring what they are made of; some modules only interpreters and checkers of types have. */
function isDeclared(name: string, pyproject: string): boolean {
  const names: Readonly<Record<string, string>> = {
    starlette: 'fastapi',
    anyio: 'mcp',
    pydantic: 'fastapi|mcp',
  };
  return (
    ['__future__', '_typeshed', 'conftest'].includes(name) ||
    new RegExp(`"(${names[name] ?? name})[2>]`).test(pyproject)
  );
}

/** Only a cli_tool has one; another kind remembers that of before, for a third. */
function withoutFramework(files: Files): Files {
  const config = files[configPath] ?? '';
  return { ...files, [configPath]: config.replace(/"cliFramework": "\w+"/, '"cliFramework": ""') };
}

describe('another mind about a project, as files', () => {
  const settings = pairwise().map((chosen, index) => ({
    name: describeCase(chosen),
    flags: readFlags(chosen, index),
  }));
  const atOnce: Files[] = [];
  before(async () => {
    for (const { flags } of settings) atOnce.push(afterWrites({}, (await planApp({}, flags)).writes));
  });

  it('finds what it imports, there or declared', () => {
    const missing = atOnce.flatMap((files, index) =>
      Object.keys(files)
        .filter((path) => path.endsWith('.py'))
        .flatMap((path) =>
          findMissingImports(files, path).map((name) => `${settings[index]?.name}: ${path}: ${name}`),
        ),
    );
    assert.deepEqual(missing, []);
  });

  it('changes nothing on a second run', async () => {
    for (const files of atOnce) assert.deepEqual((await planApp(files, {})).writes, []);
  });

  for (const [from, { name }] of settings.entries())
    it(`leaves no trace, whatever follows: ${name}`, async () => {
      for (const [to, { flags }] of settings.entries()) {
        const before = atOnce[from] ?? {};
        const after = afterWrites(before, (await planApp(before, flags)).writes);
        assert.deepEqual(withoutFramework(after), withoutFramework(atOnce[to] ?? {}));
      }
    });
});
