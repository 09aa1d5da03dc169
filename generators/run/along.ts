/** What commands select that others bring along: the run, its questions and its project are not theirs. */

import type { Selection } from '../types/change.js';
import type { Tree } from '../types/tree.js';
import { createAsker } from './asker.js';
import type { Along, Chosen } from './command.js';
import { readOptions } from './read-options.js';

export function chooseAlong({ command, names, flags }: Along, tree: Tree): Promise<Chosen> {
  const asker = createAsker(async () => ({}), false);
  return command.choose({ tree, options: readOptions(flags, command.options), asker, names });
}

/** With the selections of those that are brought along, and of those that these bring along. */
export async function listSelections(chosen: Chosen, tree: Tree): Promise<readonly Selection[]> {
  const others = await Promise.all(
    chosen.along.map(async (each) => listSelections(await chooseAlong(each, tree), tree)),
  );
  return [...chosen.selections, ...others.flat()];
}
