/** `npm run demo`: the main job on a sample repository, step by step, in a folder that it makes and keeps. */

import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { default as chalk, chalkStderr } from 'chalk';
import { packageRoot } from '../generators/run/package-root.js';
import { mustRun } from './acceptance/commands.js';
import { pythonEnvironment, withTools } from './python/environment.js';
import { writeProject } from './sample-project.js';

const repository = mkdtempSync(join(tmpdir(), 'chora-demo-'));
const generator = join(packageRoot, 'dist/generators/bin/cli.js');

/** A program that counts, saves, and says each number only when it is safe. */
const counter = `"""Count as fast as the disk allows."""

from acme.utils import StatefulObject


class Counter(StatefulObject):
    def __init__(self) -> None:
        super().__init__("count.json")
        self.count: int = getattr(self, "count", 0)

    def increment(self) -> None:
        self.count += 1
        self._save_state()


if __name__ == "__main__":
    counter = Counter()
    print("starts at", counter.count, flush=True)
    while True:
        counter.increment()
        print(counter.count, flush=True)
`;

async function main(): Promise<void> {
  say('making a Python environment with pytest (once; it takes a moment)');
  pythonEnvironment();
  await makeRepository();
  await show('adding the piece', ['node', generator, 'persistence', '--yes']);
  await show('what changed in the files that were there', ['git', 'diff', '--stat', '--patch']);
  await show('what is new', ['git', 'status', '--short', '--untracked-files=all']);
  await show('the new tests', ['python', '-m', 'pytest', '-q', '-p', 'no:randomly', 'tests']);
  await show('a second run', ['node', generator, 'persistence', '--yes']);
  await surviveKills();
  say(`the repository is in ${repository}`);
}

async function makeRepository(): Promise<void> {
  writeProject(repository);
  for (const command of [
    'git init -q',
    'git add .',
    'git -c user.name=demo -c user.email=demo@localhost commit -qm start',
  ]) {
    await mustRun(command.split(' '), { cwd: repository });
  }
  say(`a small Python project, in ${repository}`);
}

/** Runs the counter, kills it in the middle of its work, and starts it again, three times. */
async function surviveKills(): Promise<void> {
  writeFileSync(join(repository, 'counter.py'), counter);
  say('kill -9 in the middle of saving, three times');
  for (let round = 1; round <= 3; round++) {
    const { first, last } = await countUntilKilled(400);
    print(`  ${first}, said ${last} and was killed`);
  }
  print('  each start went on from the last number said, or from the one that was just being saved');
}

async function countUntilKilled(milliseconds: number): Promise<{ first: string; last: string }> {
  const child = spawn('python', ['counter.py'], { cwd: repository, env: demoEnvironment() });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await new Promise((resolve) => child.once('close', resolve));
  const lines = output.split('\n').slice(0, -1);
  return { first: lines[0] ?? '', last: lines.at(-1) ?? '' };
}

/** Runs a command with its output shown; a failure ends the demo. */
async function show(title: string, command: readonly string[]): Promise<void> {
  say(title);
  const [program = '', ...args] = command;
  print(chalk.dim(`$ ${command.join(' ').replace(generator, 'generator-chora').replace('node ', '')}`));
  const child = spawn(program, args, {
    cwd: repository,
    env: demoEnvironment(),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}`);
}

function demoEnvironment(): NodeJS.ProcessEnv {
  return { ...withTools(), PYTHONPATH: 'src', GIT_PAGER: 'cat', PYTHONDONTWRITEBYTECODE: '1' };
}

function say(title: string): void {
  print(`\n${chalk.bold(`== ${title}`)}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${chalkStderr.red('demo failed:')} ${error instanceof Error ? error.message : error}\n`,
  );
  process.exitCode = 1;
});
