/** The one kind of error that is for the user. */

/** An error whose message is written for the user; shown without a trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
