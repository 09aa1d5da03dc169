/** What runs the generator, and under which releases of Node: what else is installed comes from npm, on first use. */

import { dirname, join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';
import { type Release, versionOf } from '../typescript/nodes.js';
import { installPackages } from '../typescript/packages.js';

/** With the oldest ones that package.json names. */
const fit: readonly Release[] = ['20.19', 20, '22.12', 22, 24];
const releases: readonly Release[] = [18, ...fit];

export interface Host {
  readonly name: string;
  /** The releases of Node that it starts in itself. */
  readonly startsIn: readonly Release[];
  /** What is said where it is too old itself. */
  readonly refusal?: RegExp;
  /** What Node is to run, up to the name of the generator, whose bin is told. */
  readonly program: (bin: string) => readonly string[];
  /** The name that it has for a command. */
  readonly nameOf: (command: string) => string;
}

const ofYeoman = (command: string) => (command === 'app' ? 'chora' : `chora:${command}`);

const yo = (version: string) => installPackages(`compat/yo-${version}`, { yo: version });

function createYo(version: string, startsIn: readonly Release[]): Host {
  return {
    name: `yo ${version}`,
    startsIn,
    program: () => [join(yo(version), 'node_modules/yo/lib/cli.js')],
    nameOf: ofYeoman,
  };
}

/** An environment by itself, as programs start generators; most are there with the `yo` that brings them along. */
function createEnvironment(version: string, startsIn: readonly Release[], folder: () => string): Host {
  const script = join(packageRoot, 'dist/test/compat/run-environment.js');
  return {
    name: `yeoman-environment ${version}`,
    startsIn,
    program: (bin) => [
      script,
      join(folder(), 'node_modules/yeoman-environment'),
      version,
      dirname(dirname(bin)),
    ],
    nameOf: (command) => `chora:${command}`,
  };
}

const alone = (version: string) =>
  installPackages(`compat/environment-${version}`, { 'yeoman-environment': version });

/** Of yeoman-generator, to whoever starts it from an environment that it does not know. */
const tooOldEnvironment = /requires yeoman-environment at least 4\.0\.0.*reinstalling latest version of 'yo'/;

const tooOldNode = /Node 18\.20\.8 is too old: Node 20\.19, 22\.12 or newer is needed\.$/;

export const hosts: readonly Host[] = [
  { name: 'the bin', startsIn: releases, program: (bin) => [bin], nameOf: (command) => command },
  { ...createYo('4.3.1', fit), refusal: tooOldEnvironment },
  createYo('5.1.0', releases),
  createYo('6.0.0', fit),
  createYo('7.0.1', fit),
  createEnvironment('4.4.3', releases, () => yo('5.1.0')),
  createEnvironment('5.1.3', fit, () => yo('6.0.0')),
  createEnvironment('6.3.0', fit, () => yo('7.0.1')),
  createEnvironment('7.1.0', [22, 24], () => alone('7.1.0')),
];

/** What is said instead of a run. */
export function findRefusal(host: Host, node: Release): RegExp | undefined {
  return node === 18 ? tooOldNode : host.refusal;
}

/** The table of docs/compatibility.md. */
export function listRows(): readonly string[] {
  const cellOf = (host: Host, node: Release) => {
    if (!host.startsIn.includes(node)) return '-';
    return findRefusal(host, node) === undefined ? 'works' : 'too old';
  };
  return [
    `| | ${releases.map((node) => `Node ${versionOf(node)}`).join(' | ')} |`,
    `| --- | ${releases.map(() => '---').join(' | ')} |`,
    ...hosts.map((host) => `| ${host.name} | ${releases.map((node) => cellOf(host, node)).join(' | ')} |`),
  ];
}
