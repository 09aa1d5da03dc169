/** Merges two edits of one text, line by line. */

import { diffArrays } from 'diff';

/** Lines of the base, from one to before another, and what stands there instead. */
interface LineEdit {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** The base with both edits, theirs before ours where both insert; undefined where one took out lines that the other
 * changed, or beside which it inserts. */
export function mergeText(base: string, theirs: string, ours: string): string | undefined {
  const lines = splitLines(base);
  const edits = [...listEdits(lines, splitLines(theirs)), ...listEdits(lines, splitLines(ours))];
  const ordered = edits.toSorted((a, b) => a.from - b.from || a.to - b.to);
  if (ordered.some((edit, index) => clash(ordered[index - 1], edit))) return undefined;
  const merged: string[] = [];
  let done = 0;
  for (const { from, to, lines: inserted } of ordered) {
    merged.push(...lines.slice(done, from), ...inserted);
    done = to;
  }
  return [...merged, ...lines.slice(done)].join('');
}

function clash(previous: LineEdit | undefined, { from, to }: LineEdit): boolean {
  if (previous === undefined || previous.to < from) return false;
  return previous.to > previous.from || to > from;
}

function listEdits(base: readonly string[], other: readonly string[]): readonly LineEdit[] {
  const edits: LineEdit[] = [];
  let at = 0;
  for (const { added, removed, count, value } of diffArrays([...base], [...other])) {
    const last = edits.at(-1);
    if (added && last?.to === at) edits.splice(-1, 1, { ...last, lines: [...last.lines, ...value] });
    else if (added) edits.push({ from: at, to: at, lines: value });
    else if (removed) edits.push({ from: at, to: at + count, lines: [] });
    if (!added) at += count;
  }
  return edits;
}

/** With their ends, so that the last one keeps what it has. */
function splitLines(text: string): string[] {
  return text.split(/(?<=\n)/);
}
