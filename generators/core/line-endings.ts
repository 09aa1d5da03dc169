/** Line endings of what a run writes, and its byte order mark: those of the file that was there, or of the repository. */

import { readIni } from '../edit/ini.js';
import { lineEnding, splitMark } from '../edit/text-edits.js';
import { readIfText } from '../tree/paths.js';
import type { Tree } from '../types/tree.js';
import type { Outcome } from './outcome.js';
import type { FileWrite } from './record.js';

/** As `.gitattributes` or `.editorconfig` says, else as most texts at the root have it. */
export function findLineEnding(tree: Tree): string {
  const [, attribute] = /^\*\s(?:.*\s)?eol=(crlf|lf)\b/m.exec(readIfText(tree, '.gitattributes') ?? '') ?? [];
  const setting = readIni(readIfText(tree, '.editorconfig') ?? '')['*']?.['end_of_line']?.toLowerCase();
  const told = attribute ?? setting ?? countEndings(tree);
  return told === 'crlf' ? '\r\n' : '\n';
}

function countEndings(tree: Tree): string {
  const isText = /\.(toml|cfg|ini|py|md|rst|txt)$/;
  const names = tree.list('').filter(({ name, kind }) => kind === 'file' && isText.test(name));
  const endings = names
    .map(({ name }) => readIfText(tree, name) ?? '')
    .filter((text) => text.includes('\n'))
    .map(lineEnding);
  return endings.filter((ending) => ending === '\r\n').length * 2 > endings.length ? 'crlf' : 'lf';
}

/** The texts that are this generator's from the first line to the last; edits keep what they find. */
export function fitOutcomes(outcomes: readonly Outcome[], ending: string): readonly Outcome[] {
  return outcomes.map((outcome) => {
    const { before, after, change, status } = outcome;
    const isWhole = before === undefined || (change.kind === 'create' && status !== 'repaired');
    if (!isWhole || after === undefined || after === before) return outcome;
    return { ...outcome, after: fitText(after, before, ending) };
  });
}

/** The same for the record and the configuration. */
export function fitWrite({ path, text }: FileWrite, before: string | undefined, ending: string): FileWrite {
  return { path, text: text === undefined ? undefined : fitText(text, before, ending) };
}

function fitText(text: string, before: string | undefined, ending: string): string {
  const wanted = before?.includes('\n') ? lineEnding(before) : ending;
  const mark = splitMark(before ?? '').mark;
  return mark + splitMark(text).body.replaceAll(/\r?\n/g, wanted);
}
