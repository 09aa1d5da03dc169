/** Which parts of a piece a run writes: tests are left out where they would break those that are there. */

import type { PiecePart } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { Asker } from './ask.js';
import type { Options } from './read-options.js';

/** The module, and its test where that is wanted; the guides are chosen apart. */
export async function chooseParts(
  { tests }: Pick<Options, 'tests'>,
  project: Project | undefined,
  asker: Asker,
): Promise<readonly PiecePart[]> {
  return (tests ?? (await wantsTests(project, asker))) ? ['module', 'test'] : ['module'];
}

async function wantsTests(project: Project | undefined, asker: Asker): Promise<boolean> {
  const reason = project?.otherTests;
  if (reason === undefined) return true;
  if (!asker.canAsk) return false;
  const choices = [
    { name: 'no, only the modules', value: 'no' },
    { name: 'yes, write them', value: 'yes' },
  ];
  const question = { name: 'tests', title: 'Tests', message: `${reason} Write them?`, choices };
  return (await asker.select(question)) === 'yes';
}
