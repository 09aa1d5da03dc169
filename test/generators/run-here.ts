/** Runs commands in a folder on disk with nobody to ask, in this process, and reads what they leave. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../generators/bin/commands.js';
import { implementations } from '../../generators/bin/implementations.js';
import { listSelections } from '../../generators/run/along.js';
import type { PieceCommand } from '../../generators/run/command.js';
import { Run } from '../../generators/run/run.js';

/** `persistence`, `utils errors`, `remove errors --package=acme`. */
export async function runHere(dir: string, line: string): Promise<readonly string[]> {
  const words = line.split(' ');
  const [name = '', ...names] = words.filter((word) => !word.startsWith('--'));
  const flags = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2).split('='));
  const given = flags.map(([flag = '', value]) =>
    flag.startsWith('no-') ? [flag.slice(3), false] : [flag, value ?? true],
  );
  const command = implementations[name as Command] as PieceCommand;
  const said: string[] = [];
  const host = {
    canAsk: false,
    isTyped: true,
    prompt: () => assert.fail('asked'),
    say: (text: string) => void said.push(text),
  };
  const call = { dir, cwd: dir, names, flags: { yes: true, ...Object.fromEntries(given) } };
  const run = new Run(command, call, host);
  try {
    await run.begin();
    await run.plan(await listSelections(await run.choose(), run.tree));
    await run.write();
    await run.end();
  } finally {
    run.release();
  }
  return said;
}

/** Every file's bytes and every folder, by path; not git's. */
export function snapshot(dir: string): Readonly<Record<string, string>> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  const described = entries.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(dir.length + 1), entry.isFile() ? readFileSync(path, 'latin1') : '(folder)'] as const;
  });
  return Object.fromEntries(described.filter(([path]) => !/^\.git(\/|$)/.test(path)).sort());
}
