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
import { runShell, type ShellResult, type ShellRun } from './run-shell.js';

/** How an update is tried out. */
export interface Trial {
  readonly say: (line: string) => void;
  /** For each run of the tests, in milliseconds. */
  readonly patience?: number;
}

/** Returns what the user should know; throws a UserError where the tests passed until now and fail on the update. */
export async function proveUpdate(
  root: string,
  planned: PlannedRun,
  { say, patience = 300_000 }: Trial,
): Promise<readonly string[]> {
  const tests = listTests(planned);
  if (!changesCode(planned)) return [];
  if (tests.length === 0)
    return ['There is no test of these pieces here: the update was not tried out before it was written.'];
  say('Trying the update out in a copy of the project …');
  // Not by a name that Yeoman, where it is installed beside, takes for a generator.
  const copy = mkdtempSync(join(tmpdir(), 'chora-trial-'));
  let running: ShellRun | undefined;
  const end = () => {
    running?.end();
    rmSync(copy, { recursive: true, force: true, maxRetries: 3 });
  };
  const stop = onEnding({ beat: () => undefined, end, say: () => undefined });
  try {
    const problem = copyProject(root, copy);
    if (problem !== undefined) return [untried(problem)];
    const env = findEnvironment(root, copy, planned);
    const run = (files: readonly string[]) => {
      running = runShell(testCommand(planned, files), { cwd: copy, env, patience });
      return running.result;
    };
    const before = await run(tests.filter((path) => isThere(path, planned)));
    if (before.status !== 0)
      return [untried(`their tests do not pass here as they are: ${reasonOf(before)}`)];
    writeAll(copy, planned.writes);
    const after = await run(tests);
    if (after.status !== 0) throw refuse(after);
    return ['The tests of the pieces pass on the update, in a copy of the project.'];
  } finally {
    stop();
    end();
  }
}

function findEnvironment(root: string, copy: string, { project }: PlannedRun): NodeJS.ProcessEnv {
  const hasFolder = (path: string) => existsSync(join(root, path));
  const { FORCE_COLOR: _, ...env } = process.env;
  const own = languages[project.language].testEnvironment(project, { root, copy, env, hasFolder });
  return { ...env, NO_COLOR: '1', ...own };
}

function testCommand({ project }: PlannedRun, files: readonly string[]): string {
  return [project.testCommandHere, ...files.map((file) => quoteForShell(file))].join(' ');
}

function isThere(path: string, { outcomes }: PlannedRun): boolean {
  return outcomes.some((each) => each.path === path && each.before !== undefined);
}

function untried(reason: string): string {
  return `The update was not tried out before it was written: ${reason}`;
}

function refuse({ output, isLate }: ShellResult): UserError {
  const how = isLate ? 'do not end on the update' : 'fail on the update';
  return new UserError(
    `The tests of the pieces passed until now, and ${how}; nothing was changed.\n${summarize(output)}\n` +
      'Look at it with --dry-run; --no-verify writes it all the same.',
  );
}

/** The end of it, below what failed before that. */
function summarize(output: string): string {
  const lines = output.trimEnd().split('\n');
  const failures = lines.slice(0, -30).filter((line) => failure.test(line));
  return [...failures.slice(0, 30), ...lines.slice(-30)].join('\n');
}

/** The first line that names what went wrong, or the last one: behind it runners print times, and where a log is. */
function reasonOf({ output, isLate }: ShellResult): string {
  if (isLate) return 'they do not end';
  const lines = output.trimEnd().split('\n');
  return printableLines((lines.find((line) => failure.test(line)) ?? lines.at(-1) ?? '').trim());
}

const failure = /^\s*(npm error|error:|ERROR|FAIL(ED)?\b|not ok|\(fail\)|\u2716)/;

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
