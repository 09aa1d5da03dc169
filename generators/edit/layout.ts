/** Brings a text into the layout of another one of nearly the same tokens, so that a merge by lines sees edits only. */

import { diffArrays } from 'diff';
import type { Token } from '../types/token.js';

/** A text and its tokens, in order; what lies between them is layout. */
export interface Tokens {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Of each token that both texts have in the same order, the place of its like in the model. */
type Partners = ReadonlyMap<number, number>;

/**
 * Tokens that both texts have are written as in the model, and so is what lies between two of them. Lines that only
 * this text has are indented as the model indents.
 */
export function withLayoutOf(own: Tokens, model: Tokens): string {
  const partners = findPartners(own.tokens, model.tokens);
  const taken = new Set(partners.values());
  const indent = createIndent(own, model, partners);
  /** Beside one token that both have, an argument that both replaced is on a line of its own as in the model. */
  const besideOne = (index: number, place: number, isFollowed: boolean) => {
    const [gap, other] = [gapBefore(own, index), gapBefore(model, place)];
    const isLike = gap.includes('\n') === other.includes('\n');
    const isFitting = isFollowed || other.trim() === '';
    if (isLike) return indent(isFollowed ? withMarkOf(gap, other) : gap);
    return isFitting && isBreakable(own, index) && isBreakable(model, place) ? other : indent(gap);
  };
  /** Between two that both have; a line that the model breaks within its own parentheses is not broken without them. */
  const besideTwo = (index: number, place: number) => {
    const [gap, other] = [gapBefore(own, index), gapBefore(model, place)];
    const isLike = gap.includes('\n') === other.includes('\n');
    const isFree = index === own.tokens.length || findBracket(own, index) !== undefined;
    return isLike || isFree ? other : indent(gap);
  };
  const gapAt = (index: number) => {
    const [before, after] = [partners.get(index - 1), partners.get(index)];
    if (before !== undefined && before + 1 === after) return besideTwo(index, after);
    if (before === undefined && after !== undefined && !taken.has(after - 1))
      return besideOne(index, after, true);
    if (after === undefined && before !== undefined && !taken.has(before + 1))
      return besideOne(index, before + 1, false);
    return indent(gapBefore(own, index));
  };
  const written = own.tokens.map(({ from, to, isIndented = false }, index) => {
    const partner = model.tokens[partners.get(index) ?? -1];
    if (partner) return gapAt(index) + model.text.slice(partner.from, partner.to);
    const text = own.text.slice(from, to);
    return gapAt(index) + (isIndented ? indent(text) : text);
  });
  return written.join('') + gapAt(own.tokens.length);
}

function gapBefore({ text, tokens }: Tokens, index: number): string {
  return text.slice(tokens[index - 1]?.to ?? 0, tokens[index]?.from ?? text.length);
}

/** A semicolon at the end of a line is there where the model has one; a comma may mean something in one of the two. */
function withMarkOf(gap: string, model: string): string {
  const mark = model.trim();
  return !gap.includes('\n') || mark === ',' ? gap : gap.replace(/^[;,]?/, mark);
}

/** Whether a line may end here, whatever the language: between parentheses or brackets. */
function isBreakable(of: Tokens, index: number): boolean {
  return /^[([]$/.test(findBracket(of, index) ?? '');
}

/** The bracket that is open before a token. */
function findBracket({ text, tokens }: Tokens, index: number): string | undefined {
  let depth = 0;
  for (let at = index - 1; at >= 0; at -= 1) {
    const { from = 0, to = 0 } = tokens[at] ?? {};
    const token = text.slice(from, to);
    if (/^[)\]}]$/.test(token)) depth += 1;
    else if (/^[([{]$/.test(token) && depth > 0) depth -= 1;
    else if (/^[([{]$/.test(token)) return token;
  }
  return undefined;
}

/** Learns from the lines that both texts have how the model indents; what it does not know is made of what it knows. */
function createIndent(own: Tokens, model: Tokens, partners: Partners): (text: string) => string {
  const known = new Map<string, string>();
  for (const [index, place] of partners) {
    if (own.tokens[index] === undefined) continue;
    const [from, to] = [indentBefore(own, index), indentBefore(model, place)];
    if (from !== undefined && to !== undefined && !known.has(from)) known.set(from, to);
  }
  const outermost = known.get('') ?? '';
  const translate = (indent: string): string => {
    const whole = known.get(indent);
    if (whole !== undefined) return whole;
    const starts = [...known.keys()].filter((key) => indent.startsWith(key));
    const start = starts.reduce((a, b) => (b.length > a.length ? b : a), '');
    if (start === '') return outermost + indent;
    return known.get(start) + translate(indent.slice(start.length)).slice(outermost.length);
  };
  return (text) => text.replaceAll(/(?<=\n)[ \t]*(?=\S|$)/g, translate);
}

/** Undefined where the token begins no line. */
function indentBefore(of: Tokens, index: number): string | undefined {
  return /\n([ \t]*)$/.exec(gapBefore(of, index))?.[1];
}

function findPartners(own: readonly Token[], model: readonly Token[]): Partners {
  const keys = (tokens: readonly Token[]) => tokens.map(({ key }) => key);
  // Both texts begin and end at the same places.
  const partners = new Map([
    [-1, -1],
    [own.length, model.length],
  ]);
  let [at, there] = [0, 0];
  for (const { added, removed, count } of diffArrays(keys(own), keys(model))) {
    if (!added && !removed) for (let step = 0; step < count; step += 1) partners.set(at + step, there + step);
    if (!added) at += count;
    if (!removed) there += count;
  }
  return partners;
}
