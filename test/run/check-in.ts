/** Adds pieces to a folder on disk, ages what is there, and checks it, with nobody to ask. */

import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatManifest, manifestPath, readManifest } from '../../generators/core/manifest-file.js';
import { recordText } from '../../generators/core/packed-text.js';
import { type CheckResult, checkProject } from '../../generators/run/check-project.js';
import { findProject } from '../../generators/run/find-project.js';
import { planRun } from '../../generators/run/plan-run.js';
import { type RawOptions, readOptions } from '../../generators/run/read-options.js';
import type { Request } from '../../generators/run/request.js';
import { diskTree } from '../../generators/tree/disk-tree.js';
import type { PiecePart } from '../../generators/types/change.js';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';

const asker = { canAsk: false, select: assert.fail, selectMany: assert.fail, input: assert.fail };
const requestIn = (root: string, flags: RawOptions = {}): Request => {
  return { tree: diskTree(root), options: readOptions(flags), asker };
};

export const typescriptFiles: Readonly<Record<string, string>> = {
  'package.json': '{"name": "acme", "type": "module", "devDependencies": {"typescript": "^6.0.0"}}\n',
  'tsconfig.json': '{"compilerOptions": {"module": "nodenext"}}\n',
  'src/a.ts': "import { b } from './b.js';\n\nexport const a: number = b;\n",
  'src/b.ts': 'export const b: number = 1;\n',
  'src/utils/index.ts': "export { b } from '../b.js';\n",
};

/** Both languages side by side: where persistence is, and what it is called. */
export const languagesOf = {
  python: {
    files: sampleFiles,
    module: 'src/acme/utils/persistence.py',
    test: 'tests/utils/test_persistence.py',
    edit: '\nMINE = 1\n',
  },
  typescript: {
    files: typescriptFiles,
    module: 'src/utils/stateful-object.ts',
    test: 'src/utils/persistence.test.ts',
    edit: '\nexport const mine = 1;\n',
  },
} as const;

export async function addIn(
  root: string,
  pieces: readonly string[] = ['persistence'],
  {
    flags = {},
    parts = ['module', 'test', 'guide'],
  }: { flags?: RawOptions; parts?: readonly PiecePart[] } = {},
): Promise<readonly string[]> {
  const request = requestIn(root, flags);
  const { writes, outcomes } = await planRun(request, await findProject(request), [{ pieces, parts }]);
  for (const { path, text } of writes) {
    if (text === undefined) rmSync(join(root, path), { force: true });
    else writeProject(root, { [path]: text });
  }
  return outcomes.map(({ status, path }) => `${status} ${path}`);
}

const made = new Map<string, string>();

/** A project with pieces: made once, and copied. */
export async function makeProject(
  files: Readonly<Record<string, string>> = sampleFiles,
  pieces: readonly string[] = ['persistence'],
): Promise<string> {
  const key = JSON.stringify([files, pieces]);
  const original = made.get(key) ?? makeScratch('check');
  if (!made.has(key)) {
    writeProject(original, files);
    if (pieces.length > 0) await addIn(original, pieces);
    made.set(key, original);
  }
  const root = makeScratch('check');
  cpSync(original, root, { recursive: true });
  return root;
}

export function checkIn(root: string, names: readonly string[] = []): Promise<CheckResult> {
  return checkProject(requestIn(root), names);
}

/** All that is not current, as "state path". */
export async function deviationsIn(root: string, names: readonly string[] = []): Promise<readonly string[]> {
  const { files } = await checkIn(root, names);
  return files.filter(({ state }) => state !== 'current').map(({ state, path }) => `${state} ${path}`);
}

export function editIn(root: string, path: string, edit: (text: string) => string): void {
  writeFileSync(join(root, path), edit(readFileSync(join(root, path), 'utf8')));
}

/** Makes a file, and the record of it, what an older version would have written. */
export function ageIn(root: string, path: string, older: (text: string) => string): void {
  editIn(root, path, older);
  const read = (file: string) => diskTree(root).read(file);
  const manifest = readManifest(read);
  const { files } = manifest;
  const record = { ...files[path], version: '0.0.9', ...recordText(read(path) ?? '') };
  const aged = { ...manifest, files: { ...files, [path]: record } } as typeof manifest;
  writeFileSync(join(root, manifestPath), formatManifest(aged));
}
