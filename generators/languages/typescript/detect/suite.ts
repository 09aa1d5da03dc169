/** Which files a runner of tests looks at, by its settings; undefined stands for what they do not tell. */

import { runInNewContext } from 'node:vm';
import picomatch from 'picomatch';
import { isInside, joinPath } from '../../../tree/paths.js';
import type { Listed } from './settings-data.js';

export type Told = boolean | undefined;

/** In milliseconds. Some expressions would go on for ever. */
const patience = 200;

/** The tests of one project of a runner: most have one. */
export interface Suite {
  finds(path: string): Told;
  /** Where they run, such as `jsdom`; a text, `unread`, or undefined. */
  readonly environment?: unknown;
  /** Patterns of files, and folders, that tests are looked for by. */
  readonly patterns: readonly string[];
}

export const untold: Suite = { finds: () => undefined, patterns: [] };

/** Whether one of them is so. */
export function anyOf(told: readonly Told[]): Told {
  return told.includes(true) || (told.includes(undefined) ? undefined : false);
}

export function allOf(told: readonly Told[]): Told {
  return !told.includes(false) && (told.includes(undefined) ? undefined : true);
}

export function not(told: Told): Told {
  return told === undefined ? undefined : !told;
}

/** Whether one of the texts fits; what they may have besides could fit, too. */
export function fitsOne({ texts, hasMore }: Listed, fits: (text: string) => Told): Told {
  return anyOf([...texts.map(fits), ...(hasMore ? [undefined] : [])]);
}

/** Whether a path fits one of the patterns, and none of those that begin with `!`. */
export function fitsGlobs(path: string, { texts, hasMore }: Listed): Told {
  const wanted = texts.filter((text) => !text.startsWith('!'));
  const unwanted = texts.filter((text) => text.startsWith('!')).map((text) => text.slice(1));
  const fits = (pattern: string) => fitsExpression(path, picomatch.makeRe(pattern, { dot: true }).source);
  const isUnwanted = anyOf(unwanted.map(fits));
  return allOf([not(isUnwanted), fitsOne({ texts: wanted, hasMore }, fits)]);
}

/** Patterns as they count from a folder. */
export function globsFrom(dir: string, { texts, hasMore }: Listed): Listed {
  const from = (text: string) =>
    text.startsWith('!') ? `!${joinPath(dir, text.slice(1))}` : joinPath(dir, text);
  return { texts: texts.map(from), hasMore };
}

export function isGlob(text: string): boolean {
  return picomatch.scan(text).isGlob;
}

/** The folder that a pattern begins with: `test/unit` of `test/unit/**`. */
export function baseOf(pattern: string): string {
  return joinPath(isGlob(pattern) ? picomatch.scan(pattern).base : pattern);
}

/** A regular expression of settings; undefined where it is none, or comes to no end. */
export function fitsExpression(path: string, expression: string): Told {
  try {
    const test = 'new RegExp(expression).test(path)';
    return runInNewContext(test, { expression, path }, { timeout: patience });
  } catch {
    return undefined;
  }
}

export function isInOne(path: string, dirs: Listed): Told {
  return fitsOne(dirs, (dir) => isInside(path, dir));
}
