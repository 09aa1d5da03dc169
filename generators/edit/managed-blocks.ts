/** Keeps blocks between markers in a text that is otherwise the user's: adds, updates and removes them. */

import type { ManagedBlock } from '../types/change.js';
import { UserError } from '../types/user-error.js';
import { applyEdits, insertAt, lineEnding, lineNumber, type Span, type TextEdit } from './text-edits.js';

/** A marker on a line of its own. */
const markerPattern = /^<!-- chora:(begin|end) ([\w-]+) -->[ \t]*(?:\r?\n|$)/gm;

/**
 * Puts blocks into a text. One that is there is replaced where it stands; a new one goes behind those that
 * precede it in the list. Nothing else changes but the blank line between a new block and its neighbour.
 *
 * @throws UserError naming the file and line of a marker without its partner.
 */
export function setBlocks(text: string, blocks: readonly ManagedBlock[], path: string): string {
  const order = blocks.map(({ id }) => id);
  return blocks.reduce((current, block) => {
    const present = { found: findBlocks(current, path), order };
    return applyEdits(current, planBlock(current, block, present));
  }, text);
}

/** Whether a text has a block of anybody's. */
export function hasBlocks(text: string): boolean {
  return text.search(markerPattern) >= 0;
}

/** Whether a text has the beginning of this block, also one whose end is missing. */
export function beginsBlock(text: string, id: string): boolean {
  return text.includes(beginOf(id));
}

/** A block with its markers; undefined where there is none. */
export function readBlock(text: string, id: string, path: string): string | undefined {
  const span = findBlocks(text, path).get(id);
  return span && text.slice(span.from, span.to);
}

/** The blocks of a text, and the order in which blocks stand. */
interface Present {
  readonly found: ReadonlyMap<string, Span>;
  readonly order: readonly string[];
}

function planBlock(text: string, block: ManagedBlock, present: Present): readonly TextEdit[] {
  const span = present.found.get(block.id);
  if (block.text === undefined) return span === undefined ? [] : [removal(text, span)];
  const body = formatBlock(block.id, block.text, lineEnding(text));
  if (span !== undefined) return [{ ...span, insert: body }];
  return [insertion(text, body, neighbours(block.id, present))];
}

/** The blocks that stand on either side of where a new one belongs. */
interface Neighbours {
  readonly before: Span | undefined;
  readonly after: Span | undefined;
}

function neighbours(id: string, { found, order }: Present): Neighbours {
  const place = order.indexOf(id);
  const spans = (ids: readonly string[]) => ids.flatMap((name) => found.get(name) ?? []);
  return { before: spans(order.slice(0, place)).at(-1), after: spans(order.slice(place + 1))[0] };
}

function insertion(text: string, body: string, { before, after }: Neighbours): TextEdit {
  const ending = lineEnding(text);
  if (before === undefined && after !== undefined) return insertAt(after.from, body + ending);
  const place = before?.to ?? text.length;
  const above = text.slice(0, place);
  const newLine = above === '' || above.endsWith('\n') ? '' : ending;
  const blank = above === '' || /\n\r?\n$/.test(above + newLine) ? '' : ending;
  return insertAt(place, newLine + blank + body);
}

/** Takes the blank line above with it, which came with the block. */
function removal(text: string, { from, to }: Span): TextEdit {
  const [blank = ''] = /(?<=\n)\r?\n$/.exec(text.slice(0, from)) ?? [];
  return { from: from - blank.length, to, insert: '' };
}

function beginOf(id: string): string {
  return `<!-- chora:begin ${id} -->`;
}

/** With blank lines around the text, as formatters of Markdown have it. */
function formatBlock(id: string, text: string, ending: string): string {
  const content = text.trimEnd().split('\n');
  return [beginOf(id), '', ...content, '', `<!-- chora:end ${id} -->`, ''].join(ending);
}

function findBlocks(text: string, path: string): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  const markers = [...text.matchAll(markerPattern)];
  for (let index = 0; index < markers.length; index += 2) {
    const [begin, end] = [markers[index], markers[index + 1]];
    if (begin === undefined) break;
    const [, kind, id = ''] = begin;
    if (kind !== 'begin' || end?.[1] !== 'end' || end[2] !== id || found.has(id)) {
      throw new UserError(
        `${path}, line ${lineNumber(text, begin.index)}: the marker "chora:${kind} ${id}" has no partner. ` +
          'Put the pair of markers right, or delete both.',
      );
    }
    found.set(id, { from: begin.index, to: end.index + end[0].length });
  }
  return found;
}
