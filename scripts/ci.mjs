/** Runs every check of the project and ends with the sum of what the test runs counted. */

import { spawn } from 'node:child_process';

const steps = [
  'check',
  'test',
  'test:mutants',
  'test:crash',
  'test:company',
  'test:runs',
  'test:repos',
  'test:projects',
];
const total = { passed: 0, failed: 0 };

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
}

process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 ? 0 : 1);

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
