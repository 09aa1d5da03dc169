/** Merges two edits of one text, line by line: diff3, by the library of that name. */

import { diff3Merge } from 'node-diff3';
import { lineEnding } from './text-edits.js';

/** Lines that both edits changed, each in its way. */
export interface Overlap {
  /** The first of these lines in theirs, from 1, and how many they are there. */
  readonly line: number;
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
  /** Whether both only insert here. */
  readonly isInsertion: boolean;
}

/** A merge in the order of the text: lines that are clear, and overlaps. */
export type Region = readonly string[] | Overlap;

export function isOverlap(region: Region): region is Overlap {
  return 'theirs' in region;
}

/** Touching edits overlap, too: which of them comes first is not known. */
export function mergeRegions(base: string, theirs: string, ours: string): readonly Region[] {
  const merged = diff3Merge<string>(splitLines(theirs), splitLines(base), splitLines(ours), {
    excludeFalseConflicts: true,
  });
  return merged.map(({ ok = [], conflict }) =>
    conflict === undefined
      ? ok
      : {
          line: conflict.aIndex + 1,
          theirs: conflict.a,
          ours: conflict.b,
          isInsertion: conflict.o.length === 0,
        },
  );
}

/** The base with both edits, theirs before ours where both insert; undefined where they overlap elsewhere. */
export function mergeText(base: string, theirs: string, ours: string): string | undefined {
  const regions = mergeRegions(base, theirs, ours);
  if (regions.some((region) => isOverlap(region) && !region.isInsertion)) return undefined;
  return regions
    .flatMap((region) => (isOverlap(region) ? [...region.theirs, ...region.ours] : region))
    .join('');
}

/** The merge with git's markers around what overlaps. */
export function markOverlaps(regions: readonly Region[], names: { theirs: string; ours: string }): string {
  return regions
    .flatMap((region) => {
      if (!isOverlap(region)) return region;
      const ending = lineEnding([...region.theirs, ...region.ours].join(''));
      const closed = (lines: readonly string[]) =>
        lines.map((line) => (line.endsWith('\n') ? line : line + ending));
      return [
        `<<<<<<< ${names.theirs}${ending}`,
        ...closed(region.theirs),
        `=======${ending}`,
        ...closed(region.ours),
        `>>>>>>> ${names.ours}${ending}`,
      ];
    })
    .join('');
}

/** With their ends, so that the last one keeps what it has. */
function splitLines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
