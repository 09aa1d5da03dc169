/** The combinations of kind, pieces and flags in which new projects are proven. */

import { type KindId, kinds } from '../../generators/tables/kinds.js';

/** One choice of each factor, by its name. */
export type Case = Readonly<Record<string, string>>;

/** What can be chosen, the usual value of each first. */
const factors: Readonly<Record<string, readonly string[]>> = {
  kind: ['cli_tool typer', 'cli_tool click', 'daemon', 'mcp_server', 'web_service', 'library'],
  pieces: ['persistence', 'both', 'utils', 'none'],
  sample: ['on', 'off'],
  tests: ['on', 'off'],
  'pre-commit': ['on', 'off'],
  'github-actions': ['on', 'off'],
  justfile: ['on', 'off'],
  deployment: ['on', 'off'],
  'agents-md': ['on', 'off'],
  docs: ['on', 'off'],
};

const usual: Case = Object.fromEntries(
  Object.entries(factors).map(([name, values]) => [name, values[0] ?? '']),
);
const optional = Object.keys(factors).filter((name) => name !== 'kind' && name !== 'pieces');

/** Every kind with every choice of pieces, and with both pieces and each optional flag off in turn. */
export function fullMatrix(): readonly Case[] {
  const { kind = [], pieces = [] } = factors;
  return kind.flatMap((name) => [
    ...pieces.map((chosen) => ({ ...usual, kind: name, pieces: chosen })),
    ...optional.map((flag) => ({ ...usual, kind: name, pieces: 'both', [flag]: 'off' })),
  ]);
}

/** Few cases in which every two values of two factors meet; found greedily, always the same. */
export function pairwise(): readonly Case[] {
  const open = new Set(listPairs());
  const cases: Case[] = [];
  while (open.size > 0) {
    const next = growCase(open);
    for (const pair of pairsOf(next)) open.delete(pair);
    cases.push(next);
  }
  return cases;
}

/** Begins with a pair that has not met yet, and takes for each other factor the value that meets most. */
function growCase(open: ReadonlySet<string>): Case {
  const [first = ''] = open;
  let grown: Case = Object.fromEntries(first.split('|').map((part) => part.split('=') as [string, string]));
  for (const [name, values] of Object.entries(factors)) {
    if (grown[name] !== undefined) continue;
    const gains = values.map((value) => {
      const candidate = { ...grown, [name]: value };
      return { candidate, gain: pairsOf(candidate).filter((pair) => open.has(pair)).length };
    });
    grown = gains.reduce((best, each) => (each.gain > best.gain ? each : best)).candidate;
  }
  return grown;
}

function listPairs(): readonly string[] {
  const names = Object.keys(factors);
  return names.flatMap((a, index) =>
    names
      .slice(index + 1)
      .flatMap((b) =>
        (factors[a] ?? []).flatMap((x) => (factors[b] ?? []).map((y) => `${a}=${x}|${b}=${y}`)),
      ),
  );
}

/** The pairs of a case, or of the part of one that is chosen already, in the order of the factors. */
function pairsOf(chosen: Case): readonly string[] {
  const entries = Object.keys(factors).flatMap((name) =>
    chosen[name] === undefined ? [] : [`${name}=${chosen[name]}`],
  );
  return entries.flatMap((a, index) => entries.slice(index + 1).map((b) => `${a}|${b}`));
}

export function describeCase(chosen: Case): string {
  const off = optional.filter((name) => chosen[name] === 'off');
  return `a ${chosen['kind']} with ${piecesWords[chosen['pieces'] ?? '']}${off.length > 0 ? `, without ${off.join(', ')}` : ''}`;
}

const piecesWords: Readonly<Record<string, string>> = {
  persistence: 'persistence',
  utils: 'utils',
  both: 'persistence and utils',
  none: 'no pieces',
};

/** Whether it can be deployed; other kinds refuse the flag. */
export function isService(chosen: Case): boolean {
  const [kind = ''] = (chosen['kind'] ?? '').split(' ');
  return kinds[kind as KindId].isService;
}

/** The flags of the generator for a case. */
export function flagsOf(chosen: Case): readonly string[] {
  const [type = '', framework] = (chosen['kind'] ?? '').split(' ');
  const has = (...pieces: readonly string[]) => pieces.includes(chosen['pieces'] ?? '');
  return [
    `--project-type=${type}`,
    ...(framework === undefined ? [] : [`--cli-framework=${framework}`]),
    `--minimal=${chosen['sample'] === 'off'}`,
    `--include-persistence-helpers=${has('persistence', 'both')}`,
    `--include-api-utilities=${has('utils', 'both')}`,
    ...optional
      .filter((name) => name !== 'sample' && (name !== 'deployment' || isService(chosen)))
      .map((name) => `--${name === 'docs' ? name : `include-${name}`}=${chosen[name] === 'on'}`),
  ];
}
