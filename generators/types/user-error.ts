/** The kinds of error that are for the user. */

import { printableLines } from '../text/printable.js';

/** An error whose message is written for the user; shown without a trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  /** What it says where no command is typed, and in a command that has not all of the flags that the message names. */
  readonly elsewhere: string | undefined;

  /** The message may quote files and settings, which may hold what a terminal would obey. */
  constructor(message: string, elsewhere?: string) {
    super(printableLines(message));
    this.elsewhere = elsewhere;
  }
}

/** A command line that is wrong in itself, whatever the project: the status is then 2, as of other programs. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}

/** A value that does not fit, by its flag; it may have been remembered from an earlier run, too. */
export class FlagError extends UserError {
  override readonly name = 'FlagError';
  readonly flag: string;
  readonly value: string;
  readonly reason: string;

  /** The reason goes on after the value: "is not a package of this project." */
  constructor(flag: string, value: string, reason: string) {
    super(`--${flag}=${value} ${reason}`);
    this.flag = flag;
    this.value = value;
    this.reason = reason;
  }
}
