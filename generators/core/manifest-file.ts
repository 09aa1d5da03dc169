/** The record as a file: `.chora/manifest.jsonl`, one line of JSON for each file that was written. */

import { hashText } from '../edit/hash-text.js';
import { isRecord, parseJson } from '../text/json.js';
import { formatJsonLine } from '../text/printable.js';
import { isSafePath, readIfText } from '../tree/paths.js';
import { UserError } from '../types/user-error.js';
import { type EditRecord, emptyManifest, type FileRecord, type Manifest } from './manifest.js';
import { recordText, type TextRecord } from './packed-text.js';

export const manifestPath = '.chora/manifest.jsonl';

/** Where earlier versions kept the record: one object, with the texts as they were. */
export const oldManifestPath = '.chora/manifest.json';

type Read = (path: string) => string | undefined;

interface Line<R = FileRecord | EditRecord> {
  readonly path: string;
  readonly record: R;
}

const formatVersion = 2;

/** The record of a repository; `read` gives its files. Throws a UserError that names the file and line. */
export function readManifest(read: Read): Manifest {
  const text = read(manifestPath);
  if (text !== undefined) return parseLines(text, read);
  const old = read(oldManifestPath);
  return old === undefined ? emptyManifest : { files: toRecords(parseOld(old), read) };
}

/** Sorted by path, so that the order of runs leaves no trace, and a file a line, so that git merges it well. */
export function formatManifest({ files, edits = {} }: Manifest): string {
  const edited = Object.entries(edits).map(([path, record]) => ({ path, part: editPart, ...record }));
  const lines = [...Object.entries(files).map(([path, record]) => ({ path, ...record })), ...edited].sort(
    (a, b) => (a.path < b.path ? -1 : 1),
  );
  return [{ formatVersion }, ...lines].map((line) => `${formatJsonLine(line)}\n`).join('');
}

/** A merge by git leaves its markers and both versions of a line. */
function parseLines(text: string, read: Read): Manifest {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
  const isMarker = ({ line }: { line: string }) => /^(<{7}|={7}|>{7}|\|{7})( |$)/.test(line);
  const parsed = lines
    .filter(({ line }) => line.trim() !== '')
    .filter((each) => !isMarker(each))
    .flatMap(({ line, number }) => parseLine(line, number) ?? []);
  const edits = toRecords(parsed.filter(isEdit), read);
  return {
    files: toRecords(parsed.filter(isFile), read),
    ...(Object.keys(edits).length > 0 ? { edits } : {}),
    ...(lines.some(isMarker) ? { hadConflicts: true } : {}),
  };
}

function isEdit(line: Line): line is Line<EditRecord> {
  return 'edit' in line.record;
}

function isFile(line: Line): line is Line<FileRecord> {
  return !isEdit(line);
}

function parseLine(line: string, number: number): Line | undefined {
  const value = parseJson(line);
  if (isRecord(value) && value['formatVersion'] === formatVersion) return undefined;
  if (isRecord(value) && value['formatVersion'] !== undefined)
    throw new UserError(`${manifestPath} was written by a newer generator-chora: update generator-chora.`);
  if (isRecord(value) && isSafePath(value['path'])) {
    const { path } = value;
    const names = value['part'] === editPart ? editNames : fileNames;
    const extra = names === editNames && typeof value['before'] === 'string' ? ['before'] : [];
    const entries = [...names, ...extra].map((name) => [name, value[name]] as const);
    if (entries.every(([, each]) => typeof each === 'string'))
      return { path, record: Object.fromEntries(entries) as unknown as Line['record'] };
  }
  throw new UserError(
    `${manifestPath}, line ${number}: this is no record of a file. ` +
      'Restore the file from version control, or delete that line.',
  );
}

/** What a line says of a file that is not ours as a whole. */
const editPart = 'edit';

const editNames = ['edit', 'sha256', 'packed'] as const satisfies readonly (keyof EditRecord)[];

const fileNames = [
  'piece',
  'part',
  'language',
  'package',
  'version',
  'sha256',
  'packed',
] as const satisfies readonly (keyof FileRecord)[];

/** Of several records of one file, that of the text that is there, else the last. */
function toRecords<R extends TextRecord>(lines: readonly Line<R>[], read: Read): Record<string, R> {
  const records: Record<string, R> = Object.create(null);
  const sums = new Map<string, string>();
  for (const { path, record } of lines) {
    const other = records[path];
    if (other !== undefined && !sums.has(path)) sums.set(path, sumOf(readIfText({ read }, path)));
    if (other === undefined || other.sha256 !== sums.get(path)) records[path] = record;
  }
  return records;
}

function sumOf(text: string | undefined): string {
  return text === undefined ? '' : hashText(text);
}

/** Format 1: one object, with the texts as they were. */
function parseOld(text: string): readonly Line<FileRecord>[] {
  const manifest = parseJson(text);
  const files = isRecord(manifest) && manifest['formatVersion'] === 1 ? manifest['files'] : undefined;
  if (!isRecord(files))
    throw new UserError(
      `${oldManifestPath} is not a record that this version of generator-chora can read; restore it from version control.`,
    );
  return Object.entries(files).flatMap(([path, value]) => {
    if (!isSafePath(path) || !isRecord(value)) return [];
    const { piece, part, version, text: written } = value;
    const record = { piece, part, language: 'python', package: '', version, ...recordText(String(written)) };
    return [{ path, record: record as FileRecord }];
  });
}
