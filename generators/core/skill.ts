/** Plans the skill for coding agents: how and when to use this generator, in the folder where the repository has its skills. */

import { listFolders } from '../tree/paths.js';
import type { Change } from '../types/change.js';
import type { Tree } from '../types/tree.js';
import type { Manifest } from './manifest.js';

/** Where agents look; the first is for all of them, the others for some. */
const homes = ['.agents', '.claude', '.github'];

const piece = 'skill';

interface Skill {
  /** Whether it is to be there; undefined where nothing was said: then it stays as it is. */
  readonly wanted: boolean | undefined;
  /** Reads the text. */
  read(): string;
}

/** A skill that an earlier run wrote is kept up to date where it lies. */
export function planSkill({ wanted, read }: Skill, { files }: Manifest, tree: Tree): readonly Change[] {
  const known = Object.keys(files).find((path) => files[path]?.piece === piece);
  const what = { path: known ?? findPlace(tree), piece, part: 'project' as const };
  if (wanted === false) return known === undefined ? [] : [{ kind: 'retire', ...what }];
  return wanted || known !== undefined ? [{ kind: 'create', ...what, text: read() }] : [];
}

function findPlace(tree: Tree): string {
  const home =
    homes.find((dir) => listFolders(tree, dir).includes('skills')) ??
    homes.find((dir) => dir !== '.github' && listFolders(tree, '').includes(dir));
  return `${home ?? homes[0]}/skills/chora/SKILL.md`;
}
