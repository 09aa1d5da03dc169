/** Releases of Node from npm, put into .cache/nodes on first use; 18 is too old for the generator, two are just not. */

import { join } from 'node:path';
import { installPackages } from './packages.js';

const VERSIONS = {
  18: '18.20.8',
  '20.19': '20.19.0',
  20: '20.20.2',
  '22.12': '22.12.0',
  22: '22.23.3',
  24: '24.21.0',
} as const;

export type Release = keyof typeof VERSIONS;
export type Major = Extract<Release, number>;

export const versionOf = (release: Release): string => VERSIONS[release];

/** The program of a release. Safe to call from several processes at once. */
export function nodeOf(release: Release): string {
  const node = versionOf(release);
  return join(installPackages(`nodes/${node}`, { node }), 'node_modules/node/bin/node');
}
