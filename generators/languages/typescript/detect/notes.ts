/** What the user should know of a TypeScript project before its sources are compiled with ours. */

import { quoteForShell } from '../../../edit/shell.js';
import { isRecord } from '../../../text/json.js';
import { listFiles } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { addBy, type ManagerId } from './manager.js';
import { dependenciesOf, isModule, type NodePackage } from './package-json.js';
import type { Settings } from './style.js';
import { listTexts, type TsConfig } from './tsconfig.js';

/** The first version of TypeScript that takes no package of types unasked. */
const asksForTypes = 6;

/** The library of the language that the modules use. */
const oldestLibrary = 2022;
const oldestTarget = 2020;

/** The oldest Node that the modules run on. */
const oldestNode = 20;

interface TypeSigns {
  readonly packages: readonly NodePackage[];
  readonly config: TsConfig | undefined;
  readonly manager: ManagerId;
  /** Texts of the sources. */
  readonly samples: readonly string[];
}

export function noteTypes({ packages, config, manager, samples }: TypeSigns): readonly string[] {
  const versions: Readonly<Record<string, string>> = Object.assign(
    {},
    ...packages.map(dependenciesOf).toReversed(),
  );
  const isBun = ['@types/bun', 'bun-types'].some((name) => name in versions);
  if (isBun) return [];
  const types = config?.options['types'];
  const major = Number(/\d+/.exec(versions['typescript'] ?? '')?.[0] ?? 0);
  const isTaken =
    types === undefined
      ? major < asksForTypes
      : listTexts(types).some((name) => /^(node|bun|\*)$/.test(name));
  // Other types may bring them along: sources that need them tell.
  const hasNode = isTaken || samples.some((text) => /\bfrom\s*['"](node:[\w/]+|fs|path|os)['"]/.test(text));
  return [
    ...('@types/node' in versions
      ? []
      : [
          `@types/node is not among the dependencies, and what is added imports from Node: ${addBy(manager)} @types/node.`,
        ]),
    ...(hasNode
      ? []
      : [`${config?.path ?? 'tsconfig.json'} does not take the types of Node: add "node" to "types".`]),
  ];
}

/** By "lib", or by the library that comes with "target"; the modules have literals that no older target has. */
export function noteLibrary(config: TsConfig | undefined): readonly string[] {
  const { lib, target } = config?.options ?? {};
  const isOlder = (value: unknown, oldest: number) =>
    value !== undefined && Math.max(...listTexts(value).map(yearOf)) < oldest;
  const settings = [
    ...(isOlder(lib, oldestLibrary) ? ['"lib"'] : []),
    ...(isOlder(target, lib === undefined ? oldestLibrary : oldestTarget) ? ['"target"'] : []),
  ];
  if (settings.length === 0) return [];
  const [are, them] = settings.length > 1 ? ['are', 'them'] : ['is', 'it'];
  return [
    `${settings.join(' and ')} in ${config?.path} ${are} older than the modules, which the compiler then refuses: ` +
      `set ${them} to "es${oldestLibrary}" or newer, which every Node that is supported has.`,
  ];
}

/** `es2017.object`, `es6`, `esnext`; what is no version of the language counts for none. */
function yearOf(name: string): number {
  const [, version] = /^es(next|\d+)/i.exec(name) ?? [];
  if (version?.toLowerCase() === 'next') return Number.POSITIVE_INFINITY;
  const number = Number(version ?? 0);
  return number > 0 && number < 2000 ? number + 2009 : number;
}

export function noteModules(own: NodePackage, config: TsConfig | undefined): readonly string[] {
  const isKept = config?.options['verbatimModuleSyntax'] === true && !isModule(own);
  const module = String(config?.options['module'] ?? '').toLowerCase();
  return isKept && !/^(es|preserve)/.test(module)
    ? [
        `verbatimModuleSyntax in ${config?.path} refuses import and export in a CommonJS package: ` +
          'the modules need "type": "module" in package.json, or that setting to be off.',
      ]
    : [];
}

export function noteNode({ data }: NodePackage): readonly string[] {
  const engines = data['engines'];
  const told = isRecord(engines) ? String(engines['node'] ?? '') : '';
  const oldest = Number(/\d+/.exec(told)?.[0] ?? oldestNode);
  return oldest < oldestNode
    ? [`package.json supports Node ${told}; the modules need Node ${oldestNode} or newer.`]
    : [];
}

/** Configurations of ESLint that say how sources are laid out. */
const layingOut =
  /^(neostandard|@stylistic\/eslint-plugin(-\w+)?|@antfu\/eslint-config|eslint-config-(standard|semistandard|airbnb|xo|google)[\w-]*)$/;

/** ESLint is a program of the clone, and so is its configuration: the user runs it. */
export function noteLinter(
  tree: Tree,
  { packages, settings }: { readonly packages: readonly NodePackage[]; readonly settings: Settings },
  dirs: readonly string[],
): readonly string[] {
  const style = packages.flatMap((each) =>
    Object.keys(dependenciesOf(each)).filter((name) => layingOut.test(name)),
  )[0];
  const isLinted = packages.some(
    ({ dir, data }) =>
      data['eslintConfig'] !== undefined ||
      listFiles(tree, dir).some((name) => /^(eslint\.config|\.eslintrc)(\.|$)/.test(name)),
  );
  if (!isLinted || style === undefined || settings.formatter || settings.unread !== undefined) return [];
  return [
    `ESLint lays out this package, by ${style}. Afterwards run: npx eslint --fix ${listDirs(dirs)} ` +
      '(blanks, quotes, commas and semicolons are no edit for later runs).',
  ];
}

/** Where the settings of the layout are not read, the user lays the new files out. */
export function noteLayout({ unread }: Settings, dirs: readonly string[]): readonly string[] {
  if (unread === undefined) return [];
  return [
    `${unread} says how Prettier lays out this package, and is not read here, as it can be a program. ` +
      `Afterwards run: npx prettier --write ${listDirs(dirs)} (that is no edit for later runs).`,
  ];
}

function listDirs(dirs: readonly string[]): string {
  return [...new Set(dirs)].map((dir) => quoteForShell(dir || '.')).join(' ');
}
