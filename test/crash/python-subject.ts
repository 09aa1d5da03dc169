/** The Python helper as a subject, whole or with a bug planted in its source. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, findPython, makeScratch, repositoryRoot } from './commands.js';
import type { Subject } from './subject.js';

/** A replacement in the helper's source; `from` must be there exactly once in all its modules. */
export interface Edit {
  readonly from: string;
  readonly to: string;
}

export interface PythonHelper {
  /** The folder of its modules. */
  readonly source: string;
  readonly edits: readonly Edit[];
}

/** Another copy of it can be put to the test by CHORA_PERSISTENCE, a folder. */
export const REAL_HELPER: PythonHelper = {
  source: process.env['CHORA_PERSISTENCE'] ?? join(repositoryRoot(), 'templates/persistence/python'),
  edits: [],
};

export const STAND_IN: PythonHelper = {
  source: join(repositoryRoot(), 'test/crash/drivers/stand-in'),
  edits: [],
};

export function pythonSubject(helper = REAL_HELPER): Subject {
  const python = findPython();
  const folder = installHelper(helper);
  spawnSync(python, ['-m', 'compileall', '-q', folder]);
  const drivers = join(repositoryRoot(), 'test/crash/drivers');
  const driver = (script: string, ...args: string[]): Command => [
    python,
    join(drivers, script),
    folder,
    ...args,
  ];
  return {
    act: (actions) => driver('act.py', JSON.stringify(actions)),
    recover: () => driver('recover.py'),
    count: (path) => driver('count.py', path),
    increment: (path, times) => driver('increment.py', path, String(times)),
    isLock: (file) => /\.lock$/.test(file),
  };
}

/** Copies the modules into a package `acme.utils`, as the generator does, and returns the folder above it. */
export function installHelper({ source, edits }: PythonHelper): string {
  const folder = makeScratch('helper');
  const target = join(folder, 'acme/utils');
  mkdirSync(target, { recursive: true });
  const modules = readdirSync(source).filter((name) => /^(?!test_).*\.py$/.test(name));
  for (const module of modules) cpSync(join(source, module), join(target, module));
  for (const edit of edits)
    plant(
      edit,
      modules.map((module) => join(target, module)),
    );
  return folder;
}

function plant({ from, to }: Edit, modules: readonly string[]): void {
  const places = modules.flatMap((module) =>
    Array(readFileSync(module, 'utf8').split(from).length - 1).fill(module),
  );
  const [module] = places;
  if (places.length !== 1)
    throw new Error(`The bug's place is there ${places.length} times, not once:\n${from}`);
  writeFileSync(
    module,
    readFileSync(module, 'utf8').replace(from, () => to),
  );
}
