/** A repository's own ruff and mypy, run with its own settings, as a list of findings. */

import { type CommandResult, outputOf } from './commands.js';
import type { RunModule } from './interpreter.js';

/** Findings, one text each, without line numbers: lines move when an export is added above. */
export type Findings = readonly string[];

/** Rules that our ruff has in "ALL", and had not when these repositories chose them: each file breaks them. */
const tooNew = 'CPY';

const options: Readonly<Record<string, readonly string[]>> = {
  'ruff check': ['--no-fix', '--output-format=concise', `--extend-ignore=${tooNew}`],
  'ruff format': ['--check'],
  mypy: ['--no-pretty', '--hide-error-context', '--no-error-summary'],
};

const foundSomething = 1;

export async function findingsOf(check: string, runModule: RunModule, checkout: string): Promise<Findings> {
  const tool = Object.keys(options).find((name) => check.startsWith(name)) ?? check;
  const targets = check.slice(tool.length).split(' ').filter(Boolean);
  const args = [...tool.split(' '), ...(options[tool] ?? []), ...targets];
  const result = await runModule(checkout, args);
  const findings = parseFindings(result, checkout);
  const isBroken = result.status !== 0 && (result.status !== foundSomething || findings.length === 0);
  if (isBroken)
    throw new Error(`${args.join(' ')} in ${checkout}: exit ${result.status}\n${outputOf(result)}`);
  return findings;
}

/** The findings of `after` that `before` has not, or has less often. */
export function newFindings(before: Findings = [], after: Findings = []): Findings {
  const left = [...before];
  return after.filter((finding) => {
    const at = left.indexOf(finding);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The rule that a finding of ruff names. */
export function ruleOf(finding: string): string {
  return finding.split(': ')[1]?.split(' ')[0] ?? finding;
}

function parseFindings({ stdout }: CommandResult, checkout: string): Findings {
  const lines = stdout.split('\n').filter((line) => /^\S+:\d+:|^Would reformat: /.test(line));
  return lines.map((line) => line.replaceAll(`${checkout}/`, '').replace(/:\d+(:\d+)?: /, ': '));
}
