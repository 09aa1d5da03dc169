/** The record of what was written: `.chora/manifest.json`. */

import type { Part } from '../types/change.js';
import { UserError } from '../types/user-error.js';

export const manifestPath = '.chora/manifest.json';

/** What is known of one written file. Paths are relative to the project's root, with `/`. */
export interface FileRecord {
  readonly piece: string;
  readonly part: Part;
  /** Version of generator-chora that wrote it. */
  readonly version: string;
  /** SHA-256 of the text as written, with `\n` line endings. */
  readonly sha256: string;
  /** The text as written: what a later three-way merge needs. */
  readonly text: string;
}

export interface Manifest {
  readonly formatVersion: 1;
  readonly files: Readonly<Record<string, FileRecord>>;
}

export const emptyManifest: Manifest = { formatVersion: 1, files: {} };

export function parseManifest(text: string | undefined): Manifest {
  if (text === undefined) return emptyManifest;
  const manifest = parseJson(text);
  if (isManifest(manifest)) return manifest;
  throw new UserError(
    `${manifestPath} is not a manifest that this version of generator-chora can read; ` +
      'restore it from version control, or update generator-chora.',
  );
}

/** The manifest as text, sorted by path, so that the order of runs leaves no trace. */
export function formatManifest(manifest: Manifest): string {
  const files = Object.fromEntries(Object.entries(manifest.files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ formatVersion: manifest.formatVersion, files }, null, 2)}\n`;
}

/** The pieces of which this part is recorded. */
export function recordedPieces(manifest: Manifest, part: Part): readonly string[] {
  const files = Object.values(manifest.files).filter((file) => file.part === part);
  return [...new Set(files.map((file) => file.piece))].sort();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is Manifest {
  return isRecord(value) && value['formatVersion'] === 1 && isRecord(value['files']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
