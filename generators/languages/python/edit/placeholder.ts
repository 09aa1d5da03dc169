/** Fills in the name of the package where a template left its placeholder in an import, which is no Python. */

import { applyEdits } from '../../../edit/text-edits.js';
import { readPython } from './source.js';

const placeholder = /(?<=^[ \t]*(?:from|import)[ \t]+)\{\{ *package_name *\}\}(?=\.)/gm;

/** A placeholder inside of a string may be meant, such as in the test of a template. */
export function fillPackageName(text: string, name: string): string {
  const found = [...text.matchAll(placeholder)];
  if (found.length === 0) return text;
  const { top } = readPython(text, '');
  const edits = found
    .map(({ 0: { length }, index }) => ({ from: index, to: index + length, insert: name }))
    .filter(({ from }) => !/String/.test(top.resolveInner(from, 1).name));
  return applyEdits(text, edits);
}
