/** Looks at what lies around a project: programs on the PATH, and the folders of the repository above it. */

import { dirname, relative, sep } from 'node:path';
import { quoteForShell } from '../edit/shell.js';
import { languages } from '../languages/languages.js';
import { diskTree } from '../tree/disk-tree.js';
import { findGitTop } from '../tree/git-top.js';
import { isBelow, resolveInside } from '../tree/real-path.js';
import type { Around, FolderAbove } from '../types/around.js';
import { languageIds } from '../types/language-id.js';
import { listPrograms } from './find-program.js';

export function lookAround(root: string, cwd: string, env: NodeJS.ProcessEnv = process.env): Around {
  const names = languageIds.flatMap((id) => languages[id].testPrograms);
  const way = relative(cwd, root);
  return {
    programs: listPrograms(names, root, env),
    wayToRoot: way === '' ? '' : quoteForShell(way),
    above: listAbove(root),
  };
}

/** Nothing above the repository is part of it. */
function listAbove(root: string): readonly FolderAbove[] {
  const start = resolveInside(root, '.');
  const top = findGitTop(root);
  const folders = top === undefined ? [] : listAncestors(start).filter((dir) => isBelow(relative(top, dir)));
  return folders.map((dir) => ({ path: relative(dir, start).split(sep).join('/'), tree: diskTree(dir) }));
}

function listAncestors(dir: string): readonly string[] {
  const parent = dirname(dir);
  return parent === dir ? [] : [parent, ...listAncestors(parent)];
}
