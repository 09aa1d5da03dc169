/** A program that writes a plan as a run does, to be killed, failed and raced. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../generators/run/package-root.js';
import { createHold } from '../../generators/write/hold.js';
import type { PlannedWrite } from '../../generators/write/journal.js';

const holdUrl = pathToFileURL(join(packageRoot, 'dist/generators/write/hold.js')).href;

/** Its command; what it says, and why it failed, goes to standard output. */
export function writerProgram(dir: string, plan: readonly PlannedWrite[]): readonly string[] {
  const source = `
    import { createHold } from ${JSON.stringify(holdUrl)};
    const hold = createHold(${JSON.stringify(dir)}, console.log);
    try {
      await hold.take();
      await hold.write(JSON.parse(process.argv[1], (_, value) => value ?? undefined));
    } catch (error) {
      console.log(error.message);
      process.exitCode = 1;
    } finally {
      hold.release();
    }`;
  const text = JSON.stringify(plan, (_, value) => value ?? null);
  return ['node', '--input-type=module', '-e', source, text];
}

/** The same in this process; gives what it says. */
export async function write(dir: string, plan: readonly PlannedWrite[]): Promise<readonly string[]> {
  const said: string[] = [];
  const hold = createHold(dir, (line) => said.push(line));
  try {
    await hold.take();
    await hold.write(plan);
  } finally {
    hold.release();
  }
  return said;
}

/** A write of a new file. */
export function create(path: string, text: string): PlannedWrite {
  return { path, before: undefined, text };
}
