/** The one kind of error that is for the user. */

import { printableLines } from '../text/printable.js';

/** An error whose message is written for the user; shown without a trace. */
export class UserError extends Error {
  override readonly name = 'UserError';

  /** The message may quote files and settings, which may hold what a terminal would obey. */
  constructor(message: string) {
    super(printableLines(message));
  }
}
