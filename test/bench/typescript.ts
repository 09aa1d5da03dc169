/**
 * Times the TypeScript helper against a durable floor and what npm has: [--write] [--quick], as bench.py for Python.
 *
 * Prints Markdown; --write puts it into docs/benchmarks.md.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { mustRun } from '../acceptance/commands.js';
import { cacheFolder, repositoryRoot } from '../python/environment.js';
import { nodeOf } from '../typescript/nodes.js';
import { installPackages } from '../typescript/packages.js';
import { compile, makeProject } from '../typescript/project.js';

const rivals = { atomically: '2.1.1', conf: '16.0.0', lowdb: '7.0.1', 'write-file-atomic': '8.0.0' };
const HEADING = '## Results in TypeScript';

interface Row {
  readonly verb: string;
  readonly shape: string;
  readonly size: string;
  /** Milliseconds by subject, a figure a round. */
  readonly times: Readonly<Record<string, readonly number[]>>;
}

interface Many {
  readonly writes: number;
  readonly milliseconds: number;
  readonly last: number;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const show = (milliseconds: number) => `${milliseconds.toFixed(milliseconds < 1 ? 3 : 2)} ms`;

function cell(times: readonly number[], floor: readonly number[]): string {
  const ratio = median(times.map((time, round) => time / (floor[round] ?? Number.NaN)));
  return `${show(median(times))}, **${ratio.toFixed(2)}**`;
}

function table(rows: readonly Row[], verb: string): string[] {
  const mine = rows.filter((row) => row.verb === verb);
  const names = Object.keys(mine[0]?.times ?? {}).filter((name) => name !== 'floor');
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = mine.map(({ shape, size, times: { floor = [], ...others } }) =>
    line([shape, size, show(median(floor)), ...names.map((name) => cell(others[name] ?? [], floor))]),
  );
  const titles = ['State', 'Size', 'Floor', ...names];
  return [`### \`${verb}\``, '', line(titles), line(titles.map(() => '---')), ...lines, ''];
}

async function measure(share: number): Promise<string[]> {
  const folder = makeProject({ type: 'module', extension: '.js' });
  await mustRun(compile(folder), { cwd: folder });
  const place = join(cacheFolder, `bench-${process.pid}`);
  mkdirSync(place, { recursive: true });
  const packages = installPackages(`bench/${Object.values(rivals).join('-')}`, rivals);
  const script = join(repositoryRoot, 'test/bench/measure.mjs');
  const args = ['--expose-gc', script, folder, packages, place, `${share}`];
  const { status, stdout, stderr } = spawnSync(nodeOf(24), args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  rmSync(place, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  return stdout.trimEnd().split('\n');
}

function asMarkdown(lines: readonly string[]): string {
  const parsed = lines.map((line): Partial<Row> & { many?: Many } => JSON.parse(line));
  const rows = parsed.filter((row): row is Row => row.times !== undefined);
  const many = parsed.find((row) => row.many)?.many;
  const machine = `${cpus()[0]?.model}, ${cpus().length} cores, Linux ${release()}, Node 24.`;
  return [
    HEADING,
    '',
    machine,
    '',
    ...['saveState', 'saveStateSync', 'loadState'].flatMap((verb) => table(rows, verb)),
    `A thousand calls of \`saveState()\`, in ten turns of the event loop: ${many?.writes} writes, ${show(many?.milliseconds ?? 0)}, and the last state (${many?.last}) in the file.`,
    '',
  ].join('\n');
}

/** Replaces the section up to the next heading of its level. */
function writeInto(file: string, text: string): void {
  const [before = '', rest = ''] = readFileSync(file, 'utf8').split(`${HEADING}\n`);
  const after = rest.search(/^## /m);
  writeFileSync(file, `${before.trimEnd()}\n\n${text}${after < 0 ? '' : `\n${rest.slice(after)}`}`);
}

const text = asMarkdown(await measure(process.argv.includes('--quick') ? 10 : 100));
process.stdout.write(text);
if (process.argv.includes('--write')) writeInto(join(repositoryRoot, 'docs/benchmarks.md'), text);
