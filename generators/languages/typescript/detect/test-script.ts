/** What the script `test` of a package runs, and with which settings. */

import { type NodePackage, scriptOf } from './package-json.js';

/** Scripts call each other so deep at most. */
const deepest = 3;

/** The script `test`, with the scripts that it runs in their places. */
export function testScriptOf(each: NodePackage, name = 'test', depth = 0): string {
  const text = scriptOf(each, name);
  if (depth === deepest) return text;
  return text.replaceAll(
    /\b(?:npm|pnpm|yarn|bun)\s+(?:(?:run|run-script)\s+)?(?:--?[\w-]+\s+)*([\w:.-]+)/g,
    (whole, called: string) =>
      scriptOf(each, called) === '' ? whole : testScriptOf(each, called, depth + 1),
  );
}

/** Options that say how tests are run, not which of them, with the word after them as their value. */
const kept =
  /^(-c|-r|-u|--config|--require|--import|--loader|--experimental-loader|--ui|--extension|--opts|--root|--rootDir|--project|--env|--environment|--preset|--globals|--node-option)(=|$)/;

const withoutValue = /^--globals$/;

export interface Call {
  /** What stands before the runner: `NODE_ENV=test`, `cross-env NODE_OPTIONS=… `. */
  readonly env: string;
  /** Node with options and the runner's file, where the script starts that. */
  readonly node: string | undefined;
  /** The options that count for one file, too. */
  readonly options: string;
}

/** How a script calls a runner; undefined where it does not. */
export function findCall(script: string, runner: string): Call | undefined {
  const isRunner = (word: string) => new RegExp(`^(.*/)?${runner}(\\.[cm]?js)?$`).test(word);
  const commands = script
    .split(/&&|\|\||;|\|/)
    .map((command) => command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []);
  const words = commands.find((command) => command.some(isRunner));
  if (words === undefined) return undefined;
  const at = words.findIndex(isRunner);
  const before = words.slice(0, at);
  const node = before.lastIndexOf('node');
  return {
    env: listEnv(before).join(' '),
    node: node < 0 ? undefined : words.slice(node, at + 1).join(' '),
    options: keepOptions(words.slice(at + 1)).join(' '),
  };
}

function listEnv(words: readonly string[]): readonly string[] {
  const set = words.filter((word) => /^[A-Z_][A-Z0-9_]*=/i.test(word));
  return set.length > 0 && words.includes('cross-env') ? ['cross-env', ...set] : set;
}

function keepOptions(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    if (!kept.test(word)) return [];
    const hasValue = !word.includes('=') && !withoutValue.test(word);
    return hasValue ? [word, words[index + 1] ?? ''] : [word];
  });
}
