/** Edits of users that an update meets, and what comes of each: on real files of two releases. */

import type { LanguageId } from '../../generators/types/language-id.js';
import * as edits from './edits.js';
import { all, atEnd, before, behind, cut, type Edit, onTop, remove, replace, replaceAll } from './edits.js';

/** A file of an older release and of a newer one. */
export interface Pair {
  readonly path: string;
  readonly from: string;
  readonly to: string;
}

export const pairs: Readonly<Record<LanguageId, Pair>> = {
  python: { path: 'src/acme/utils/persistence.py', from: '0.0.2', to: '0.0.3' },
  typescript: { path: 'src/utils/stateful-object.ts', from: '0.0.4', to: '0.0.5' },
};

export interface Case {
  /** As the end of "a user who ...". */
  readonly title: string;
  readonly edit: Edit;
  /** Of the newer text, what comes out; the same edit made there, unless told. */
  readonly after?: Edit;
  /** The layout that the text has then, whatever that of the newer text is: to lay it out so once more changes nothing. */
  readonly layout?: Edit;
  /** Where both changed the same lines: the first of each place in the user's text, which stays. */
  readonly lines?: readonly number[];
}

const same: Edit = (text) => text;
const method = '\n    def _age(self) -> float:\n        return time.time() - self._born\n';

