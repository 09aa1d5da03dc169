/** Writes a block of Python imports in the order and layout of ruff's isort; its sections stay as they are. */

import { lineEnding } from '../../../edit/text-edits.js';
import { compareLowerCase, compareMembers, compareModules } from './isort-order.js';
import { type PythonImport, readImport } from './names.js';
import type { PythonNode, PythonSource } from './source.js';

export interface ImportLayout {
  readonly lineLength: number;
  /** `from a import b` and `from a import c` instead of `from a import b, c`. */
  readonly singleNames: boolean;
  /** Constants, then classes, then the rest; else by letter. */
  readonly byKind: boolean;
  /** `import a` among `from a import b`, by module. */
  readonly mixed: boolean;
  /** A list that ends with a comma keeps one line for each name. */
  readonly keepsLines: boolean;
  /** Blank lines between `import a` and `from a import b`. */
  readonly linesBetweenTypes: number;
  /** Blank lines below; undefined where any number is fine. */
  readonly linesAfter: number | undefined;
}

type Layout = ImportLayout & { readonly indent: string };

interface Unit extends Pick<PythonImport, 'level' | 'module' | 'isFrom'> {
  readonly names: readonly string[];
  readonly spread: boolean;
}

/** Without the indentation of the first line, and without a line ending at the end. */
export function renderBlock(source: PythonSource, block: readonly PythonNode[], layout: Layout): string {
  const lines = listSections(source, block)
    .map((section) => renderSection(section, layout))
    .flatMap((section, index) => (index > 0 ? ['', ...section] : section));
  const indented = lines.map((line, index) => (index > 0 && line !== '' ? layout.indent + line : line));
  return indented.join(lineEnding(source.text));
}

/** Blank lines part the sections. */
function listSections(source: PythonSource, block: readonly PythonNode[]): readonly (readonly Unit[])[] {
  const sections: Unit[][] = [[]];
  for (const [index, node] of block.entries()) {
    const between = source.text.slice(block[index - 1]?.to ?? node.from, node.from);
    if (/\n\s*\n/.test(between)) sections.push([]);
    sections.at(-1)?.push(toUnit(source, node));
  }
  return sections;
}

function toUnit(source: PythonSource, node: PythonNode): Unit {
  const { level, module, isFrom, names, list } = readImport(source, node);
  const texts = names.map(({ name, alias }) => (alias === undefined ? name : `${name} as ${alias}`));
  return {
    level,
    module,
    isFrom,
    names: texts,
    spread: /,\s*\)$/.test(source.text.slice(list.from, list.to)),
  };
}

function renderSection(section: readonly Unit[], layout: Layout): readonly string[] {
  const units = section
    .flatMap((unit) => splitUnit(unit, layout))
    .map((unit) => ({ ...unit, names: unit.names.toSorted(memberOrder(layout)) }))
    .toSorted((a, b) => compareUnits(a, b, layout));
  const gap = Array.from({ length: layout.mixed ? 0 : layout.linesBetweenTypes }, () => '');
  return units.flatMap((unit, index) => {
    const turns = index > 0 && unit.isFrom && !units[index - 1]?.isFrom;
    return [...(turns ? gap : []), ...renderUnit(unit, layout)];
  });
}

function splitUnit(unit: Unit, { singleNames }: Layout): readonly Unit[] {
  return singleNames ? unit.names.map((name) => ({ ...unit, names: [name], spread: false })) : [unit];
}

function compareUnits(a: Unit, b: Unit, layout: Layout): number {
  const kinds = layout.mixed ? 0 : Number(a.isFrom) - Number(b.isFrom);
  const modules = compareModules(moduleOf(a), moduleOf(b));
  return kinds || b.level - a.level || modules || memberOrder(layout)(a.names[0] ?? '', b.names[0] ?? '');
}

function moduleOf({ isFrom, module, names }: Unit): string {
  return isFrom ? module : (names[0] ?? '');
}

function memberOrder({ byKind }: Layout): (a: string, b: string) => number {
  return byKind ? compareMembers : compareLowerCase;
}

function renderUnit({ level, module, isFrom, names, spread }: Unit, layout: Layout): readonly string[] {
  const head = isFrom ? `from ${'.'.repeat(level)}${module} import ` : 'import ';
  const line = head + names.join(', ');
  const fits = layout.indent.length + line.length <= layout.lineLength;
  if (!isFrom || (fits && !(spread && layout.keepsLines))) return [line];
  return [`${head}(`, ...names.map((name) => `    ${name},`), ')'];
}
