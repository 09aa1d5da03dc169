/** The table of pieces. One more piece is one more row here and one more folder in `templates/`. */

import type { LanguageId } from './core/languages.js';
import type { ModuleExports } from './core/types.js';

/** A piece in one language: the names of the files in its template folder, and what it re-exports. */
export interface PieceTemplates {
  readonly modules: readonly string[];
  readonly test: string;
  readonly guide: string;
  readonly exports: readonly ModuleExports[];
}

export interface PieceRow {
  readonly title: string;
  readonly summary: string;
  readonly templates: Readonly<Record<LanguageId, PieceTemplates>>;
}

export const catalogue = {
  persistence: {
    title: 'Persistence',
    summary: 'StatefulObject: attributes that survive a crash, in a JSON file',
    templates: {
      python: {
        modules: ['atomic_file.py', 'file_lock.py', 'persistence.py'],
        test: 'test_persistence.py',
        guide: 'persist-application-state.md',
        exports: [{ module: 'persistence', names: ['StateConflictError', 'StatefulObject'] }],
      },
    },
  },
} as const satisfies Record<string, PieceRow>;

export type PieceId = keyof typeof catalogue;

export const pieceIds = Object.keys(catalogue) as readonly PieceId[];

export function isPieceId(name: string): name is PieceId {
  return Object.hasOwn(catalogue, name);
}
