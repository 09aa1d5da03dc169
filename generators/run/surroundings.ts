/** Notes on what lies around the files of a run. */

import type { Manifest } from '../core/manifest.js';
import { manifestPath } from '../core/manifest-file.js';
import type { FileWrite } from '../core/record.js';
import type { Tree } from '../types/tree.js';
import type { FindIgnored, Ignored } from './find-ignored.js';

interface Around {
  readonly tree: Tree;
  readonly findIgnored?: FindIgnored | undefined;
}

export function describeMerge({ hadConflicts }: Manifest): readonly string[] {
  return hadConflicts
    ? [
        `${manifestPath} had conflict markers of a merge: the records of both sides count, and the markers go.`,
      ]
    : [];
}

/** What lies around the new files and makes them less than they look. */
export async function describeSurroundings(
  writes: readonly FileWrite[],
  { tree, findIgnored = async () => [] }: Around,
): Promise<readonly string[]> {
  const paths = writes.flatMap(({ path, text }) => (text === undefined ? [] : [path]));
  const ignored = await findIgnored(paths);
  const isAgents = ({ name }: { readonly name: string }) =>
    /^agents\.md$/i.test(name) && name !== 'AGENTS.md';
  const other = paths.includes('AGENTS.md') ? tree.list('').find(isAgents) : undefined;
  return [
    ...describeIgnored(ignored),
    ...(other
      ? [`${other.name} is there as well: coding agents read AGENTS.md, so move its text there.`]
      : []),
  ];
}

/** A note for each pattern. */
function describeIgnored(ignored: readonly Ignored[]): readonly string[] {
  const why = ({ source, line, pattern }: Ignored) => `by ${pattern} in line ${line} of ${source}`;
  return [...new Set(ignored.map(why))].map((reason) => {
    const paths = ignored.filter((each) => why(each) === reason).map(({ path }) => path);
    return `git ignores ${paths.join(', ')}, ${reason}: nobody else will have that unless the line changes.`;
  });
}
