/** The environment in which the tests of a copy of a project run: its code, and what is installed for the original. */

import { delimiter, join } from 'node:path';
import type { Trial } from '../../../types/language-row.js';
import type { Project } from '../../../types/project.js';

/** Modules of the copy come first, also where the original is installed in place. */
export function findTestEnvironment(
  { sourceDir, importPath }: Project,
  { root, copy, env, hasFolder }: Trial,
): Readonly<Record<string, string>> {
  const above = sourceDir.split('/').slice(0, -importPath.split('.').length);
  const bin = ['.venv/bin', '.venv/Scripts'].find(hasFolder);
  const list = (...dirs: readonly (string | undefined)[]) => dirs.filter(Boolean).join(delimiter);
  return {
    PYTHONPATH: list(join(copy, ...above), env['PYTHONPATH']),
    PYTHONDONTWRITEBYTECODE: '1',
    // uv would make an environment for the copy, and ask its index for it.
    ...(bin && {
      PATH: list(join(root, bin), env['PATH']),
      UV_PROJECT_ENVIRONMENT: join(root, '.venv'),
      UV_NO_SYNC: '1',
    }),
  };
}
