/** Planted mistakes in the pieces in TypeScript, each of which their exhaustive tests have to find. */

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
  ['times that stay', 'durable.succeeds(fs.futimesSync, fd, seconds, seconds);', ';'],
  ['a lock file for its owner alone', '((wanted?.mode ?? 0) & 0o777) | 0o600', '0o600'],
  [
    'a wait that lets others pass',
    'const stop = leaving(false);',
    'const stop = () => (this.#waiting.forEach((each) => each()), leaving(false)());',
  ],
  ['timers that stay', '        clearTimeout(timer);\n', ''],
  ['listeners that stay', "        signal?.removeEventListener('abort', stop);\n", ''],
  ['an undefined that becomes null', '(item === undefined && !isArray)', 'item === undefined'],
  ['a prototype as a key', "!isArray && Object.hasOwn(value, '__proto__')", 'false'],
  ['digits that change', 'return isInteger ? again !== number :', 'return'],
  ['keys that are there twice', "if (countKeys(value) < keys) throw new UnfitError('has a key twice');", ''],
  ['a method as a key', 'return isMethod || key', 'return key'],
  ['newer versions', 'Number(version) > stateVersion', 'false'],
  ['defaults that are missing', '{ ...defaults, ...state }', 'state'],
  ['a schema that nobody asks', 'this.#form.fit(state, this.schema)', 'this.#form.fit(state)'],
  [
    'a file that is overwritten unread',
    'if (this.#unloaded !== undefined) this.refuse',
    'if (false) this.refuse',
  ],
  ['a lock file of others', 'status.size > 0', 'false'],
  [
    'a lock on a file that is gone',
    'isHeld = isThere && status.dev === opened.dev;',
    'isHeld = file.lock === lock;',
  ],
  ['open lock files that pile up', 'if (idle.size <= (', 'if (0 <= ('],
  ['a temp file that is in the way', '    fs.rmSync(temp, { force: true });\n', ''],
]);

export const utilityMutants: readonly Mutant[] = of([
  [
    'names that are cut in a letter',
    'const letters = Array.from(String',
    'const letters = Object.values(String',
  ],
  ['control characters that are shown', 'return text.replace(/\\p{Cc}/gu, escapeControl);', 'return text;'],
  ['names that are no more similar than others', 'best - NEARLY_AS_SIMILAR', '0'],
  ['the less similar first', 'b.ratio - a.ratio', 'a.ratio - b.ratio'],
  ['a suggestion more than wanted', 'similar.slice(0, Math.max(maxSuggestions, 0))', 'similar'],
  ['counts that the caller gives', '      ...metadata,\n      succeeded_count', '      succeeded_count'],
  ['members that give way', '      timestamp,\n      ...members,', '      timestamp,'],
  ['an error of a tool that is none', "isError: response.status === 'error'", 'isError: false'],
  [
    'what the engine says of JSON',
    "    return refuse('invalid JSON');",
    "    JSON.parse(text);\n    return refuse('');",
  ],
  ['keys that are there twice', 'if (keys.at(-1)?.has(key)) refuse', 'if (false) refuse'],
  [
    'keys of another object',
    "else if (token === '}') keys.pop();",
    "else if (token === '}') keys.length = 1;",
  ],
  ['a prototype as a key', "if (key === '__proto__') refuse", 'if (false) refuse'],
  ['quotes inside of strings', "text.replaceAll(/\\\\./g, '__')", 'text'],
  ['digits that change', '!Number.isSafeInteger(number)', 'false'],
  ['an infinite number', '!Number.isFinite(number)', 'false'],
  ['an item that is shown', 'place = `in item', 'place = item + ` in item'],
  [
    'an assigned prototype',
    'Object.fromEntries(pairs)',
    '[...pairs].reduce((all, [key, value]) => { (all as any)[key] = value; return all; }, {})',
  ],
  ['long keys that are shown', '.slice(0, LONGEST);', ';'],
  ['what a schema says', 'const paths = [', 'const paths = [result.issues[0]?.message, '],
  ['very many places', 'result.issues.slice(0, MOST_PATHS)', 'result.issues'],
  ['a schema that nobody asks', 'schema === undefined ? read : pass(schema, name, read)', 'read'],
  ['an async function that throws', 'isAsync ? (rejecting as Wrapped) : wrapped', 'wrapped'],
  ['an object of the caller that is changed', '{ ...args };', 'args as Record<string, unknown>;'],
]);

function of(rows: readonly (readonly [string, string, string])[]): Mutant[] {
  return rows.map(([what, from, to]) => ({ what, from, to }));
}
