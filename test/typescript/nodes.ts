/** The Node releases that the tests run TypeScript in, from npm: put into .cache/nodes on first use. */

import { join } from 'node:path';
import { installPackages } from './packages.js';

const VERSIONS = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0' } as const;

export type Major = keyof typeof VERSIONS;

/** The program of a release. Safe to call from several processes at once. */
export function nodeOf(major: Major): string {
  const node = VERSIONS[major];
  return join(installPackages(`nodes/${node}`, { node }), 'node_modules/node/bin/node');
}
