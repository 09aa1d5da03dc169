/** The table of commands: the sub-generators by name, for the bin and for help texts. */

import { fileURLToPath } from 'node:url';
import DocsGenerator from './docs/index.js';
import PersistenceGenerator from './persistence/index.js';

export const commands = {
  persistence: {
    Generator: PersistenceGenerator,
    resolved: resolve('./persistence/index.js'),
    summary: 'add a crash-safe StatefulObject, its tests and its guide',
    examples: ['persistence', 'persistence --package=acme --dry-run', 'persistence --yes --no-docs'],
  },
  docs: {
    Generator: DocsGenerator,
    resolved: resolve('./docs/index.js'),
    summary: 'write the guides of the pieces that are in the project',
    examples: ['docs', 'docs persistence --docs-dir=docs/guides'],
  },
} as const;

export type Command = keyof typeof commands;

export function isCommand(name: string): name is Command {
  return Object.hasOwn(commands, name);
}

function resolve(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
