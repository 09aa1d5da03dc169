/** A folder for the PATH with programs that a user may have installed for all projects. */

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../generators/run/package-root.js';
import { makeScratch } from '../scratch.js';

const programs = { prettier: 'prettier/bin/prettier.cjs', biome: '@biomejs/biome/bin/biome' } as const;

export type Tool = keyof typeof programs;

export function toolsFolder(tools: readonly Tool[]): string {
  const folder = makeScratch('tools');
  for (const tool of tools)
    symlinkSync(join(packageRoot, 'node_modules', programs[tool]), join(folder, tool));
  return folder;
}
