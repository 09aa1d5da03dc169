/** Folders outside of the repository, readable by everyone, removed when the process ends. */

import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

export function makeScratch(purpose: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `chora-${purpose}-`)));
  chmodSync(folder, 0o755);
  if (folders.push(folder) === 1) process.on('exit', removeAll);
  return folder;
}

/** With CHORA_KEEP set they stay, to be looked at after a failure. */
function removeAll(): void {
  if (process.env['CHORA_KEEP']) return;
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
