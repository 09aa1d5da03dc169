/** Lays out a package with all pieces, as the generator does in a flat layout. */

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, pieceIds } from '../../generators/catalogue.js';
import { packageRoot } from '../../generators/package-root.js';

/** The project that the guides are rendered for, and that their code is run in. */
export const names = { packageName: 'acme', importPath: 'acme.utils' } as const;

const rows = pieceIds.map((piece) => ({ piece, ...catalogue[piece].templates.python }));

export function installPieces(folder: string): void {
  const target = join(folder, ...names.importPath.split('.'));
  mkdirSync(target, { recursive: true });
  writeFileSync(join(folder, names.packageName, '__init__.py'), '');
  writeFileSync(join(target, '__init__.py'), listImports().join(''));
  for (const { piece, modules } of rows)
    for (const module of modules)
      cpSync(join(packageRoot, 'templates', piece, 'python', module), join(target, module));
}

function listImports(): readonly string[] {
  return rows
    .flatMap(({ exports }) => exports)
    .map((row) => `from .${row.module} import ${row.names.join(', ')}\n`);
}
