/** The imports of a TypeScript source in one order, whichever a sorter of imports gave them. */

/** A token, or a node of the syntax tree with its parts. */
export type Part = string | readonly Part[];

/** Statements that stand together, by their text; one that only runs a module stays where it is. */
export function sortImports(parts: readonly Part[]): readonly Part[] {
  const sorted: Part[] = [];
  let run: Part[] = [];
  for (const part of [...parts, '']) {
    if (isImport(part)) run.push(part);
    else {
      sorted.push(...run.sort(byText), part);
      run = [];
    }
  }
  return sorted.slice(0, -1);
}

/** The names between the braces of an import or an export. */
export function sortNames(parts: readonly Part[]): readonly Part[] {
  const names: Part[][] = [[]];
  for (const part of parts.slice(1, -1)) {
    if (part === ',') names.push([]);
    else names.at(-1)?.push(part);
  }
  return names.sort(byText);
}

function isImport(part: Part): boolean {
  return Array.isArray(part) && part[0] === 'ImportDeclaration' && part.includes('from');
}

function byText(a: Part, b: Part): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
