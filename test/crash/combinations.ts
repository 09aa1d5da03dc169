/** Ways to choose from lists. Pure. */

const MAX_PENDING = 12;

/** Every subset, in the order of the items. */
export function subsetsOf<T>(items: readonly T[]): T[][] {
  if (items.length > MAX_PENDING)
    throw new Error(`${items.length} pending changes are too many to enumerate`);
  return items.reduce<T[][]>(
    (subsets, item) => subsets.flatMap((subset) => [subset, [...subset, item]]),
    [[]],
  );
}

/** One item of each list, in every way. */
export function combine<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>(
    (chosen, list) => chosen.flatMap((before) => list.map((item) => [...before, item])),
    [[]],
  );
}

export function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
