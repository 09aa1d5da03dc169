/** A small TypeScript project with the persistence piece in it, as the generator leaves it. */

import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch, repositoryRoot } from '../crash/commands.js';

export const TEMPLATES = join(repositoryRoot(), 'templates/persistence/typescript');

/** A replacement in the source of the piece; `from` must be there exactly once. */
export interface Edit {
  readonly from: string;
  readonly to: string;
}

export interface Kind {
  readonly type: 'module' | 'commonjs';
  /** The extension of imports, `.ts` for Node without a compiler. */
  readonly extension: '.js' | '.ts';
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
export function makeProject({ type, extension }: Kind, edits: readonly Edit[] = []): string {
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
  for (const [name, text] of plant(readSource(), edits))
    writeFileSync(join(folder, 'src', name), text.replaceAll(/(from '\.\/[\w-]+)\.js'/g, `$1${extension}'`));
  return folder;
}

export const compile = (folder: string) =>
  [process.execPath, join(folder, 'node_modules/typescript/bin/tsc'), '-p', folder] as const;

function readSource(): Map<string, string> {
  const names = readdirSync(TEMPLATES).filter((name) => name.endsWith('.ts'));
  const read = (name: string) =>
    readFileSync(join(TEMPLATES, name), 'utf8').replaceAll('<%- importPath %>', '.');
  return new Map(names.map((name) => [name, read(name)]));
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
