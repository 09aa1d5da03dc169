/**
 * Runs every check of the project, and ends with what failed, said once more, and the sum of what
 * the test runs counted: of a log that is cut, the end is what remains.
 */

import { spawn } from 'node:child_process';

const steps = [
  'check',
  'test',
  'test:real',
  'test:mutants',
  'test:crash',
  'test:company',
  'test:runs',
  'test:repos',
  'test:projects',
];
const total = { passed: 0, failed: 0 };
const failures = [];

for (const step of steps) {
  const { status, output } = await run(step);
  const counts = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)];
  for (const [, passed, failed] of counts) {
    total.passed += Number(passed);
    total.failed += Number(failed);
  }
  // A step that fails without a failed test, as the type check can, counts as one failure.
  if (status !== 0 && counts.every(([, , failed]) => failed === '0')) total.failed += 1;
  process.stdout.write(`\n== npm run ${step}: ${status === 0 ? 'ok' : 'FAILED'}\n\n`);
  if (status !== 0) failures.push(`== npm run ${step}: FAILED\n${whatFailed(output)}`);
}

for (const failure of failures) process.stdout.write(`${failure}\n\n`);

process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 ? 0 : 1);

/** The part of a step's output that tells its failures: mocha's list, or else the last lines. */
function whatFailed(output) {
  const start = output.search(/^ +\d+ failing$/m);
  const told = start === -1 ? output.slice(-4000) : output.slice(start);
  return told.length > 12_000 ? `${told.slice(0, 12_000)}\n[cut]` : told;
}

/** Runs an npm script, shows its output as it comes, and returns it with the exit status. */
function run(script) {
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
}
