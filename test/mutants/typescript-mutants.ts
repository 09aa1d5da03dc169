/** Planted mistakes in persistence in TypeScript, each of which its exhaustive test has to find. */

import type { Edit } from '../typescript/project.js';

export interface Mutant extends Edit {
  /** What is wrong, as the end of "finds ...". */
  readonly what: string;
}

export const mutants: readonly Mutant[] = of([
  ['access lists that nobody asks about', 'isOwned && hasNoList(target)', 'isOwned'],
  [
    'a folder whose list nobody asks about',
    "['-ld', '--', target, dirname(target)]",
    "['-ld', '--', target]",
  ],
  ['a mode that is not kept', 'fs.fchmodSync(fd, mode);', ';'],
  ['a lock file for its owner alone', '((wanted?.mode ?? 0) & 0o777) | 0o600', '0o600'],
  [
    'a wait that lets others pass',
    '      () => undefined,\n      () => before,',
    '      () => undefined,\n      () => undefined,',
  ],
  [
    'turns that remember',
    '      () => undefined,\n      () => before,',
    '      (value) => [value, before],\n      () => before,',
  ],
  ['listeners that stay', "      signal?.removeEventListener('abort', stop);\n", ''],
  [
    'an undefined that becomes null',
    'if (isArray || item !== undefined) check',
    'if (item !== undefined) check',
  ],
  ['a prototype as a key', "if (key === '__proto__') refuseValue(item);", ''],
  ['digits that change', 'return isInteger ? again !== number :', 'return'],
  ['keys that are there twice', "if (countKeys(value) < keys) throw new UnfitError('has a key twice');", ''],
  ['a method as a key', 'return isMethod || key === VERSION_KEY;', 'return key === VERSION_KEY;'],
  ['newer versions', 'Number(version) > stateVersion', 'false'],
  ['defaults that are missing', '{ ...defaults, ...state }', 'state'],
  ['a schema that nobody asks', 'this.#form.fit(state, this.schema)', 'this.#form.fit(state)'],
  [
    'a file that is overwritten unread',
    'if (this.#unloaded !== undefined) this.refuse',
    'if (false) this.refuse',
  ],
  ['a lock file of others', 'status.size > 0', 'false'],
  ['a temp file that is in the way', 'fs.rmSync(temp, { force: true });\n    const fd', 'const fd'],
]);

function of(rows: readonly (readonly [string, string, string])[]): Mutant[] {
  return rows.map(([what, from, to]) => ({ what, from, to }));
}
