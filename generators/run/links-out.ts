/** Names the links that a search did not follow, where it found nothing. */

import { listFolders } from '../tree/paths.js';
import type { Tree } from '../types/tree.js';
import { UserError } from '../types/user-error.js';

/** The error, with what is to be known of a package or source folder that is a link out of the project. */
export function withLinksOut(error: unknown, tree: Tree): unknown {
  if (!(error instanceof UserError)) return error;
  const folders = [...listFolders(tree, ''), ...listFolders(tree, 'src').map((name) => `src/${name}`)];
  const explained = folders.filter((dir) => !dir.startsWith('.')).flatMap((dir) => explainLink(tree, dir));
  // It stays what it is: a FlagError knows more than its words.
  if (explained.length === 0) return error;
  const withLinks = (text: string) => [text, ...explained.slice(0, 3)].join(' ');
  return new UserError(withLinks(error.message), error.elsewhere && withLinks(error.elsewhere));
}

function explainLink(tree: Tree, dir: string): readonly string[] {
  try {
    tree.resolve(dir);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
