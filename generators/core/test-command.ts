/** The command that runs tests of this project, from the folder that it belongs in. */

import { posix } from 'node:path';
import { quoteForShell } from '../edit/shell.js';
import type { Project } from '../types/project.js';

type Where = Pick<Project, 'testsRunIn'>;

export function fillTestCommand(
  command: string,
  { testsRunIn = '' }: Where,
  paths: readonly string[],
): string {
  const words = paths.map((path) => quoteForShell(posix.relative(testsRunIn, path)));
  const go = testsRunIn === '' ? '' : `cd ${quoteForShell(testsRunIn)} && `;
  return `${go}${command} ${words.join(' ')}`;
}
