/** Releases of Node from npm, put into .cache/nodes on first use; 18 is too old for the generator. */

import { join } from 'node:path';
import { installPackages } from './packages.js';

const VERSIONS = { 18: '18.20.8', 20: '20.20.2', 22: '22.23.3', 24: '24.21.0' } as const;

export type Major = keyof typeof VERSIONS;

export const versionOf = (major: Major): string => VERSIONS[major];

/** The program of a release. Safe to call from several processes at once. */
export function nodeOf(major: Major): string {
  const node = versionOf(major);
  return join(installPackages(`nodes/${node}`, { node }), 'node_modules/node/bin/node');
}
