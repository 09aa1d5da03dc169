/** Takes an edit of ours out of a text that its user may have edited since. */

import { diffArrays } from 'diff';
import { lineEnding } from './text-edits.js';

/** The texts of a file with our edit and without it. */
export interface OwnEdit {
  readonly text: string;
  readonly target: string;
}

/** Lines of a text, from one to before another, and what stands there instead. */
interface LineEdit {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/**
 * The current text without our edit; undefined where the user changed lines of it, or put some between them.
 *
 * Not by diff3, which takes lines beside ours for a conflict: what goes leaves no doubt about their place.
 */
export function takeOut(current: string, { text, target }: OwnEdit): string | undefined {
  // The user may have taken it out already.
  if (current === text || current === target) return target;
  const [theirs, base, ours] = [current, text, target].map(splitLines) as [string[], string[], string[]];
  const [edits, own] = [listEdits(base, theirs), listEdits(base, ours)];
  if (edits.some((edit) => own.some((other) => clash(edit, other)))) return undefined;
  const ordered = [...edits, ...own].toSorted((a, b) => a.from - b.from || a.to - b.to);
  const merged: string[] = [];
  let done = 0;
  for (const { from, to, lines } of ordered) {
    merged.push(...base.slice(done, from), ...lines);
    done = to;
  }
  return joinLines([...merged, ...base.slice(done)], lineEnding(current));
}

/** Edits may touch. */
function clash(a: LineEdit, b: LineEdit): boolean {
  return a.from < b.to && b.from < a.to;
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

/** With `\n` at their ends, so that it shows which text ends without one. */
function splitLines(text: string): string[] {
  const plain = text.replaceAll('\r\n', '\n');
  return plain === '' ? [] : plain.split(/(?<=\n)/);
}

/** A line that ended its text, and now has others below it, gets an end. */
function joinLines(lines: readonly string[], ending: string): string {
  const closed = lines.map((line, index) =>
    index < lines.length - 1 && !line.endsWith('\n') ? `${line}\n` : line,
  );
  return closed.join('').replaceAll('\n', ending);
}
