/** Reads flags from a file, for programs that run the same command often. */

import { resolve } from 'node:path';
import type { OptionTable } from '../run/options.js';
import { nearest } from '../tables/nearest.js';
import { isRecord, parseJson } from '../text/json.js';
import { readRegularFile } from '../tree/read-file.js';
import { UsageError } from '../types/user-error.js';

/** In bytes: more than all flags many times over. */
const limit = 1_000_000;

type Flags = Readonly<Record<string, string | boolean>>;

/** The flags in the file, by their names without dashes. Throws a UsageError that names the file and the flag. */
export function readAnswers(file: string, cwd: string, known: OptionTable): Flags {
  const data = parseJson(readText(file, cwd));
  if (!isRecord(data)) throw new UsageError(`--answers=${file} does not hold a JSON object of flags.`);
  // That key is for editors.
  const { $schema: _, ...flags } = data;
  for (const [name, value] of Object.entries(flags)) {
    const row = Object.hasOwn(known, name) ? known[name] : undefined;
    if (row === undefined)
      throw new UsageError(`--answers=${file}: ${explainUnknown(name, Object.keys(known))}`);
    if (typeof value !== row.type)
      throw new UsageError(
        `--answers=${file}: ${name} is to be a ${row.type}, and is ${JSON.stringify(value)}.`,
      );
  }
  return flags as Flags;
}

function readText(file: string, cwd: string): string {
  try {
    const bytes = readRegularFile(resolve(cwd, file), limit);
    if (bytes !== undefined) return bytes.toString();
  } catch (error) {
    throw new UsageError(`--answers=${file}: ${(error as Error).message}.`);
  }
  throw new UsageError(`--answers=${file} is no file, or too large.`);
}

function explainUnknown(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return `there is no flag ${name}${meant === undefined ? '.' : `; did you mean ${meant}?`}`;
}
