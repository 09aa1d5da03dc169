/** Build the same three shapes of response everywhere: plain objects. */

/** What `Response.success` returns. */
export type SuccessResponse<Data = unknown> = {
  readonly status: 'success';
  readonly action: string;
  readonly data: Data;
  readonly metadata: Members;
  /** In seconds since the epoch. */
  readonly timestamp: number;
};

/** What `Response.error` returns. */
export type ErrorResponse = {
  readonly status: 'error';
  readonly error_code: string;
  readonly message: string;
  readonly recoverable: boolean;
  readonly details: Members;
  readonly timestamp: number;
};

/** What `Response.partial` returns. */
export type PartialResponse<Item = unknown, Failure = unknown> = {
  readonly status: 'partial';
  readonly action: string;
  readonly succeeded: readonly Item[];
  readonly failed: readonly Failure[];
  readonly metadata: Members;
  readonly timestamp: number;
};

/** Any of the three; `status` tells which. */
export type Response<Data = unknown> = SuccessResponse<Data> | NoSuccess;

type NoSuccess = ErrorResponse | PartialResponse;

/** What an error says besides its code and its message. */
export type ErrorOptions = {
  /** Whether the caller can do something about it; true unless told. */
  readonly recoverable?: boolean | undefined;
  /** What the caller needs for that: `{ available: ['a'] }`. */
  readonly details?: Members | undefined;
};

/** Problem details as RFC 9457 has them, with extension members. */
export type ProblemDetails = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly [member: string]: unknown;
};

/** The result of a tool, as the MCP SDK takes it. */
export type ToolResult = {
  content: { type: 'text'; text: string }[];
  structuredContent: Record<string, unknown>;
  isError: boolean;
};

type Members = Readonly<Record<string, unknown>>;

/** Builds responses; they are JSON as long as what is given is. */
export const Response = {
  /**
   * Report that an action succeeded.
   *
   * @param action - What was done, as a fixed name: "created".
   * @param data - The result, if there is one.
   * @param metadata - Facts about the result: `{ count: 2 }`.
   *
   * @example
   * ```ts
   * Response.success('listed', ['a', 'b'], { count: 2 }).data; // ['a', 'b']
   * ```
   */
  success: <Data = null>(
    action: string,
    data: Data = null as Data,
    metadata: Members = {},
  ): SuccessResponse<Data> => ({
    status: 'success',
    action,
    data,
    metadata,
    timestamp: now(),
  }),

  /**
   * Report that an action failed.
   *
   * @param errorCode - What went wrong, as a fixed name: "not_found".
   * @param message - What went wrong, for people.
   * @param options - Whether the caller can do something, and with what.
   *
   * @example
   * ```ts
   * Response.error('not_found', "No 'b'.", { details: { available: ['a'] } });
   * ```
   */
  error: (
    errorCode: string,
    message: string,
    { recoverable = true, details = {} }: ErrorOptions = {},
  ): ErrorResponse => ({
    status: 'error',
    error_code: errorCode,
    message,
    recoverable,
    details,
    timestamp: now(),
  }),

  /**
   * Report that an action failed for some items.
   *
   * @param action - What was done, as a fixed name: "deleted".
   * @param items - The items for which it worked, and those for which it did
   *   not, best with the reason.
   * @param metadata - More facts; `succeeded_count` and `failed_count` are
   *   always those of the two lists.
   *
   * @example
   * ```ts
   * Response.partial('deleted', { succeeded: ['a', 'b'], failed: ['c'] });
   * ```
   */
  partial: <Item, Failure>(
    action: string,
    {
      succeeded,
      failed,
    }: {
      readonly succeeded: readonly Item[];
      readonly failed: readonly Failure[];
    },
    metadata: Members = {},
  ): PartialResponse<Item, Failure> => ({
    status: 'partial',
    action,
    succeeded,
    failed,
    metadata: {
      ...metadata,
      succeeded_count: succeeded.length,
      failed_count: failed.length,
    },
    timestamp: now(),
  }),

  /**
   * Convert an error to the problem details of RFC 9457.
   *
   * Send them with that status, as `application/problem+json`.
   *
   * @param error - What `Response.error` returned.
   * @param status - The status code of the HTTP response: 404.
   * @param members - More members, such as `instance`, or other values of the
   *   usual ones, such as `type`.
   */
  toProblemDetails: (
    error: ErrorResponse,
    status: number,
    members: Partial<ProblemDetails> = {},
  ): ProblemDetails => {
    const { error_code, message, recoverable, details, timestamp } = error;
    const words = error_code.replaceAll('_', ' ');
    const [first = ''] = words;
    return {
      type: 'about:blank',
      title: first.toUpperCase() + words.slice(first.length),
      status,
      detail: message,
      error_code,
      recoverable,
      details,
      timestamp,
      ...members,
    };
  },

  /**
   * Convert a response to what a tool of the MCP SDK returns.
   *
   * Programs read `structuredContent`, models the same as text.
   *
   * @param response - What one of the above returned.
   */
  toToolResult: (response: Response): ToolResult => ({
    content: [{ type: 'text', text: JSON.stringify(response) }],
    structuredContent: response,
    isError: response.status === 'error',
  }),
};

function now(): number {
  return Date.now() / 1000;
}
