/** The record of what was written: `.chora/manifest.jsonl`, one line of JSON for each file. */

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { hashText } from '../edit/hash-text.js';
import { isRecord, parseJson } from '../text/json.js';
import { formatJsonLine } from '../text/printable.js';
import type { Part } from '../types/change.js';
import type { Project } from '../types/project.js';
import { UserError } from '../types/user-error.js';

export const manifestPath = '.chora/manifest.jsonl';

/** Where earlier versions kept the record: one object, with the texts as they were. */
export const oldManifestPath = '.chora/manifest.json';

/** What is known of one written file. Paths are relative to the project's root, with `/`. */
export interface FileRecord {
  readonly piece: string;
  readonly part: Part;
  /** The language and the package that it was written for; empty where an older version wrote the record. */
  readonly language: string;
  readonly package: string;
  /** Version of generator-chora that wrote it. */
  readonly version: string;
  /** SHA-256 of the text as written, with `\n` line endings. */
  readonly sha256: string;
  /** The text as written, which a later three-way merge needs: Brotli in Base64. */
  readonly packed: string;
}

/** What is known of a file that is not ours as a whole: runs edited it, or made it where there was none. */
export interface EditRecord {
  /** The kind of the change, such as `add-exports`. */
  readonly edit: string;
  /** SHA-256 of the text with our edits, and without those that its user made between them. */
  readonly sha256: string;
  /** That text, and the one before the first of our edits, which is absent where there was no file. */
  readonly packed: string;
  readonly before?: string;
}

export type EditRecords = Readonly<Record<string, EditRecord>>;

export interface Manifest {
  readonly files: Readonly<Record<string, FileRecord>>;
  /** Of files that are not ours as a whole; they are no files of pieces. */
  readonly edits?: EditRecords;
  /** Whether a merge of git left its conflict markers in it. */
  readonly hadConflicts?: boolean;
}

/** Of a repository in which nothing was written yet. */
export const emptyManifest: Manifest = { files: {} };

type TextRecord = Pick<FileRecord, 'sha256' | 'packed'>;

type Read = (path: string) => string | undefined;

interface Line<R = FileRecord | EditRecord> {
  readonly path: string;
  readonly record: R;
}

const formatVersion = 2;

/** The two levels above make the record 8 % smaller, and take twenty times as long, most of the time of a run; a larger
 * window, which no text of ours fills, is memory to clear for each text. */
const compression = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 16 } };

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

/** The record of a text; an older one of the same text keeps its bytes, which another Brotli may not make again. */
export function recordText(text: string, older?: TextRecord): TextRecord {
  const sha256 = hashText(text);
  const isKept = older?.sha256 === sha256 && readRecorded(older) !== undefined;
  if (isKept) return { sha256, packed: older.packed };
  return { sha256, packed: pack(text) };
}

/** The text as it was written; undefined where the record does not hold what it says. */
export function readRecorded({ packed, sha256 }: TextRecord): string | undefined {
  const text = unpack(packed);
  return text !== undefined && hashText(text) === sha256 ? text : undefined;
}

/** The text as it was written. Throws a UserError where the record does not hold what it says. */
export function recordedText(path: string, record: FileRecord): string {
  const text = readRecorded(record);
  if (text !== undefined) return text;
  throw new UserError(
    `${manifestPath}: the text of ${path} is damaged. Restore the file from version control.`,
  );
}

/** The pieces of which this part is recorded for a package, or for one that an older version did not name. */
export function recordedPieces(
  { files }: Manifest,
  part: Part,
  { language, packageName }: Pick<Project, 'language' | 'packageName'>,
): readonly string[] {
  const found = Object.values(files).filter(
    (file) => file.part === part && isOf(file, { language, packageName }),
  );
  return [...new Set(found.map(({ piece }) => piece))].sort();
}

/** Whether a file was written for a package; an older record does not name the package. */
export function isOf(
  record: Pick<FileRecord, 'language' | 'package'>,
  { language, packageName }: { readonly language: string; readonly packageName: string },
): boolean {
  return record.package === '' || (record.package === packageName && record.language === language);
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
    if (other !== undefined && !sums.has(path)) sums.set(path, sumOf(readSafely(path, read)));
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

/** A path inside of the repository, as this generator writes it. */
export function isSafePath(path: unknown): path is string {
  if (typeof path !== 'string' || path === '' || /\p{Cc}/u.test(path)) return false;
  return !/^\/|^[a-z]:|\\|(^|\/)\.{0,2}(\/|$)/i.test(path);
}

function readSafely(path: string, read: Read): string | undefined {
  try {
    return read(path);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

export function pack(text: string): string {
  return brotliCompressSync(text, compression).toString('base64');
}

/** Undefined where it is not what `pack` makes. */
export function unpack(packed: string): string | undefined {
  try {
    // A text of ours has at most some 100 KB: a record from elsewhere cannot fill the memory.
    return brotliDecompressSync(Buffer.from(packed, 'base64'), { maxOutputLength: 10_000_000 }).toString();
  } catch {
    return undefined;
  }
}
