/** Brings a text into the layout of another one of nearly the same tokens, so that a merge by lines sees edits only. */

import { diffArrays } from 'diff';
import type { Token } from '../types/token.js';

/** A text and its tokens, in order; what lies between them is layout. */
export interface Tokens {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/**
 * Tokens that both texts have are written as in the model, and so is what lies before and behind them, also where one
 * has something else beside them than the other.
 */
export function withLayoutOf(own: Tokens, model: Tokens): string {
  const partners = findPartners(own.tokens, model.tokens);
  const taken = new Set(partners.values());
  /** The place in the model whose gap stands for this one: beside the same tokens, or beside one that both replaced. */
  const placeOf = (index: number) => {
    const [before, after] = [partners.get(index - 1), partners.get(index)];
    if (before !== undefined && after !== undefined) return before + 1 === after ? after : undefined;
    if (after !== undefined) return taken.has(after - 1) ? undefined : after;
    return before === undefined || taken.has(before + 1) ? undefined : before + 1;
  };
  const gapAt = (index: number) => {
    const place = placeOf(index);
    return place === undefined ? gapBefore(own, index) : gapBefore(model, place);
  };
  const written = own.tokens.map(({ from, to }, index) => {
    const partner = model.tokens[partners.get(index) ?? -1];
    const text = partner ? model.text.slice(partner.from, partner.to) : own.text.slice(from, to);
    return gapAt(index) + text;
  });
  return written.join('') + gapAt(own.tokens.length);
}

function gapBefore({ text, tokens }: Tokens, index: number): string {
  return text.slice(tokens[index - 1]?.to ?? 0, tokens[index]?.from ?? text.length);
}

/** Of each token that both have in the same order, the place of its like in the model. */
function findPartners(own: readonly Token[], model: readonly Token[]): ReadonlyMap<number, number> {
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
