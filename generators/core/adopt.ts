/** Recognises files of the pieces that no record speaks of: copied by hand, of chora-base, or of a record that was lost. */

import { withoutHeading } from '../edit/heading.js';
import type { Change } from '../types/change.js';
import { isAncestors } from './ancestor/recognise.js';
import type { FileRecord, Manifest } from './manifest.js';
import { saysItsOrigin } from './origin.js';
import { recordText } from './packed-text.js';
import { creations, type Findings, isSameText } from './standing.js';

/**
 * The record with these files in it. One that nobody edited counts as written by an earlier version, and so moves forward;
 * of any other it is not known what it came from: it counts as edited, and keeps its text.
 */
export function adopt(changes: readonly Change[], findings: Findings): Manifest {
  const { manifest, project } = findings;
  const adopted = creations(changes).flatMap((change): [string, FileRecord][] => {
    const { path, text, piece, part } = change;
    const current = findings.read(path);
    if (current === undefined || manifest.files[path] !== undefined) return [];
    const base = isUnedited({ path, text, current }, findings) ? current : text;
    if (base === text && !saysItsOrigin(current)) return [];
    const { language, packageName } = project;
    return [[path, { piece, part, language, package: packageName, version: '0', ...recordText(base) }]];
  });
  return { ...manifest, files: { ...manifest.files, ...Object.fromEntries(adopted) } };
}

interface Copy {
  readonly path: string;
  readonly text: string;
  readonly current: string;
}

/** Also where only the heading was taken away. */
function isUnedited({ path, text, current }: Copy, { project, ancestorHashes }: Findings): boolean {
  const [bare, bareCurrent] = [text, current].map(withoutHeading);
  return (
    isSameText({ path, text: bare ?? '' }, bareCurrent ?? '', project) ||
    isAncestors({ path, text: current }, project, ancestorHashes)
  );
}
