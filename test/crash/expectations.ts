/** Judges one directory state, before and after its recovery, by what the program had acknowledged. Pure. */

import { basename, dirname } from 'node:path';
import type { Scenario } from './scenarios.js';
import { type Marker, NEXT, type Recovery, type Subject, type Value } from './subject.js';
import type { Entry, Tree } from './tree.js';

/** What a load may find at one moment, and what it must not find any more. */
export interface Permitted {
  readonly now: readonly Value[];
  readonly past: readonly Value[];
}

export type Check =
  | 'old or new state'
  | 'acknowledged state survives'
  | 'no torn file'
  | 'next save works'
  | 'nothing stray'
  | 'symlinks remain'
  | 'mode and owner kept'
  | 'corrupt bytes preserved';

export interface Recovered {
  readonly crashed: Tree;
  readonly recovered: Tree;
  readonly recovery: Recovery;
}

/** The value acknowledged last, and those begun since. */
export function permittedAfter(markers: readonly Marker[], initial: Value): Permitted {
  const past: Value[] = [];
  let now: Value[] = [initial];
  for (const marker of markers) {
    if (marker.said === 'BEGIN') now = [...now, marker.value];
    if (marker.said === 'ACK') {
      past.push(...now);
      now = [marker.value];
    }
  }
  return { now, past: past.filter((value) => !now.includes(value)) };
}

export function violations(
  scenario: Scenario,
  subject: Subject,
  before: Tree,
  permitted: Permitted,
  found: Recovered,
): Check[] {
  const { crashed, recovered, recovery } = found;
  const loaded = recovery.loaded ?? null;
  const holds: Record<Check, boolean> = {
    'old or new state': [...permitted.now, ...permitted.past].includes(loaded),
    'acknowledged state survives': permitted.now.includes(loaded) || !permitted.past.includes(loaded),
    'no torn file': scenario.corrupt !== undefined || !names(recovered).some(isSetAside),
    'next save works': recovery.error === undefined && recovery.reloaded === NEXT,
    'nothing stray': strays(scenario, subject, before, recovered).length === 0,
    'symlinks remain': [crashed, recovered].every((tree) => keepsSymlinks(before, tree)),
    'mode and owner kept': [crashed, recovered].every((tree) =>
      keepsMode(scenario, tree.get(scenario.stored)),
    ),
    'corrupt bytes preserved': [crashed, recovered].every((tree) => holdsBytes(scenario.corrupt, tree)),
  };
  return (Object.keys(holds) as Check[]).filter((check) => !holds[check]);
}

const names = (tree: Tree) => [...tree.keys()].map((path) => basename(path));
const isSetAside = (name: string) => name.includes('.corrupt-');

/** Names that nobody asked for, after a recovery and the save that followed. */
export function strays(scenario: Scenario, subject: Subject, before: Tree, tree: Tree): string[] {
  const isExpected = (path: string) =>
    `${scenario.stored}/`.startsWith(`${path}/`) ||
    subject.isLock(basename(path)) ||
    (scenario.corrupt !== undefined &&
      isSetAside(basename(path)) &&
      dirname(path) === dirname(scenario.stored)) ||
    (before.has(path) && before.get(path)?.kind !== 'file');
  return [...tree.keys()].filter((path) => !isExpected(path));
}

const keepsSymlinks = (before: Tree, tree: Tree) =>
  [...before].every(([path, entry]) => entry.kind !== 'symlink' || isSameLink(entry, tree.get(path)));

const isSameLink = (a: Entry, b: Entry | undefined) => b?.kind === 'symlink' && b.data.equals(a.data);

const keepsMode = ({ mode = 0o600, owner = process.getuid?.() }: Scenario, entry: Entry | undefined) =>
  entry === undefined || (entry.mode === mode && entry.uid === owner);

const holdsBytes = (bytes: string | undefined, tree: Tree) =>
  bytes === undefined || [...tree.values()].some(({ data }) => data.toString() === bytes);
