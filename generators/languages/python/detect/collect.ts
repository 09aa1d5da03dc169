/** What pytest's settings keep from being collected of the new tests, and the options that let them in. */

import { matchesGlob } from '../../../tree/glob.js';
import type { CollectKey, PytestSettings } from './pytest-settings.js';

export interface Collection {
  /** Options of pytest, each with a blank before it; empty where the tests are collected as they are. */
  readonly options: string;
  readonly notes: readonly string[];
}

interface Collected {
  readonly key: CollectKey;
  /** What lets the new tests in. */
  readonly pattern: string;
  readonly matches: (pattern: string) => boolean;
}

/** `testsDir` has the file; class and function stand for all in it. */
export function planCollection(settings: PytestSettings | undefined, testsDir: string): Collection {
  const left = listCollected(testsDir).filter(({ key, matches }) => {
    const patterns = settings?.collected[key];
    return patterns !== undefined && !patterns.some(matches);
  });
  if (settings === undefined || left.length === 0) return { options: '', notes: [] };
  const keys = left.map(({ key }) => key).join(' and ');
  const note =
    `${keys} in ${settings.file} would leave the new tests out: the command below overrides that. ` +
    `Add ${left.map(({ pattern }) => pattern).join(' and ')} there, and a plain run of pytest has them too.`;
  return { options: left.map(toOption).join(''), notes: [note] };
}

function listCollected(testsDir: string): readonly Collected[] {
  const path = `/${testsDir}/test_persistence.py`;
  return [
    { key: 'python_files', pattern: 'test_*.py', matches: (pattern) => matchesPath(path, pattern) },
    { key: 'python_classes', pattern: 'Test', matches: (pattern) => matchesName('TestSaving', pattern) },
    { key: 'python_functions', pattern: 'test', matches: (pattern) => matchesName('test_saves', pattern) },
  ];
}

/** Shells and Windows agree on double quotes; a name without a star needs none. */
function toOption({ key, pattern }: Collected): string {
  const text = `${key}=${pattern}`;
  return ` -o ${pattern.includes('*') ? `"${text}"` : text}`;
}

/** A prefix, or a glob. */
function matchesName(name: string, pattern: string): boolean {
  return name.startsWith(pattern) || (/[*?[]/.test(pattern) && matchesGlob(name, pattern));
}

/** Of the name alone, or, with a folder in it, of the end of the path. */
function matchesPath(path: string, pattern: string): boolean {
  if (!pattern.includes('/')) return matchesGlob(path.split('/').at(-1) ?? '', pattern);
  return matchesGlob(path, `**/${pattern.replaceAll(/\*+/g, '**')}`);
}
