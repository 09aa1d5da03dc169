/** How a package is written: by its own sources first, then by its settings. */

import type { Project } from '../../../types/project.js';
import { isModule, type NodePackage } from './package-json.js';
import type { Settings } from './style.js';
import type { TsConfig } from './tsconfig.js';

export type Habits = Required<
  Pick<Project, 'importEnding' | 'singleQuotes' | 'omitsSemicolons' | 'indent'>
> & { readonly because: string };

export interface Clues {
  readonly samples: readonly string[];
  readonly config: TsConfig | undefined;
  readonly own: NodePackage;
  readonly settings: Settings;
}

export function findHabits({ samples, config, own, settings }: Clues): Habits {
  const imports = samples.flatMap((text) => [
    ...text.matchAll(/\bfrom\s*(['"])([^'"\n]+)\1[ \t]*(;?)[ \t]*$/gm),
  ]);
  const endings = imports.flatMap(([, , path = '']) => endingOf(path) ?? []);
  const quotes = imports.map(([, quote]) => quote);
  const semicolons = imports.map(([, , , end]) => end);
  const due = endingBy(config, own);
  // The last vote, so that it counts where the sources are of two minds.
  const importEnding = mostOf([...endings, due]) ?? due;
  return {
    importEnding,
    because: endings.includes(importEnding) ? 'the imports of the sources' : (config?.path ?? 'package.json'),
    singleQuotes: (mostOf(quotes) ?? settings.quote ?? "'") === "'",
    omitsSemicolons: (mostOf(semicolons) ?? settings.semicolon ?? ';') === '',
    indent: mostOf(samples.flatMap(indentOf)) ?? settings.indent ?? '  ',
  };
}

/** `.js`, `.ts` or nothing; undefined for what is no file beside, or a file of data. */
function endingOf(path: string): string | undefined {
  if (!/^\.{1,2}\//.test(path)) return undefined;
  const [, ending = ''] = /\.[cm]?([jt]s)x?$/.exec(path) ?? [];
  if (ending !== '') return `.${ending}`;
  return /\.(json|css|scss|svg|png|vue|svelte|wasm|node)$/.test(path) ? undefined : '';
}

function endingBy(config: TsConfig | undefined, own: NodePackage): string {
  const options = config?.options ?? {};
  const [module, resolution] = ['module', 'moduleResolution'].map((key) =>
    String(options[key] ?? '').toLowerCase(),
  );
  if (options['allowImportingTsExtensions'] === true || options['rewriteRelativeImportExtensions'] === true)
    return '.ts';
  if (config === undefined) return '.ts';
  if (resolution === 'bundler' || module === 'preserve') return '';
  return isModule(own) ? '.js' : '';
}

/** What a level is in one text. */
function indentOf(text: string): readonly string[] {
  const blanks = [...text.matchAll(/^([ \t]+)[^\s*]/gm)].map(([, blank = '']) => blank);
  if (blanks.length === 0) return [];
  if (blanks.filter((blank) => blank.startsWith('\t')).length * 2 > blanks.length) return ['\t'];
  const width = Math.min(...blanks.map(({ length }) => length).filter((length) => length > 1));
  return width <= 8 ? [' '.repeat(width)] : [];
}

/** What occurs most often. */
export function mostOf(values: readonly (string | undefined)[]): string | undefined {
  return mostFirst(values)[0];
}

/** Each value once, by how often it occurs. */
export function mostFirst(values: readonly (string | undefined)[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([value]) => value);
}
