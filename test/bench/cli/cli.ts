/**
 * Times the bin against other programs: all in every round, each round beginning with another one.
 * Usage: cli.js [--write] [ROUNDS]. Prints Markdown; --write puts it into docs/benchmarks.md.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../generators/run/package-root.js';
import { listSubjects, type Subject } from './subjects.js';

interface Sample {
  readonly seconds: number;
  readonly processor: number;
  readonly kibibytes: number;
}

const heading = '## The command line';
const [rounds = '11'] = process.argv.slice(2).filter((arg) => /^\d+$/.test(arg));

function measure({ command, env = {}, prepare }: Subject): Sample {
  const script = join(packageRoot, 'test/bench/cli/measure.py');
  const place = { cwd: prepare(), env: { ...process.env, ...env }, encoding: 'utf8' as const };
  const [seconds = 0, processor = 0, kibibytes = 0] = execFileSync('python3', [script, ...command], place)
    .split(' ')
    .map(Number);
  return { seconds, processor, kibibytes };
}

function measureAll(subjects: readonly Subject[]): ReadonlyMap<Subject, readonly Sample[]> {
  const samples = new Map(subjects.map((subject) => [subject, [] as Sample[]]));
  for (let round = 0; round < Number(rounds); round += 1) {
    const first = round % subjects.length;
    for (const subject of [...subjects.slice(first), ...subjects.slice(0, first)])
      samples.get(subject)?.push(measure(subject));
  }
  return samples;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Ratios are medians of the ratios round by round. */
function describe(name: string, samples: readonly Sample[], floor: readonly Sample[]): string {
  const ratio = (key: 'seconds' | 'processor') =>
    median(samples.map((sample, round) => sample[key] / (floor[round]?.[key] ?? Number.NaN))).toFixed(2);
  const milliseconds = (key: 'seconds' | 'processor') =>
    `${(median(samples.map((sample) => sample[key])) * 1000).toFixed(0)} ms`;
  const memory = `${(Math.max(...samples.map(({ kibibytes }) => kibibytes)) / 1024).toFixed(0)} MB`;
  const cells = [
    name,
    milliseconds('seconds'),
    ratio('seconds'),
    milliseconds('processor'),
    ratio('processor'),
  ];
  return `| ${[...cells, memory].join(' | ')} |`;
}

function report(samples: ReadonlyMap<Subject, readonly Sample[]>): string {
  const [[, floor] = [undefined, []]] = samples;
  return [
    heading,
    '',
    `\`npm run bench:cli\`, ${rounds} rounds, ${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}.`,
    '',
    '| Program | Time | Ratio | Processor | Ratio | Memory |',
    '| --- | --- | --- | --- | --- | --- |',
    ...[...samples].map(([{ name }, own]) => describe(name, own, floor)),
    '',
    'Medians, and medians of the ratios to the first line, round by round; the most memory. Each round runs all of them, and',
    'begins with another one. Time is what a user waits; the processor alone says more where the machine is busy. cookiecutter',
    'and plop copy what the first line writes; they look at no project.',
    '',
  ].join('\n');
}

const text = report(measureAll(listSubjects()));
process.stdout.write(text);
if (process.argv.includes('--write')) {
  const path = join(packageRoot, 'docs/benchmarks.md');
  const [before = ''] = readFileSync(path, 'utf8').split(`\n${heading}\n`);
  writeFileSync(path, `${before.trimEnd()}\n\n${text}`);
}
