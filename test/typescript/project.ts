/** A small TypeScript project with pieces in it, as the generator leaves them. */

import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PieceId } from '../../generators/tables/catalogue.js';
import { makeScratch, repositoryRoot } from '../crash/commands.js';

export const templatesOf = (piece: PieceId) => join(repositoryRoot(), 'templates', piece, 'typescript');

/** A replacement in the source of the piece; `from` must be there exactly once. */
export interface Edit {
  readonly from: string;
  readonly to: string;
}

export interface Kind {
  readonly type: 'module' | 'commonjs';
  /** The extension of imports, `.ts` for Node without a compiler. */
  readonly extension: '.js' | '.ts';
  /** What the tests take `describe` and `it` from, if not `node:test`. */
  readonly runner?: string;
  /** Persistence, unless told. */
  readonly pieces?: readonly PieceId[];
}

/** The strictest settings that the compiler has, for ECMAScript 2022. */
const STRICTEST = {
  target: 'ES2022',
  lib: ['ES2022'],
  module: 'NodeNext',
  types: ['node'],
  rootDir: 'src',
  outDir: 'dist',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  declaration: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
};

/** Writes `src/` and the settings, and returns the folder. */
export function makeProject(kind: Kind, edits: readonly Edit[] = []): string {
  const { type, extension, runner = 'node:test', pieces } = kind;
  const folder = makeScratch('typescript');
  mkdirSync(join(folder, 'src'));
  symlinkSync(join(repositoryRoot(), 'node_modules'), join(folder, 'node_modules'));
  const compilerOptions = {
    ...STRICTEST,
    verbatimModuleSyntax: type === 'module',
    ...(extension === '.ts' && { allowImportingTsExtensions: true, noEmit: true }),
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  for (const [name, text] of plant(readSource(pieces), edits)) {
    const withRunner = text.replace("'node:test'", `'${runner}'`);
    const fitted = withRunner.replaceAll(/(from '\.\/[\w-]+)\.js'/g, `$1${extension}'`);
    writeFileSync(join(folder, 'src', name), fitted);
  }
  return folder;
}

export const compile = (folder: string) =>
  [process.execPath, join(folder, 'node_modules/typescript/bin/tsc'), '-p', folder] as const;

function readSource(pieces: readonly PieceId[] = ['persistence']): Map<string, string> {
  const folders = pieces.map(templatesOf);
  const names = folders.flatMap((folder) => readdirSync(folder).map((name) => [folder, name] as const));
  const read = (folder: string, name: string) =>
    readFileSync(join(folder, name), 'utf8').replaceAll('<%- importPath %>', '.');
  const sources = names.filter(([, name]) => name.endsWith('.ts'));
  return new Map(sources.map(([folder, name]) => [name, read(folder, name)]));
}

function plant(source: Map<string, string>, edits: readonly Edit[]): Map<string, string> {
  for (const { from, to } of edits) {
    const places = [...source].filter(([, text]) => text.includes(from));
    const [name = '', text = ''] = places[0] ?? [];
    if (places.length !== 1 || text.split(from).length !== 2)
      throw new Error(`The bug's place is not there once:\n${from}`);
    source.set(
      name,
      text.replace(from, () => to),
    );
  }
  return source;
}
