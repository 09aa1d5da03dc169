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

/** All that differs as one overlap: for two edits that do not go together although no line has both. */
export function overlapWhole(theirs: string, ours: string): readonly Region[] {
  const [a, b] = [splitLines(theirs), splitLines(ours)];
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const inside = (lines: readonly string[]) => lines.slice(head, lines.length - tail);
  return [
    a.slice(0, head),
    { line: head + 1, theirs: inside(a), ours: inside(b), isInsertion: false },
    a.slice(a.length - tail),
  ];
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
