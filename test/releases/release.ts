/** What a release leaves in the sample projects, kept as a fixture a language: later versions have to update from each. */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestPath, readManifest } from '../../generators/core/manifest-file.js';
import { readRecorded } from '../../generators/core/packed-text.js';
import { findTemplates, type PieceId, pieceIds } from '../../generators/tables/catalogue.js';
import { type LanguageId, languageIds } from '../../generators/types/language-id.js';
import { type Files, generate } from '../docs/generate.js';
import { repositoryRoot } from '../python/environment.js';
import { typescriptFiles } from '../run/check-in.js';
import { sampleFiles } from '../sample-project.js';

export const releasesFolder = join(repositoryRoot, 'test/releases');

export const samples: Readonly<Record<LanguageId, Files>> = {
  python: sampleFiles,
  typescript: typescriptFiles,
};

/** One fixture. */
export interface Release {
  readonly version: string;
  readonly language: LanguageId;
  readonly files: Files;
}

/** All pieces that a language has, in its sample project, as this version writes them. */
export function generateAll(language: LanguageId): Promise<Files> {
  const pieces = pieceIds.filter((piece) => findTemplates(piece, language) !== undefined);
  return generate(pieces, { files: samples[language] });
}

/** The record, which holds the text of most files, and a line for each of the others. */
export function formatRelease(files: Files): string {
  const { files: recorded } = readManifest((path) => files[path]);
  const others = Object.keys(files).filter((path) => path !== manifestPath && recorded[path] === undefined);
  const lines = others.sort().map((path) => JSON.stringify({ path, text: files[path] }));
  return [files[manifestPath] ?? '', ...lines.map((line) => `${line}\n`)].join('');
}

export function parseRelease(text: string): Files {
  const lines = text.split(/(?<=\n)/);
  const isOther = (line: string) => 'text' in JSON.parse(line);
  const record = lines.filter((line) => !isOther(line)).join('');
  const { files } = readManifest((path) => (path === manifestPath ? record : undefined));
  return Object.fromEntries([
    [manifestPath, record],
    ...Object.entries(files).map(([path, file]) => [
      path,
      readRecorded(file) ?? assert.fail(`the text of ${path} is damaged`),
    ]),
    ...lines.filter(isOther).map((line) => [JSON.parse(line).path, JSON.parse(line).text]),
  ]);
}

/** Those of all versions in the folder. */
export function readReleases(): readonly Release[] {
  return readdirSync(releasesFolder).flatMap((version) =>
    languageIds
      .map((language) => ({ version, language, file: join(releasesFolder, version, `${language}.jsonl`) }))
      .filter(({ file }) => existsSync(file))
      .map(({ file, ...release }) => ({ ...release, files: parseRelease(readFileSync(file, 'utf8')) })),
  );
}

/** The pieces that a project has. */
export function piecesIn(files: Files): readonly PieceId[] {
  const recorded = Object.values(readManifest((path) => files[path]).files).map(({ piece }) => piece);
  return pieceIds.filter((piece) => recorded.includes(piece));
}

/** A file of which nothing but the version in its heading is new stays as it is. */
export function withoutVersion(text: string): string {
  return text.replace(/(Added by generator-chora )\S+/, '$1');
}
