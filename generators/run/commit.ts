/** Where a run's files leave Yeoman's memory: by the plan, which holds what was read and what is to be written. */

import { join } from 'node:path';
import { Duplex } from 'node:stream';
import type { MemFsEditor, MemFsEditorFile } from 'mem-fs-editor';
import { clearFileState, setDeletedFileState } from 'mem-fs-editor/state';
import type { FileWrite } from '../core/record.js';

/** Shows the files of a plan to hosts, tests and other generators, as pending. */
export function addPending(
  fs: MemFsEditor<MemFsEditorFile>,
  root: string,
  writes: readonly FileWrite[],
): void {
  for (const { path, text } of writes) {
    if (text === undefined) addPendingDeletion(fs, join(root, path));
    else fs.write(join(root, path), text);
  }
}

/** Yeoman's own `delete` takes a path for a pattern, and that of a folder may be one: `[acme]`. */
function addPendingDeletion({ store }: MemFsEditor<MemFsEditorFile>, path: string): void {
  const file = store.get(path);
  setDeletedFileState(file);
  file.contents = null;
  store.add(file);
}

/** Leaves to Yeoman what others have pending; the files of the plan are written already. */
export async function commitOthers(
  fs: MemFsEditor<MemFsEditorFile>,
  root: string,
  writes: readonly FileWrite[],
): Promise<void> {
  const own = new Set(writes.map(({ path }) => join(root, path)));
  await fs.commit(
    Duplex.from(async function* (pending: AsyncIterable<MemFsEditorFile>) {
      for await (const file of pending) {
        if (own.has(file.path)) clearFileState(file);
        yield file;
      }
    }),
  );
}
