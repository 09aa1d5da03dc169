/** Projects for real runs of the bin, and what they are compared by. */

import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { type CommandResult, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { sampleFiles, writeProject } from '../sample-project.js';

export const bin = join(packageRoot, 'dist/generators/bin/cli.js');

/** A project in which a run has to ask for the package. */
export const twoPackages: Readonly<Record<string, string>> = {
  ...sampleFiles,
  'src/beta/__init__.py': '',
  // Neither carries the name of the project.
  'pyproject.toml': `${sampleFiles['pyproject.toml']?.replace('"acme"', '"notes"')}
[tool.hatch.build.targets.wheel]
packages = ["src/acme", "src/beta"]
`,
};

export function makeProject(files: Readonly<Record<string, string>> = sampleFiles): string {
  const dir = makeScratch('runs');
  writeProject(dir, files);
  return dir;
}

export function chora(cwd: string, ...args: readonly string[]): Promise<CommandResult> {
  return run(['node', bin, ...args], { cwd });
}

/** What differs between two folders; nothing where they are the same to the byte. */
export async function differences(a: string, b: string): Promise<string> {
  return (await run(['diff', '--recursive', a, b], { cwd: '/' })).stdout;
}
