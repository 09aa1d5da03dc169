/** String literals of Python: their quotes, and what they mean however they are quoted and split. */

import { applyEdits, type TextEdit } from '../../../edit/text-edits.js';
import { readPython } from './source.js';

/** Turns the quotes of all strings that hold none, docstrings left out: so do the formatters that prefer single ones. */
export function useSingleQuotes(text: string): string {
  const edits: TextEdit[] = [];
  readPython(text, '')
    .top.cursor()
    .iterate(({ name, from, to }) => {
      if (name !== 'String' && name !== 'FormatString') return;
      const [, prefix, inner] = /^(\w*)"([^"'\n]*)"$/.exec(text.slice(from, to)) ?? [];
      if (inner !== undefined) edits.push({ from, to, insert: `${prefix}'${inner}'` });
    });
  return applyEdits(text, edits);
}

/** As `prefix"inner`, with the quotes inside unescaped; a raw string as it is. */
export function readLiteral(text: string): string {
  const [, prefix = '', , inner = ''] = /^([A-Za-z]*)("""|'''|"|')([\s\S]*)\2$/.exec(text) ?? [];
  const kind = prefix.toLowerCase().replace('u', '');
  const plain = kind.includes('r') ? inner : inner.replaceAll(/\\(["'])/g, '$1');
  return `${kind}"${kind.includes('f') ? plain.replaceAll(/\{[^{}]*\}/g, unifyQuotes) : plain}`;
}

/** `"a" f"{b}"` is `f"a{b}"`; a plain brace is doubled by that. Raw strings stay apart. */
export function joinLiterals(parts: readonly unknown[]): string {
  const literals = parts.map((part) => /^([a-z]*)"([\s\S]*)$/.exec(String(part)) ?? ['', '', '']);
  const kinds = literals.map(([, kind = '']) => kind);
  if (kinds.some((kind) => kind.includes('r')) && new Set(kinds).size > 1) return JSON.stringify(parts);
  const joined = [...new Set(kinds.join(''))].sort().join('');
  const texts = literals.map(([, kind = '', inner = '']) =>
    joined.includes('f') && !kind.includes('f') ? inner.replaceAll(/[{}]/g, '$&$&') : inner,
  );
  return `${joined}"${texts.join('')}`;
}

/** The strings within an expression of an f-string turn with those around it. */
function unifyQuotes(expression: string): string {
  return expression.replaceAll('"', "'");
}
