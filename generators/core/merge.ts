/** Merges what is new in a file of ours into the text of the user, in the layout of that text. */

import { hasConflictMarkers } from '../edit/conflict-markers.js';
import { withHeadingOf } from '../edit/heading.js';
import { type Tokens, withLayoutOf } from '../edit/layout.js';
import {
  isOverlap,
  markOverlaps,
  mergeRegions,
  type Overlap,
  overlapWhole,
  type Region,
} from '../edit/merge-text.js';
import { languages } from '../languages/languages.js';
import type { CreateFile } from '../types/change.js';
import type { Project } from '../types/project.js';
import { readRecorded } from './packed-text.js';
import { isSameText, type Situation } from './standing.js';

/** What a merge comes to. */
export interface Merging {
  readonly status: 'unchanged' | 'merged' | 'conflict' | 'marked' | 'set aside';
  /** The text after; left out where the user's stays. */
  readonly after?: string;
  readonly overlaps?: readonly Overlap[];
}

/** The three texts of a file. */
export interface Versions {
  readonly path: string;
  /** As an earlier run wrote it. */
  readonly base: string;
  /** As the user has it. */
  readonly current: string;
  /** As this run would write it. */
  readonly ours: string;
}

/** Line endings are those of the current text. */
function mergeVersions(versions: Versions, { language }: Pick<Project, 'language'>): readonly Region[] {
  const { path } = versions;
  const { ours } = versions;
  const [base = '', current = ''] = [versions.base, versions.current].map((text) =>
    withHeadingOf(ours, withPlainEndings(text)),
  );
  const layOut = (text: string, model: string) => layOutAs({ path, text }, model, { language });
  const before = layOut(base, current);
  // What nobody laid out anew is merged as it is.
  const after = before === base ? ours : layOut(ours, before);
  const regions = mergeRegions(before, current, after);
  return regions.some(isOverlap) || goTogether(regions, { path, current, ours: after }, { language })
    ? regions
    : overlapWhole(current, after);
}

/** Lines that have only one of two edits can be no code together, such as an argument by name in what is a subscript now. */
function goTogether(
  regions: readonly Region[],
  { path, current, ours }: Omit<Versions, 'base'>,
  { language }: Pick<Project, 'language'>,
): boolean {
  const { isCode, errorLines } = languages[language];
  if (!isCode(path)) return true;
  const merged = regions.flatMap((region) => (isOverlap(region) ? [] : region)).join('');
  if (merged === current || merged === ours) return true;
  const known = new Set([current, ours].flatMap((text) => errorLines(text)));
  return errorLines(merged).every((line) => known.has(line));
}

/** The text in the layout of another one, where that means the same. */
export function layOutAs(
  { path, text }: { readonly path: string; readonly text: string },
  model: string,
  { language }: Pick<Project, 'language'>,
): string {
  const { isCode, isSame, tokens } = languages[language];
  if (!isCode(path)) return text;
  const tokenize = (of: string): Tokens => ({ text: of, tokens: tokens(of) });
  const fitted = withLayoutOf(tokenize(text), tokenize(model));
  // Layouts of two texts in one can mean something else, such as half a pair of parentheses.
  return isSame(path, text, fitted) ? fitted : text;
}

/** Undefined where nothing is to be merged, or the policy is that nothing of the user's text stays. */
export function decideMerge(
  { path, text, piece }: CreateFile,
  current: string,
  { merges = false, policy, manifest, project, bases }: Situation,
): Merging | undefined {
  const record = manifest.files[path];
  if (!(merges || policy === 'markers') || record === undefined) return undefined;
  const base = readRecorded(record);
  if (hasConflictMarkers(current)) return { status: 'conflict' };
  if (base !== undefined && isSameText({ path, text: base }, text, project)) return { status: 'unchanged' };
  if (base === undefined) return policy === 'overwrite' ? undefined : { status: 'conflict' };
  const regions = mergeVersions({ path, base: bases?.get(path) ?? base, current, ours: text }, project);
  const overlaps = regions.filter(isOverlap);
  const after = markOverlaps(regions, { theirs: 'yours', ours: `generator-chora, ${piece}` });
  if (overlaps.length > 0) return decideOverlap(policy, after, overlaps);
  return after === withPlainEndings(current) ? { status: 'unchanged' } : { status: 'merged', after };
}

function decideOverlap(
  policy: Situation['policy'],
  after: string,
  overlaps: readonly Overlap[],
): Merging | undefined {
  if (policy === 'overwrite') return undefined;
  if (policy === 'markers') return { status: 'marked', after, overlaps };
  return { status: policy === 'side' ? 'set aside' : 'conflict', overlaps };
}

function withPlainEndings(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