const python: readonly Case[] = [
  { title: 'added a method at the end', edit: atEnd(method) },
  { title: 'added a method in the middle', edit: before('    def _get_state(self)', `${method.slice(1)}\n`) },
  { title: 'added a method at the top of the class', edit: behind('    _state_info: Record\n', method) },
  { title: 'added a function behind the class', edit: atEnd('\n\ndef mine() -> int:\n    return 1\n') },
  {
    title: 'changed a default',
    edit: replace('["raise", "defaults"]] = "raise"', '["raise", "defaults"]] = "defaults"'),
  },
  { title: 'added an import', edit: behind('import asyncio\n', 'import json\n') },
  {
    title: 'added an import of a name',
    edit: replace('Any, ClassVar, Literal', 'Any, ClassVar, Final, Literal'),
  },
  { title: 'renamed a variable in all places', edit: replaceAll('logger', '_log') },
  {
    title: 'renamed a local variable',
    edit: all(
      replace(
        'msg = f"{record.file.path} was not free in time"',
        'text = f"{record.file.path} was not free in time"',
      ),
      replace('raise TimeoutError(msg)', 'raise TimeoutError(text)'),
    ),
  },
  { title: 'renamed the class', edit: replaceAll('StatefulObject', 'Durable') },
  {
    title: 'added a docstring',
    edit: behind('    def __save(self) -> None:\n', '        """Save now."""\n'),
  },
  {
    title: 'added a line to a docstring',
    edit: behind(
      '    override `_get_state` and `_set_state` to select or convert.\n',
      '\n    Ours also keeps the time.\n',
    ),
  },
  {
    title: 'added a remark',
    edit: before('        end = deadline()\n        try:', '        # For as long as others may take.\n'),
  },
  {
    title: 'added a remark at the end of a line',
    edit: replace(
      'state[VERSION_KEY] = self.STATE_VERSION\n',
      'state[VERSION_KEY] = self.STATE_VERSION  # ours\n',
    ),
  },
  { title: 'took a remark out', edit: remove('        # In case that something interrupts it.\n') },
  { title: 'deleted a function', edit: cut('    def _save_state(self)', '    async def _save_state_async') },
  {
    title: 'annotated a variable',
    edit: replace(
      '        record = Record.of(self)\n        record.check_memory()\n        record.write',
      '        record: Record = Record.of(self)\n        record.check_memory()\n        record.write',
    ),
  },
  { title: 'gave the class a base', edit: replace('class StatefulObject:', 'class StatefulObject(Base):') },
  { title: 'decorated the class', edit: before('class StatefulObject:', '@final\n') },
  { title: 'put a licence on top', edit: onTop('# Copyright 2026 Acme\n# SPDX-License-Identifier: MIT\n\n') },
  { title: 'put a licence behind the heading', edit: behind('yours to edit.\n', '# Copyright 2026 Acme\n') },
  { title: 'took the heading out', edit: (text) => text.slice(text.indexOf('"""')) },
  { title: 'silenced a linter', edit: replace('except Exception:', 'except Exception:  # noqa: BLE001') },
  { title: 'silenced a linter for the file', edit: onTop('# ruff: noqa: D\n') },
  { title: 'indents by tabs', edit: edits.byTabs, layout: edits.byTabs },
  {
    title: 'indents by tabs, and changed a default',
    edit: all(
      replace('["raise", "defaults"]] = "raise"', '["raise", "defaults"]] = "defaults"'),
      edits.byTabs,
    ),
    layout: edits.byTabs,
  },
  { title: 'has single quotes', edit: edits.bySingleQuotes, layout: same },
  { title: 'has Windows line endings', edit: edits.withWindowsEndings },
  { title: 'has no last newline', edit: edits.withoutLastNewline, layout: edits.withoutLastNewline },
  { title: 'has no last newline behind a method', edit: all(atEnd(method), edits.withoutLastNewline) },
  { title: 'has a byte order mark', edit: edits.withByteOrderMark, layout: edits.withByteOrderMark },
  { title: 'has spaces at the ends of lines', edit: edits.withSpacesAtEnds, layout: edits.withSpacesAtEnds },
  {
    title: 'has the lines of a call joined',
    edit: replace(
      'from .state_file import (\n    VERSION_KEY,\n    StateConflictError,\n    StateFile,\n    StateNotLoadedError,\n    decode_object,\n    encode_object,\n)',
      'from .state_file import (VERSION_KEY, StateConflictError, StateFile, StateNotLoadedError, decode_object, encode_object)',
    ),
    layout: same,
  },
  {
    title: 'has an import sorted elsewhere',
    edit: all(remove('from pathlib import Path\n'), behind('import asyncio\n', 'from pathlib import Path\n')),
    layout: same,
  },
  {
    title: 'made a part of the change already',
    edit: replace('await asyncio.sleep(_PAUSE)', 'await asyncio.sleep(0.005)'),
    after: same,
  },
  {
    title: 'changed a line that the update changes',
    edit: replace('await asyncio.sleep(_PAUSE)', 'await asyncio.sleep(2 * _PAUSE)'),
    lines: [308],
  },
  {
    title: 'silenced a linter on a line that the update changes',
    edit: replace(
      'from .file_lock import PATIENCE, deadline\n',
      'from .file_lock import PATIENCE, deadline  # noqa: TID252\n',
    ),
    lines: [19],
  },
  {
    title: 'deleted what the update changes',
    edit: cut('    def _set_state', '    def _migrate_state'),
    lines: [260],
  },
  {
    title: 'deleted what the update deletes',
    edit: cut('    def __drop', '    def __roll_back'),
    after: same,
  },
  {
    title: 'added a line where the update takes one out',
    edit: behind('_PAUSE = 0.005\n', '_LIMIT = 3\n'),
    lines: [43],
  },
  {
    title: 'left the markers of a merge',
    edit: replace(
      'import asyncio\n',
      '<<<<<<< yours\nimport asyncio\n=======\nimport anyio\n>>>>>>> generator-chora, persistence\n',
    ),
    lines: [],
  },
  {
    title: 'left a bracket open',
    edit: replace('        self._load_state()\n', '        self._load_state(\n'),
  },
  { title: 'emptied the file', edit: () => '', lines: [1] },
  { title: 'wrote another module', edit: () => 'class StatefulObject:\n    """Ours."""\n', lines: [1, 2] },
  {
    title: 'put all in a condition',
    edit: (text) => `if True:\n${text.replaceAll(/^(?=.)/gm, '    ')}`,
    layout: same,
  },
  {
    title: 'commented a function out',
    edit: (text) =>
      text.replace(/ {4}def __migrated[\s\S]*?return state\n/, (found) => found.replaceAll(/^/gm, '# ')),
    lines: [365],
  },
  {
    title: 'moved a method',
    edit: (text) => {
      const start = text.indexOf('    def __take');
      const end = text.indexOf('    def __load');
      return `${text.slice(0, start) + text.slice(end)}\n${text.slice(start, end).trimEnd()}\n`;
    },
  },
];

