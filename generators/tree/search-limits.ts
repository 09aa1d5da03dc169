/** Where a search of a project ends: links can lead out of it, upwards, or round and round. */

import { realpathSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { joinPath, parentOf } from './paths.js';
import { isBelow } from './real-path.js';

interface Place {
  readonly real: string;
  /** How many links the path goes over. */
  readonly links: number;
  readonly isOpen: boolean;
}

/**
 * Tells of a folder whether a search may enter it: not one outside of the project, not one above by a link, and
 * none that is reached by two links, of which a few could make more paths than anybody can walk.
 */
export function createSearchLimits(root: string): (dir: string) => boolean {
  const places = new Map<string, Place>();
  const placeOf = (dir: string): Place => {
    const known = places.get(dir);
    if (known !== undefined) return known;
    const place = dir === '' ? findRoot(root) : follow(placeOf(parentOf(dir)), dir);
    places.set(dir, place);
    return place;
  };
  const follow = (parent: Place, dir: string): Place => {
    const real = realpathSync.native(join(root, dir));
    if (real === join(parent.real, posix.basename(dir))) return { ...parent, real };
    const isInside = isBelow(relative(placeOf('').real, real)) && !isBelow(relative(real, parent.real));
    return { real, links: parent.links + 1, isOpen: parent.isOpen && isInside && parent.links === 0 };
  };
  return (dir) => placeOf(joinPath(dir)).isOpen;
}

function findRoot(root: string): Place {
  return { real: realpathSync.native(root), links: 0, isOpen: true };
}
