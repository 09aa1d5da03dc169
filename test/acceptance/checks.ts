/** A repository's own linters, formatters, spelling hook and strict build of its documentation, run with its own settings, as a list of findings. */

import { stripVTControlCharacters } from 'node:util';
import { type CommandResult, outputOf } from './commands.js';
import type { RunModule } from './interpreter.js';
import { makeScratch } from './scratch.js';

/** Findings, one text each, without line numbers: lines move when an export is added above. */
export type Findings = readonly string[];

/** Rules that our ruff has in "ALL", and had not when these repositories chose them: each file breaks them. */
const tooNew = 'CPY';

interface Tool {
  readonly args: readonly string[];
  /** Whether it writes to a folder, which is named last. */
  readonly writes?: true;
  /** Exit status of a run that found something. */
  readonly found: number;
}

const tools: Readonly<Record<string, Tool>> = {
  'ruff check': { args: ['--no-fix', '--output-format=concise', `--extend-ignore=${tooNew}`], found: 1 },
  'ruff format': { args: ['--check'], found: 1 },
  black: { args: ['--check'], found: 1 },
  isort: { args: ['--check-only'], found: 1 },
  mypy: { args: ['--no-pretty', '--hide-error-context', '--no-error-summary'], found: 1 },
  codespell_lib: { args: [], found: 65 },
  typos: { args: ['--format=brief'], found: 2 },
  sphinx: { args: ['-W', '--keep-going', '-q', '-b', 'dummy'], writes: true, found: 1 },
  'mkdocs build': { args: ['--strict', '--site-dir'], writes: true, found: 1 },
};

export async function findingsOf(check: string, runModule: RunModule, checkout: string): Promise<Findings> {
  const [name, tool] = toolOf(check);
  const targets = check.slice(name.length).split(' ').filter(Boolean);
  const output = tool.writes ? [makeScratch('built')] : [];
  const args = [...name.split(' '), ...tool.args, ...targets, ...output];
  const result = await runModule(checkout, args);
  const findings = parseFindings(result, checkout);
  const isBroken = result.status !== 0 && (result.status !== tool.found || findings.length === 0);
  if (isBroken)
    throw new Error(`${args.join(' ')} in ${checkout}: exit ${result.status}\n${outputOf(result)}`);
  return findings;
}

function toolOf(check: string): readonly [name: string, tool: Tool] {
  const entry = Object.entries(tools).find(([name]) => check.startsWith(name));
  if (!entry) throw new Error(`${check}: this suite knows no such tool`);
  return entry;
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

/** black, isort and what builds documentation tell on stderr what they found, in colours where FORCE_COLOR asks for them. */
function parseFindings({ stdout, stderr }: CommandResult, checkout: string): Findings {
  const isFinding = (line: string) =>
    /^\S+:\d+:|^would reformat|^ERROR: .* incorrectly sorted/i.test(line) || /\bWARNING\b/.test(line);
  const lines = stripVTControlCharacters(`${stdout}\n${stderr}`).split('\n').filter(isFinding);
  return lines.map((line) => line.replaceAll(`${checkout}/`, '').replace(/:\d+(:\d+)?: /, ': '));
}
