/** Where Yeoman finds a generator of this package. */

import { join } from 'node:path';
import { commands } from '../../generators/bin/commands.js';
import { packageRoot } from '../../generators/run/package-root.js';

export function generatorPath(name: string): string {
  return join(packageRoot, 'dist/generators', name, 'index.js');
}

/** The commands that are sub-generators, too; the others are for programs, which use the bin. */
export const subGenerators = Object.keys(commands)
  .filter((name) => !['describe', 'mcp'].includes(name))
  .sort();
