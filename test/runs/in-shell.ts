/** Completions as real shells make them. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { mustRun } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { bin } from './project.js';

const driver = join(packageRoot, 'test/runs/in-terminal.py');
/** The command prints what it is given, in a shell that then ends. */
const printing = 'generator-chora() { echo; printf "<%s>" given "$@"; echo; exit; }';

/** What Tab makes of a command line in an interactive shell. */
async function complete(keys: string, shell: readonly string[]): Promise<string> {
  const typed = `generator-chora ${keys}\\n`;
  const { output } = JSON.parse(await mustRun(['python3', driver, 'ready: ', typed, ...shell], { cwd: '/' }));
  return /<given>(.*)/.exec(output)?.[1]?.trim() ?? output;
}

export function completeInBash(keys: string): Promise<string> {
  const settings = join(makeScratch('bash'), 'bashrc');
  const lines = [`source <(node ${bin} completion bash)`, printing, "PS1='ready: '"];
  writeFileSync(settings, lines.join('\n'));
  return complete(keys, ['bash', '--noprofile', '--rcfile', settings, '-i']);
}

export function completeInZsh(keys: string): Promise<string> {
  const folder = makeScratch('zsh');
  const start = `autoload -U compinit; compinit -u -d ${folder}/dump`;
  const lines = [start, `source <(node ${bin} completion zsh)`, printing, "PS1='ready: '"];
  writeFileSync(join(folder, '.zshrc'), lines.join('\n'));
  return complete(keys, ['env', `ZDOTDIR=${folder}`, 'zsh', '-d', '-i']);
}

/** What fish offers; it can be asked without a terminal. */
export async function offersOfFish(line: string): Promise<readonly string[]> {
  const script = `node ${bin} completion fish | source; complete -C 'generator-chora ${line}'`;
  const home = makeScratch('fish');
  const output = await mustRun(['env', `HOME=${home}`, 'fish', '--no-config', '-c', script], { cwd: home });
  return output.split('\n').flatMap((each) => /^[^\t]+/.exec(each) ?? []);
}
