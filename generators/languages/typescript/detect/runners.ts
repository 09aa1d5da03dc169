/** The table of runners of tests. */

export type RunnerId = 'vitest' | 'jest' | 'mocha' | 'bun' | 'node';

export interface RunnerRow {
  /** In the script `test`. */
  readonly script: RegExp;
  readonly dependency: RegExp;
  readonly config: RegExp;
  /** What tests import `describe` from. */
  readonly module: string;
}

export const runners: Readonly<Record<RunnerId, RunnerRow>> = {
  vitest: {
    script: /\bvitest\b/,
    dependency: /^vitest$/,
    config: /^vitest\.(config|workspace)\./,
    module: 'vitest',
  },
  jest: {
    script: /\bjest\b/,
    dependency: /^(jest|ts-jest|@jest\/core)$/,
    config: /^jest\.config\./,
    module: '@jest/globals',
  },
  mocha: { script: /\bmocha\b/, dependency: /^mocha$/, config: /^\.mocharc\./, module: 'mocha' },
  bun: {
    script: /\bbun test\b/,
    dependency: /^(@types\/bun|bun-types)$/,
    config: /^bunfig\.toml$/,
    module: 'bun:test',
  },
  node: { script: /\b(node|tsx)\b.*\s--test\b/, dependency: /^$/, config: /^$/, module: 'node:test' },
};

export const runnerIds = Object.keys(runners) as readonly RunnerId[];

/** Runners that stop at files of tests that are not theirs. */
export const otherRunners = ['ava', 'tap', 'tape', 'uvu', 'jasmine', '@playwright/test'];
