/** Accept objects, JSON text and `key=value` strings, and work with objects. */

import {
  InputError,
  InputFormat,
  readAs,
  show,
  typeName,
} from './read-input.js';

export { InputError, InputFormat };

/** The part of Standard Schema v1 that is used; see standardschema.dev. */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly validate: (
      value: unknown,
    ) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: SchemaTypes<Input, Output> | undefined;
  };
}

interface SchemaTypes<Input, Output> {
  readonly input: Input;
  readonly output: Output;
}

type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly Issue[] };

/** Both results in one type: to tell them apart needs strict null checks. */
interface Outcome {
  readonly value?: unknown;
  readonly issues?: readonly Issue[] | undefined;
}

/** A step on the way to what is wrong. */
type Step = PropertyKey | { readonly key: PropertyKey };

interface Issue {
  readonly message: string;
  readonly path?: readonly Step[] | undefined;
}

/** By parameter: its format, or that and a schema which the object passes. */
export type Formats<Args> = {
  readonly [Name in keyof Args]?: FormatFor<Args[Name]>;
};

/** Without a schema, the parameter has to be of a type that any text makes. */
type FormatFor<Value> =
  | typeof InputFormat.objectOnly
  | (Record<string, unknown> extends Value ? InputFormat : never)
  | (Record<string, string> extends Value ? KvFormat : never)
  | { readonly format: InputFormat; readonly schema: Schema<Value> };

type KvFormat = typeof InputFormat.kvPairs | typeof InputFormat.objectOrKv;
type Schema<Output> = StandardSchema<unknown, Output>;

/** The arguments that callers may pass. */
export type Accepted<Args, Given> = {
  [Name in keyof Args]: Name extends keyof Given
    ? Extract<Args[Name], null | undefined> | Input<Given[Name], Args[Name]>
    : Args[Name];
};

type Input<Given, Value> = Given extends {
  readonly format: infer Format;
  readonly schema: StandardSchema<infer SchemaInput, unknown>;
}
  ? Takes<Format, SchemaInput>
  : Takes<Given, Value>;

type Takes<Format, Value> =
  | (Format extends typeof InputFormat.kvPairs ? never : Value)
  | (Format extends typeof InputFormat.objectOrJson ? string : never)
  | (Format extends KvFormat ? readonly string[] : never);

type Read = (value: unknown) => unknown;

const MOST_PATHS = 5; // places that an error message names

/**
 * Wrap a function so that some of its named parameters arrive as objects.
 *
 * `null` and `undefined` pass through. What the caller passed is not changed.
 *
 * @param fn - A function whose first parameter is an object of parameters; if
 *   it is an async one, bad input rejects its promise.
 * @param formats - The formats of some of them.
 * @returns A function that callers may give more; other parameters, `this` and
 *   the result are as before. It throws an `InputError` for bad input.
 * @throws TypeError for a format that there is not.
 *
 * @example
 * ```ts
 * const count = normalizeInput(
 *   ({ params }: { params: Record<string, unknown> }) =>
 *     Object.keys(params).length,
 *   { params: InputFormat.objectOrJson },
 * );
 * count({ params: '{"a": 1, "b": 2}' }); // 2
 * ```
 */
export function normalizeInput<
  This,
  Args extends object,
  Rest extends unknown[],
  Result,
  Given extends Formats<Args>,
>(
  fn: (this: This, args: Args, ...rest: Rest) => Result,
  formats: Given,
): (this: This, args: Accepted<Args, Given>, ...rest: Rest) => Result {
  type Wrapped = (
    this: This,
    args: Accepted<Args, Given>,
    ...rest: Rest
  ) => Result;
  const read = makeReader(formats);
  const wrapped: Wrapped = function (args, ...rest) {
    return Reflect.apply(fn, this, [read(args) as Args, ...rest]);
  };
  const rejecting: unknown = async function (
    this: This,
    ...all: Parameters<Wrapped>
  ): Promise<unknown> {
    return await Reflect.apply(wrapped, this, all);
  };
  const isAsync = typeName(fn) === 'AsyncFunction';
  const { name, length } = fn;
  return Object.defineProperties(isAsync ? (rejecting as Wrapped) : wrapped, {
    name: { value: name },
    length: { value: length },
  });
}

/**
 * Parse `key=value` strings; blanks around keys and values are dropped.
 *
 * @param args - The strings; a value may be empty or hold more `=`.
 * @returns The values by key.
 * @throws InputError if an item has no `=`, a key is empty, or a key repeats;
 *   values are never shown.
 *
 * @example
 * ```ts
 * parseKvArgs(['host=localhost', 'filter=a=b']);
 * // { host: 'localhost', filter: 'a=b' }
 * ```
 */
export function parseKvArgs(args: readonly string[]): Record<string, string> {
  return readAs('args', args, InputFormat.kvPairs) as Record<string, string>;
}

/** Return what reads those parameters that have a format. */
function makeReader(formats: object): (args: object) => object {
  const readers = Object.entries(formats).map(
    ([name, given]) => [name, makeValueReader(name, given)] as const,
  );
  return (args) => {
    const read: Record<string, unknown> = { ...args };
    for (const [name, reader] of readers) {
      const value = read[name];
      if (value !== null && value !== undefined) read[name] = reader(value);
    }
    return read;
  };
}

function makeValueReader(name: string, given: unknown): Read {
  const { format, schema } = (
    typeof given === 'object' ? given : { format: given }
  ) as { readonly format: InputFormat; readonly schema?: Schema<unknown> };
  if (!Object.hasOwn(InputFormat, format)) {
    throw new TypeError(`normalizeInput: '${name}' has no such format`);
  }
  return (value) => {
    const read = readAs(name, value, format);
    return schema === undefined ? read : pass(schema, name, read);
  };
}

function pass(schema: Schema<unknown>, name: string, value: object): unknown {
  const result: Outcome | Promise<Outcome> =
    schema['~standard'].validate(value);
  if ('then' in result) {
    throw new TypeError(`the schema of '${name}' is asynchronous`);
  }
  if (result.issues === undefined) return result.value;
  // Only the places: what a library says of a value may show the value.
  const paths = [...new Set(result.issues.slice(0, MOST_PATHS).map(pathOf))];
  const places = paths.join(', ');
  throw new InputError(`Parameter '${name}' is not valid at ${places}`);
}

function pathOf({ path = [] }: Issue): string {
  const keys = path.map((part) => (typeof part === 'object' ? part.key : part));
  return keys.map((key) => show(String(key))).join('.') || 'the top';
}
