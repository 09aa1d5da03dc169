/** Makes a program of the blocks of a TypeScript page that checks what their remarks say, and runs its commands. */

import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mustRun } from '../acceptance/commands.js';
import { type Block, readPage } from '../docs/read-page.js';
import { nodeOf } from './nodes.js';
import { compile } from './project.js';

const HEAD = "import assert from 'node:assert/strict';\n";

/** `text` is of a template; the modules that it imports are in `src/` of the project `cwd`, with imports of .ts. */
export async function runGuide(text: string, cwd: string): Promise<void> {
  const { blocks } = readPage({
    name: 'guide',
    text: text.replaceAll(/<%- importPath %>(.*?)\.js/g, '.$1.ts').replaceAll('<%- packageName %>', 'acme'),
  });
  const inline = blocks.filter(({ language, title }) => language === 'ts' && title === null);
  writeFileSync(join(cwd, 'src/guide.ts'), HEAD + inline.map((block) => check(block.text)).join('\n'));
  for (const { title, text: code } of blocks.filter(({ title }) => title !== null))
    writeFileSync(join(cwd, 'src', title ?? ''), code);
  await mustRun(compile(cwd), { cwd });
  const env = { ...process.env, HOME: cwd, PATH: `${dirname(nodeOf(24))}:${process.env['PATH']}` };
  await mustRun([nodeOf(24), 'guide.ts'], { cwd: join(cwd, 'src'), env });
  const sessions = blocks.filter(({ language }) => language === 'console');
  for (const session of sessions) await checkSession(session, { cwd: join(cwd, 'src'), env });
}

/** `a; // -> b` is to be equal, and of `a; // throws Error: ... text`, the text is to be in the message. */
function check(code: string): string {
  return code
    .replaceAll(/^(.*); \/\/ -> (.*)$/gm, 'assert.deepEqual($1, $2);')
    .replaceAll(/^(.*); \/\/ throws (\w+): (.*)$/gm, (_, call: string, name: string, message: string) => {
      const parts = message
        .split('...')
        .map((part) => part.trim().replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
      return `await assert.rejects(async () => ${call}, { name: '${name}', message: /${parts.join('.*')}/s });`;
    });
}

/** Lines after `$ ` are commands, the others what they print; where lines are broken is left to the page. */
async function checkSession({ text }: Block, place: { cwd: string; env: NodeJS.ProcessEnv }): Promise<void> {
  for (const part of text.split(/^\$ /m).slice(1)) {
    const [command = '', ...shown] = part.split('\n');
    const printed = await mustRun(['sh', '-c', `(${command}) 2>&1`], place);
    const [wanted, found] = [shown.join('\n'), printed].map((lines) => lines.replaceAll(/\s+/g, ' ').trim());
    if (found !== wanted) throw new Error(`${command} printed\n${printed}`);
  }
}
