/** Proves an update before it is written: the tests of the pieces run on it in a copy of the project. */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quoteForShell } from '../edit/shell.js';
import { languages } from '../languages/languages.js';
import { printableLines } from '../text/printable.js';
import { UserError } from '../types/user-error.js';
import { onEnding } from '../write/on-ending.js';
import { copyProject, writeAll } from './copy-project.js';
import type { PlannedRun } from './plan-run.js';
import { runShell } from './run-shell.js';

/** Returns what the user should know; throws a UserError where the tests passed until now and fail on the update. */
export async function proveUpdate(
  root: string,
  planned: PlannedRun,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const tests = listTests(planned);
  if (!changesCode(planned)) return [];
  if (tests.length === 0)
    return ['There is no test of these pieces here: the update was not tried out before it was written.'];
  say('Trying the update out in a copy of the project …');
  const copy = mkdtempSync(join(tmpdir(), 'generator-chora-'));
  const end = () => rmSync(copy, { recursive: true, force: true, maxRetries: 3 });
  const stop = onEnding({ beat: () => undefined, end, say: () => undefined });
  try {
    return await tryOut({ root, copy, planned, tests });
  } finally {
    stop();
    end();
  }
}

interface Trial {
  readonly root: string;
  readonly copy: string;
  readonly planned: PlannedRun;
  readonly tests: readonly string[];
}

async function tryOut({ root, copy, planned, tests }: Trial): Promise<readonly string[]> {
  const problem = copyProject(root, copy);
  if (problem !== undefined) return [untried(problem)];
  const { project } = planned;
  const hasFolder = (path: string) => existsSync(join(root, path));
  const own = languages[project.language].testEnvironment(project, {
    root,
    copy,
    env: process.env,
    hasFolder,
  });
  const env = { ...process.env, ...own };
  const run = (files: readonly string[]) =>
    runShell([project.testCommandHere, ...files.map((file) => quoteForShell(file))].join(' '), {
      cwd: copy,
      env,
    });
  const before = await run(
    tests.filter((path) => planned.outcomes.some((each) => each.path === path && each.before !== undefined)),
  );
  if (before.status !== 0)
    return [untried(`their tests do not pass here as they are: ${lastLine(before.output)}`)];
  writeAll(copy, planned.writes);
  const after = await run(tests);
  if (after.status === 0) return ['The tests of the pieces pass on the update, in a copy of the project.'];
  throw new UserError(
    `The tests of the pieces passed until now, and fail on the update; nothing was changed.\n${after.output.trimEnd().split('\n').slice(-30).join('\n')}\n` +
      'Look at it with --dry-run; --no-verify writes it all the same.',
  );
}

function untried(reason: string): string {
  return `The update was not tried out before it was written: ${reason}`;
}

function changesCode({ outcomes, project }: PlannedRun): boolean {
  const { isCode } = languages[project.language];
  return outcomes.some(({ path, before, after }) => isCode(path) && before !== undefined && before !== after);
}

/** The tests that are there after the update. */
function listTests({ outcomes }: PlannedRun): readonly string[] {
  return outcomes.flatMap(({ path, change, after }) =>
    change.kind === 'create' && change.part === 'test' && change.path === path && after !== undefined
      ? [path]
      : [],
  );
}

function lastLine(output: string): string {
  return printableLines(output.trimEnd().split('\n').at(-1) ?? '');
}
