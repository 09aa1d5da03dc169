/** What settings of Prettier, Oxfmt, Biome and EditorConfig say of layout, and the program that keeps it. */

import { readIni } from '../../../edit/ini.js';
import { isRecord } from '../../../text/json.js';
import { hasFile, joinPath } from '../../../tree/paths.js';
import type { Formatter } from '../../../types/project.js';
import { dependenciesOf, type NodePackage } from './package-json.js';
import { readSettingsFile } from './settings-data.js';
import { type Reading, readText } from './tsconfig.js';

/** Undefined where nothing is said. */
export interface Settings {
  readonly quote?: string | undefined;
  readonly semicolon?: string | undefined;
  readonly indent?: string | undefined;
  readonly formatter?: Formatter | undefined;
  /** Settings of Prettier that are not read here: a program, for example, or a package. */
  readonly unread?: string | undefined;
}

type Data = Readonly<Record<string, unknown>>;

const prettierDefaults: Data = {
  printWidth: 80,
  tabWidth: 2,
  semi: true,
  trailingComma: 'all',
  arrowParens: 'always',
};

const biomeDefaults: Data = {
  lineWidth: 80,
  indentWidth: 2,
  semicolons: 'always',
  trailingCommas: 'all',
  arrowParentheses: 'always',
  bracketSpacing: true,
};

interface Found {
  readonly path: string;
  readonly data: Data;
}

export function readSettings(reading: Reading, own: NodePackage): Settings {
  return (
    readBiome(reading, own) ??
    readOxfmt(reading, own) ??
    readPrettier(reading, own) ?? { indent: readEditorConfig(reading, own) }
  );
}

/** What our texts keep by themselves; any other setting needs the program. Without semicolons more fits into a line. */
const kept = /^(singleQuote|useTabs|\$schema|endOfLine)$/;

const dataNames = ['', '.json', '.json5', '.yaml', '.yml', '.toml'].map((ending) => `.prettierrc${ending}`);
const programNames = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].flatMap((ending) => [
  `.prettierrc.${ending}`,
  `prettier.config.${ending}`,
]);

function readPrettier(reading: Reading, own: NodePackage): Settings | undefined {
  const found = findData(reading, own, dataNames);
  const inPackage = own.data['prettier'];
  if (found === undefined && !isRecord(inPackage)) {
    const unread = findFile(reading, own, [...dataNames, ...programNames]) ?? inPackage;
    if (typeof unread === 'string') return { indent: readEditorConfig(reading, own), unread };
    if (!('prettier' in dependenciesOf(own))) return undefined;
  }
  return describePrettier(reading, own, found);
}

function describePrettier(reading: Reading, own: NodePackage, found: Found | undefined): Settings {
  const inPackage = own.data['prettier'];
  const data = found?.data ?? (isRecord(inPackage) ? inPackage : {});
  const path = found?.path ?? (isRecord(inPackage) ? joinPath(own.dir, 'package.json') : undefined);
  return {
    ...readStyle(data, readEditorConfig(reading, own)),
    formatter: {
      // Settings that are programs, or name some, would run what somebody put into a clone.
      program: 'prettier',
      pages: 'always',
      args: [
        '--stdin-filepath',
        '{path}',
        ...(path && !bringsCode(data) ? ['--config', `{root}/${path}`] : ['--no-config']),
      ],
      isNeeded: isShaped(data),
      command: 'npx prettier --write',
    },
  };
}

/** Its settings have the names of Prettier's, and bring no programs along. */
function readOxfmt(reading: Reading, own: NodePackage): Settings | undefined {
  const found = findData(reading, own, ['.oxfmtrc.json', '.oxfmtrc.jsonc']);
  if (found === undefined) return undefined;
  return {
    ...readStyle(found.data, readEditorConfig(reading, own)),
    formatter: {
      program: 'oxfmt',
      pages: 'always',
      args: ['--stdin-filepath', '{path}', '--config', `{root}/${found.path}`],
      isNeeded: isShaped({ printWidth: 100, ...found.data }),
      command: 'npx oxfmt',
    },
  };
}

function readStyle(data: Data, indent: string | undefined): Settings {
  return {
    quote: data['singleQuote'] === true ? "'" : '"',
    semicolon: data['semi'] === false ? '' : ';',
    indent: data['useTabs'] === true ? '\t' : (widthOf(data['tabWidth']) ?? indent),
  };
}

function isShaped(data: Data): boolean {
  return Object.entries(data).some(([key, value]) => !kept.test(key) && value !== prettierDefaults[key]);
}

function bringsCode(data: Data): boolean {
  // By "<<", some readers of YAML merge what others do not see.
  return /"(plugins|parser|<<)"/.test(JSON.stringify(data));
}

function readBiome(reading: Reading, own: NodePackage): Settings | undefined {
  const found = findData(reading, own, ['biome.json', 'biome.jsonc']);
  if (found === undefined) return undefined;
  const [all, script] = [found.data['formatter'], found.data['javascript']].map((value) =>
    isRecord(value) ? value : {},
  );
  const inner = script?.['formatter'];
  const data: Data = { ...all, ...(isRecord(inner) ? inner : {}) };
  if (data['enabled'] === false) return undefined;
  const spaces = data['indentStyle'] === 'space';
  return {
    quote: data['quoteStyle'] === 'single' ? "'" : '"',
    semicolon: data['semicolons'] === 'asNeeded' ? '' : ';',
    indent: spaces ? (widthOf(data['indentWidth']) ?? '  ') : '\t',
    formatter: {
      program: 'biome',
      args: ['format', '--stdin-file-path={path}', `--config-path={root}/${found.path}`],
      isNeeded: Object.entries(biomeDefaults).some(([key, value]) => (data[key] ?? value) !== value),
      command: 'npx biome format --write',
    },
  };
}

/** The nearest file of these names, in the package or at the root. */
function findFile({ tree }: Reading, { dir }: NodePackage, names: readonly string[]): string | undefined {
  const paths = [dir, ''].flatMap((folder) => names.map((name) => joinPath(folder, name)));
  return paths.find((each) => hasFile(tree, each));
}

function findData(reading: Reading, own: NodePackage, names: readonly string[]): Found | undefined {
  const path = findFile(reading, own, names);
  const data = path === undefined ? undefined : readSettingsFile(reading.tree, path);
  return path !== undefined && isRecord(data) ? { path, data } : undefined;
}

function readEditorConfig(reading: Reading, { dir }: NodePackage): string | undefined {
  const text = readText(reading, joinPath(dir, '.editorconfig')) ?? readText(reading, '.editorconfig') ?? '';
  const sections = Object.entries(readIni(text)).filter(([name]) => name === '*' || /\bts\b/.test(name));
  const data = Object.assign({}, ...sections.map(([, section]) => section)) as Readonly<
    Record<string, string>
  >;
  if (data['indent_style'] === 'tab') return '\t';
  return data['indent_style'] === 'space' ? widthOf(Number(data['indent_size'])) : undefined;
}

function widthOf(width: unknown): string | undefined {
  return typeof width === 'number' && width > 0 && width <= 8 ? ' '.repeat(width) : undefined;
}
