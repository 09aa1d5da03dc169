/** What the user should know of the file that is to export the pieces. */

import { readIfText } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { readExportList } from '../edit/export-list.js';
import { readPython } from '../edit/source.js';

/** A list that is computed cannot be added to; whether it has the new names only its author knows. */
export function noteExports(tree: Tree, barrel: string | undefined): readonly string[] {
  const text = barrel === undefined ? undefined : readIfText(tree, barrel);
  if (barrel === undefined || text === undefined) return [];
  const exported = readExportList(readPython(text.replace(/^\uFEFF/, ''), barrel));
  if (exported === undefined || exported.literal !== undefined) return [];
  return [`${barrel} computes __all__: the new names are imported there, but it is yours to list them.`];
}
