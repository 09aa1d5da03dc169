/** A tree that notes what is read and looked for, so that it can be told later whether any of it has changed. */

import { createHash } from 'node:crypto';
import type { Tree } from '../types/tree.js';
import { UserError } from '../types/user-error.js';
import { hasFile, hasFolder, joinPath } from './paths.js';

/** What was found at a path: the hash of a text, or a word. */
export type Finding = string;
const [absent, noText, file, folder, noFolder] = ['absent', 'no text', 'file', 'folder', 'no folder'];

export interface NotingTree extends Tree {
  /** By path, sorted; what lies outside is left out. */
  listFindings(): Readonly<Record<string, Finding>>;
}

export function notingTree(tree: Tree): NotingTree {
  const findings = new Map<string, Finding>();
  const texts = new Set<string>();
  const note = (path: string, finding: Finding) => {
    const place = joinPath(path);
    if (!texts.has(place) && !isOutside(place)) findings.set(place, finding);
  };
  return {
    read(path) {
      const place = joinPath(path);
      // Many texts are read again and again.
      if (!texts.has(place)) note(path, findText(tree, path));
      texts.add(place);
      return tree.read(path);
    },
    list: (dir) => tree.list(dir),
    look(path, kind) {
      const isThere = kind === 'file' ? hasFile(tree, path) : hasFolder(tree, path);
      if (kind === 'file') note(path, isThere ? file : absent);
      else note(path, isThere ? folder : noFolder);
      return isThere;
    },
    resolve: (path) => tree.resolve(path),
    listFindings: () => Object.fromEntries([...findings].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function isOutside(path: string): boolean {
  return /^(\.\.(\/|$)|\/|[a-z]:)/i.test(path);
}

/** Whether what was found at a path is still there. */
export function isAsFound(tree: Tree, path: string, finding: Finding): boolean {
  if (finding === file) return hasFile(tree, path);
  if (finding === folder || finding === noFolder) return hasFolder(tree, path) === (finding === folder);
  return findText(tree, path) === finding;
}

/** The hash of a text, or that there is none. */
export function findText(tree: Tree, path: string): Finding {
  try {
    return sumOfText(tree.read(path));
  } catch (error) {
    if (error instanceof UserError) return noText;
    throw error;
  }
}

export function sumOfText(text: string | undefined): Finding {
  return text === undefined ? absent : createHash('sha256').update(text).digest('hex');
}
