/** What a later run knows of a project besides its answers: what was added to it since, and what is dropped now. */

import { type Manifest, recordedPieces } from '../core/manifest.js';
import type { RawOptions } from '../run/read-options.js';
import { catalogue, type PieceId, pieceIds } from '../tables/catalogue.js';
import type { Dropped, Part } from '../types/change.js';
import { readGiven } from './options.js';
import { questions } from './questions.js';

const flags = { persistence: 'includePersistenceHelpers', utils: 'includeApiUtilities' } as const;

type Remembered = Readonly<Record<string, unknown>>;

/** What the record knows of the package, as far as it is on disk. */
export function findAdded(
  manifest: Manifest,
  { packageName }: Remembered,
  hasFile: (path: string) => boolean,
): (part: Part) => readonly PieceId[] {
  const there = Object.fromEntries(Object.entries(manifest.files).filter(([path]) => hasFile(path)));
  const project = { language: 'python' as const, packageName: String(packageName) };
  return (part) => {
    const recorded = recordedPieces({ files: there }, part, project);
    return pieceIds.filter((piece) => recorded.includes(piece));
  };
}

/** The answers, with the pieces and guides that other commands added counted as chosen. */
export function withAdded(remembered: Remembered, added: (part: Part) => readonly PieceId[]): Remembered {
  const modules = added('module');
  const hasAll = (generator: keyof typeof flags) =>
    pieceIds.every((piece) => catalogue[piece].generator !== generator || modules.includes(piece));
  return {
    ...remembered,
    ...(hasAll('persistence') && { [flags.persistence]: true }),
    ...(hasAll('utils') && { [flags.utils]: true }),
    ...(added('guide').length > 0 && { includeGuides: true }),
  };
}

/** Only what a flag of this very run declines. */
export function findDropped(options: RawOptions): Dropped {
  const given = readGiven(options);
  return {
    pieces: pieceIds.filter((piece) => given[flags[catalogue[piece].generator]] === false),
    parts: [
      ...(given.includeTests === false ? (['test'] as const) : []),
      ...(given.includeGuides === false ? (['guide'] as const) : []),
    ],
  };
}

/** The flags that decline what a project was begun with, as far as it has these pieces. */
export function listDeclining(pieces: readonly string[], remembered: Remembered): readonly string[] {
  const names = pieceIds
    .filter((piece) => pieces.includes(piece))
    .map((piece) => flags[catalogue[piece].generator])
    .filter((name) => remembered[name] === true);
  return [...new Set(names)].map((name) => `--no-${questions[name].flag}`);
}