const tsMethod = '\n  /** Ours. */\n  age(): number {\n    return 1;\n  }\n';
const typescript: readonly Case[] = [
  { title: 'added a method at the end', edit: (text) => text.replace(/\}\n$/, `${tsMethod}}\n`) },
  {
    title: 'added a method in the middle',
    edit: before('  #take(): Uint8Array {', `${tsMethod.slice(1)}\n`),
  },
  { title: 'added a function behind the class', edit: atEnd('\nexport const mine = 1;\n') },
  {
    title: 'changed a default',
    edit: replace('static readonly stateVersion: number = 1;', 'static readonly stateVersion: number = 2;'),
  },
  {
    title: 'added an import',
    edit: before("import { homedir } from 'node:os';\n", "import { readFileSync } from 'node:fs';\n"),
  },
  { title: 'renamed a variable in all places', edit: replaceAll('entered', 'taskTransactions') },
  { title: 'renamed the class', edit: replaceAll('StatefulObject', 'Durable'), lines: [91] },
  { title: 'added a remark', edit: before('  #take(): Uint8Array {', '  // As bytes.\n') },
  { title: 'deleted a method', edit: cut('  /** The absolute path', '  /**\n   * Make an object and load') },
  {
    title: 'annotated a variable',
    edit: replace(
      '    const data = this.#take();\n    await',
      '    const data: Uint8Array = this.#take();\n    await',
    ),
  },
  {
    title: 'gave the class an interface',
    edit: replace('<State extends object> {', '<State extends object> implements Kept {'),
  },
  { title: 'put a licence on top', edit: onTop('/* SPDX-License-Identifier: MIT */\n\n') },
  {
    title: 'silenced a linter',
    edit: before('  #saved = ', '  // eslint-disable-next-line no-restricted-syntax\n'),
  },
  { title: 'silenced a linter for the file', edit: onTop('/* eslint-disable */\n') },
  { title: 'indents by tabs', edit: edits.byTabsOfTwo, layout: edits.byTabsOfTwo },
  { title: 'has Windows line endings', edit: edits.withWindowsEndings },
  { title: 'has no last newline', edit: edits.withoutLastNewline, layout: edits.withoutLastNewline },
  { title: 'has a byte order mark', edit: edits.withByteOrderMark, layout: edits.withByteOrderMark },
  {
    title: 'changed a line that the update changes',
    edit: replace('await this.#planned?.done;', 'await this.#planned?.done.catch(() => undefined);'),
    lines: [267],
  },
  {
    title: 'deleted what the update changes',
    edit: cut('  /**\n   * Delete the file', '  /**\n   * Lock out'),
    lines: [203],
  },
  {
    title: 'left a brace open',
    edit: replace(
      '    return this.#form.encode(this.getState());\n',
      '    return this.#form.encode(this.getState();\n',
    ),
  },
  { title: 'emptied the file', edit: () => '', lines: [1] },
  { title: 'wrote another module', edit: () => 'export class StatefulObject {}\n', lines: [1] },
  {
    title: 'left the markers of a merge',
    edit: onTop('<<<<<<< yours\n// a\n=======\n// b\n>>>>>>> generator-chora, persistence\n'),
    lines: [],
  },
];

export const corpus: Readonly<Record<LanguageId, readonly Case[]>> = { python, typescript };
