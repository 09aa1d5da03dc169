/** The form of a state: its version, its defaults, and its schema. */

import type { JsonObject } from './state-json.js';
import { encodeObject, isObject, parseJson, UnfitError } from './state-json.js';

/** The part of Standard Schema v1 that is used; see standardschema.dev. */
export interface StateSchema<State = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly validate: (
      value: unknown,
    ) => Result<State> | Promise<Result<State>>;
  };
}

/** Either of the two: to narrow a union needs strict null checks. */
interface Result<State> {
  readonly value?: State;
  readonly issues?: readonly Issue[] | undefined;
}

interface Issue {
  readonly message: string;
  readonly path?:
    readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What the class of an object says of its state. */
interface Rules {
  readonly owner: object;
  readonly stateVersion: number;
  readonly migrate:
    ((state: JsonObject, fromVersion: number) => JsonObject) | undefined;
}

const VERSION_KEY = '_state_version';

/** The form of the state of an object. */
export class StateForm {
  /** The JSON of what holds for keys that are not in the file. */
  #defaults: Uint8Array = encodeObject({});
  readonly #rules: Rules;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** Take a state for the defaults. */
  begin(state: object): void {
    this.#defaults = this.encode(state);
  }

  /** Return the JSON of a state, with its version if that is not 1. */
  encode(state: object): Buffer {
    const key = this.#findFixed(state);
    if (key !== undefined) throw new TypeError(`no state can have ${key}`);
    const { stateVersion } = this.#rules;
    const version = stateVersion === 1 ? {} : { [VERSION_KEY]: stateVersion };
    return encodeObject({ ...state, ...version });
  }

  /** Return the state of which `encode` has made JSON. */
  decode(data: Uint8Array): JsonObject {
    const value = parseJson(data);
    const state = isObject(value) ? value : {};
    Reflect.deleteProperty(state, VERSION_KEY);
    return state;
  }

  /**
   * Make of what was loaded a state of this form.
   *
   * @throws UnfitError if there is none.
   */
  async fit(loaded?: JsonObject, schema?: StateSchema): Promise<unknown> {
    const defaults = this.decode(this.#defaults);
    if (loaded === undefined) return defaults;
    const { [VERSION_KEY]: version = 1, ...rest } = loaded;
    const { stateVersion, migrate } = this.#rules;
    if (!Number.isInteger(version) || Number(version) > stateVersion) {
      const shown = JSON.stringify(version);
      throw new UnfitError(`is of version ${shown}, which needs newer code`);
    }
    const isOlder = Number(version) < stateVersion;
    const state = isOlder ? (migrate?.(rest, Number(version)) ?? rest) : rest;
    const key = this.#findFixed(state);
    if (key !== undefined) {
      throw new UnfitError(`has a key that cannot be state, ${key}`);
    }
    const complete = { ...defaults, ...state };
    if (schema === undefined) return complete;
    const result = await schema['~standard'].validate(complete);
    if (result.issues === undefined) return result.value;
    const paths = result.issues.map(pathOf).join(', ');
    throw new UnfitError(`does not pass the schema at ${paths}`);
  }

  /** Find a key that would hide a method if it were assigned. */
  #findFixed(state: object): string | undefined {
    const { owner } = this.#rules;
    return Object.keys(state).find((key) => {
      if (Object.hasOwn(owner, key)) return false;
      const isMethod = typeof Reflect.get(owner, key) === 'function';
      return isMethod || key === VERSION_KEY;
    });
  }
}

function pathOf({ path = [] }: Issue): string {
  const keys = path.map((part) => (typeof part === 'object' ? part.key : part));
  return keys.map(String).join('.') || 'the top';
}
