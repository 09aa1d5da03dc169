/** The order in which isort and ruff (rules I001, RUF022) keep imports and exported names. */

/** `.a2` before `.a10`: runs of digits count as numbers. */
export function compareNatural(a: string, b: string): number {
  const left = a.match(/\d+|\D/gu) ?? [];
  const right = b.match(/\d+|\D/gu) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareChunks(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compareLowerCase(a: string, b: string): number {
  return compareText(a.toLowerCase(), b.toLowerCase()) || compareText(a, b);
}

/** Names in an import: CONSTANTS, then Classes, then functions, each without regard to case. */
export function compareMembers(a: string, b: string): number {
  return compareKinds(a, b) || compareModules(a, b);
}

export function compareKinds(a: string, b: string): number {
  return kindOf(a) - kindOf(b);
}

export function compareLength(a: string, b: string): number {
  return a.length - b.length;
}

/** Names in `__all__`: the same three kinds, but case counts. */
export function compareExports(a: string, b: string): number {
  return kindOf(a) - kindOf(b) || compareNatural(a, b);
}

export function compareModules(a: string, b: string): number {
  return compareNatural(a.toLowerCase(), b.toLowerCase()) || compareNatural(a, b);
}

function compareChunks(a: string, b: string): number {
  const numbers = /^\d/.test(a) && /^\d/.test(b);
  return numbers ? Number(a) - Number(b) : compareText(a, b);
}

function kindOf(name: string): number {
  if (name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()) return 0;
  const first = name.charAt(0);
  return first !== first.toLowerCase() ? 1 : 2;
}
