/** What becomes of planned changes, as plain, readonly data. */

import type { Overlap } from '../edit/merge-text.js';
import type { Change } from '../types/change.js';

/** `merged`: what is new went into the user's text; `conflict`: it overlaps with that, which stays; `marked`: both are in
 * the file, between git's markers; `replaced`: an unedited file of the ancestor; `repaired`: its placeholder was filled in, the rest is as it was;
 * `deleted`: by the user, so that it stays away; `removed`: it has no use any more; `left`: that was edited. */
export type Status =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'kept'
  | 'merged'
  | 'conflict'
  | 'marked'
  | 'overwritten'
  | 'set aside'
  | 'replaced'
  | 'repaired'
  | 'deleted'
  | 'removed'
  | 'left';

/** What becomes of one change. */
export interface Outcome {
  readonly path: string;
  readonly status: Status;
  readonly change: Change;
  /** The text before, undefined where there was no file. */
  readonly before: string | undefined;
  /** The text after; the same as before where nothing is written. */
  readonly after: string | undefined;
  /** Where what is new overlaps with what the user changed. */
  readonly overlaps?: readonly Overlap[];
  /** Of an edit: the text that it would have left if the user had not edited the file since the last one. */
  readonly ours?: string | undefined;
}
