/** The table of pieces. One more piece is one more row here and one more folder in `templates/`. */

import type { ModuleExports } from '../types/change.js';
import type { LanguageId } from '../types/language-id.js';

/** A piece in one language: the names of the files in its template folder, and what it re-exports. */
export interface PieceTemplates {
  /** Both in other words than those of the piece, where the language has others. */
  readonly summary?: string;
  readonly useWhen?: string;
  readonly modules: readonly string[];
  readonly test: string;
  readonly guides: readonly string[];
  /** The piece's section of the reference page. */
  readonly reference: string;
  readonly exports: readonly ModuleExports[];
  /** The names under which earlier versions had files, by the names of now. */
  readonly formerNames?: Readonly<Record<string, string>>;
}

export interface PieceRow {
  readonly title: string;
  readonly summary: string;
  /** When to use it, as the end of "Use it ...". */
  readonly useWhen: string;
  /** The sub-generator that adds it. */
  readonly generator: 'persistence' | 'utils';
  /** By language; a piece may be missing in one. */
  readonly templates: Readonly<Partial<Record<LanguageId, PieceTemplates>>>;
}

export const catalogue = {
  validation: {
    title: 'Input validation',
    summary: '`normalize_input`: parameters that take a dict, JSON text or key=value pairs arrive as a dict',
    useWhen: 'a function is called by a person, a model or another program with structured input.',
    generator: 'utils',
    templates: {
      python: {
        modules: ['validation.py'],
        test: 'test_validation.py',
        guides: ['use-input-validation.md'],
        reference: 'reference.md',
        exports: [{ module: 'validation', names: ['InputFormat', 'normalize_input', 'parse_kv_args'] }],
      },
      typescript: {
        summary:
          '`normalizeInput`: parameters that take an object, JSON text or key=value pairs arrive as an object',
        modules: ['read-input.ts', 'validation.ts'],
        test: 'validation.test.ts',
        guides: ['use-input-validation.md'],
        reference: 'reference.md',
        exports: [
          { module: 'validation', names: ['InputError', 'InputFormat', 'normalizeInput', 'parseKvArgs'] },
        ],
      },
    },
  },
  responses: {
    title: 'Responses',
    summary: '`Response`: success, error and partial results of one shape',
    useWhen: 'a tool, a handler or a command returns a result that a program reads.',
    generator: 'utils',
    templates: {
      python: {
        modules: ['responses.py'],
        test: 'test_responses.py',
        guides: ['standardize-responses.md'],
        reference: 'reference.md',
        exports: [{ module: 'responses', names: ['Response'] }],
      },
      typescript: {
        modules: ['responses.ts'],
        test: 'responses.test.ts',
        guides: ['standardize-responses.md'],
        reference: 'reference.md',
        exports: [{ module: 'responses', names: ['Response'] }],
      },
    },
  },
  errors: {
    title: 'Error messages',
    summary: '`ErrorFormatter`: messages that name what was wrong and what was probably meant',
    useWhen: 'a message tells somebody that a name, a parameter or a field is wrong.',
    generator: 'utils',
    templates: {
      python: {
        modules: ['errors.py'],
        test: 'test_errors.py',
        guides: ['improve-error-messages.md'],
        reference: 'reference.md',
        exports: [{ module: 'errors', names: ['ErrorFormatter'] }],
      },
      typescript: {
        modules: ['errors.ts'],
        test: 'errors.test.ts',
        guides: ['improve-error-messages.md'],
        reference: 'reference.md',
        exports: [{ module: 'errors', names: ['ErrorFormatter'] }],
      },
    },
  },
  persistence: {
    title: 'Persistence',
    summary: '`StatefulObject`: attributes that survive crashes and power loss, in a JSON file',
    useWhen:
      'an object keeps settings, drafts or pending work between runs; never `json.dump` to the file itself.',
    generator: 'persistence',
    templates: {
      python: {
        modules: ['atomic_file.py', 'file_lock.py', 'state_file.py', 'state_record.py', 'persistence.py'],
        test: 'test_persistence.py',
        guides: ['persist-application-state.md'],
        reference: 'reference.md',
        exports: [
          { module: 'persistence', names: ['StateConflictError', 'StateNotLoadedError', 'StatefulObject'] },
        ],
      },
      typescript: {
        useWhen:
          'an object keeps settings, drafts or pending work between runs; never `writeFile` to the file itself.',
        modules: [
          'durable-folder.ts',
          'atomic-file.ts',
          'file-lock.ts',
          'state-form.ts',
          'state-file.ts',
          'stateful-object.ts',
        ],
        test: 'persistence.test.ts',
        guides: ['persist-application-state.md'],
        reference: 'reference.md',
        exports: [
          {
            module: 'stateful-object',
            names: ['StateConflictError', 'StateNotLoadedError', 'StatefulObject'],
          },
        ],
      },
    },
  },
} as const satisfies Record<string, PieceRow>;

/** Sections of the reference page on pieces that work together; each appears once all of them are there. */
export const combinations = {
  'server-manager': {
    needs: ['validation', 'responses', 'errors', 'persistence'],
    templates: { python: 'server-manager.md', typescript: 'server-manager.md' },
  },
} as const satisfies Record<
  string,
  { needs: readonly string[]; templates: Readonly<Partial<Record<LanguageId, string>>> }
>;

export type CombinationId = keyof typeof combinations;

/** The section of a combination in one language, where it is there. */
export function findCombination(id: CombinationId, language: LanguageId): string | undefined {
  const templates: Readonly<Partial<Record<LanguageId, string>>> = combinations[id].templates;
  return templates[language];
}

export const combinationIds = Object.keys(combinations) as readonly CombinationId[];

export type PieceId = keyof typeof catalogue;

/** A piece in one language, where it is there. */
export function findTemplates(piece: PieceId, language: LanguageId): PieceTemplates | undefined {
  const row: PieceRow = catalogue[piece];
  return row.templates[language];
}

export const pieceIds = Object.keys(catalogue) as readonly PieceId[];

export function isPieceId(name: string): name is PieceId {
  return Object.hasOwn(catalogue, name);
}
