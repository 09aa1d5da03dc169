/** What the script `test` of a package runs, and with which settings. */

import { type NodePackage, scriptOf } from './package-json.js';
import type { Listed } from './settings-data.js';

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
  const [found] = findCalls(script, runner);
  if (found === undefined) return undefined;
  const { words, at } = found;
  const before = words.slice(0, at);
  const node = before.lastIndexOf('node');
  return {
    env: listEnv(before).join(' '),
    node: node < 0 ? undefined : words.slice(node, at + 1).join(' '),
    options: keepOptions(words.slice(at + 1)).join(' '),
  };
}

/** The commands of a script that a runner is in, as words, and where it is. */
function findCalls(script: string, runner: string): readonly { words: readonly string[]; at: number }[] {
  const isRunner = (word: string) => new RegExp(`^(.*/)?${runner}(\\.[cm]?js)?$`).test(word);
  return script
    .split(/&&|\|\||;|\|/)
    .map((command) => command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [])
    .map((words) => ({ words, at: words.findIndex(isRunner) }))
    .filter(({ at }) => at >= 0);
}

/** Options besides those that are kept that have the word after them as their value. */
const withValue =
  /^(-t|-g|-f|-n|--testNamePattern|--grep|--fgrep|--reporter|--reporters|--reporter-option|--timeout|--testTimeout|--outputFile|--output|--coverageDirectory|--file|--exclude|--ignore|--test-reporter|--test-reporter-destination|--test-name-pattern|--test-concurrency|--watch-files|--maxWorkers|--pool|--shard|--retries|--jobs)$/;

/** The files, folders and patterns that a script names for a runner, as far as they are such; none where a call of it
 * names none, and so runs all. */
export function listOperands(script: string, runner: string, isOperand: (word: string) => boolean): Listed {
  const isCall = (words: readonly string[]) => runner !== 'node' || words.includes('--test');
  const calls = findCalls(script, runner === 'node' ? '(node|tsx)' : runner)
    .filter(({ words }) => isCall(words))
    .map(({ words, at }) =>
      words
        .slice(at + 1)
        .filter((word, index, all) => !takesNext(all[index - 1]) && !word.startsWith('-'))
        .map((word) => word.replaceAll(/["']/g, ''))
        .filter(isOperand),
    );
  const isAll = calls.some((operands) => operands.length === 0);
  return { texts: isAll ? [] : calls.flat(), hasMore: false };
}

function takesNext(word = ''): boolean {
  return withValue.test(word) || (kept.test(word) && !word.includes('=') && !withoutValue.test(word));
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
