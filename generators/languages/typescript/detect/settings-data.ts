/** Settings of tools as data, whatever kind of file they are in. */

import { load, YAMLException } from 'js-yaml';
import { parse } from 'jsonc-parser';
import { readToml } from '../../../edit/toml-source.js';
import { isRecord } from '../../../text/json.js';
import { readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { UserError } from '../../../types/user-error.js';
import { more, readExported, unread } from '../edit/literals.js';

/** `unread` stands for what is not to be read as data. */
export function readSettingsFile(tree: Tree, path: string): unknown {
  const text = readIfText(tree, path)?.replace(/^\uFEFF/, '');
  if (text === undefined) return unread;
  if (/\.(json[c5]?)$/.test(path)) return readJsonc(text);
  if (/\.ya?ml$/.test(path)) return readYaml(text);
  if (/\.toml$/.test(path)) return readTomlData(text, path);
  if (/\.[cm]?[jt]s$/.test(path)) return readExported(text);
  // A name without an ending, as in `.prettierrc`: YAML, of which JSON is a part but for its remarks.
  const data = readYaml(text);
  return isRecord(data) ? data : readJsonc(text);
}

function readJsonc(text: string): unknown {
  return parse(text, [], { allowTrailingComma: true }) ?? unread;
}

function readYaml(text: string): unknown {
  try {
    return load(text) ?? unread;
  } catch (error) {
    if (error instanceof YAMLException) return unread;
    throw error;
  }
}

function readTomlData(text: string, path: string): unknown {
  try {
    return readToml(text, path).data;
  } catch (error) {
    if (error instanceof UserError) return unread;
    throw error;
  }
}

/** What a key stands for: undefined where it is not there, `unread` where that cannot be told. */
export function valueAt(data: unknown, key: string): unknown {
  if (!isRecord(data)) return data === undefined ? undefined : unread;
  return Object.hasOwn(data, key) ? data[key] : data[more];
}

/** The same for a key that counts only where it can be seen, as hardly anybody has it in settings that are shared. */
export function seenAt(data: unknown, key: string): unknown {
  return isRecord(data) && Object.hasOwn(data, key) ? data[key] : undefined;
}

/** Texts of settings, and whether there may be others. */
export interface Listed {
  readonly texts: readonly string[];
  readonly hasMore: boolean;
}

/** A text, or a list of them; what counts where nothing is said. */
export function listSetting(value: unknown, otherwise: readonly string[] = []): Listed {
  if (value === undefined || value === null) return { texts: otherwise, hasMore: false };
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = items.filter((item) => typeof item === 'string');
  return { texts, hasMore: texts.length < items.length };
}
