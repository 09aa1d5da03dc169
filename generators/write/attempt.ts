/** Does what may fail without harm. */

/** Undefined where it failed. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
