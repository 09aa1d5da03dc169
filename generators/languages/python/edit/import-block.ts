/** Writes a block of Python imports in the order, sections and layout that a project keeps. */

import { lineEnding } from '../../../edit/text-edits.js';
import type { ImportLayout, ImportOrder } from './import-layout.js';
import { type OwnPackage, sectionOf } from './import-sections.js';
import { wrapImport } from './import-wrap.js';
import {
  compareKinds,
  compareLength,
  compareLowerCase,
  compareModules,
  compareNatural,
} from './isort-order.js';
import { type PythonImport, readImport } from './names.js';
import type { PythonNode, PythonSource } from './source.js';

export interface BlockStyle {
  readonly layout: ImportLayout;
  readonly own: OwnPackage;
  readonly indent: string;
}

interface Unit extends Pick<PythonImport, 'level' | 'module' | 'isFrom'> {
  readonly names: readonly string[];
  readonly spread: boolean;
}

type Compare = (a: string, b: string) => number;

/** Without the indentation of the first line, and without a line ending at the end. */
export function renderBlock(source: PythonSource, block: readonly PythonNode[], style: BlockStyle): string {
  const { layout, indent } = style;
  const narrow = { ...layout, lineLength: layout.lineLength - indent.length };
  const sections = listSections(
    block.map((node) => toUnit(source, node)),
    style,
  );
  const lines = sections.flatMap(({ name, units, isApart }, index) => [
    ...blanks(index > 0 && isApart ? layout.sections.linesBetween : 0),
    ...renderSection(name, units, narrow),
  ]);
  const indented = lines.map((line, index) => (index > 0 && line !== '' ? indent + line : line));
  return indented.join(lineEnding(source.text));
}

interface Section {
  readonly name: string;
  readonly units: readonly Unit[];
  /** Whether blank lines part it from the one above: also those that a section without imports stands for. */
  readonly isApart: boolean;
}

function listSections(units: readonly Unit[], { layout, own }: BlockStyle): readonly Section[] {
  const { names, close, default: rest } = layout.sections;
  const nameOf = (unit: Unit) => sectionOf({ ...unit, module: moduleOf(unit) }, layout.sections, own);
  const sections: Section[] = [];
  let isApart = false;
  for (const name of new Set([...names, rest])) {
    const found = units.filter((unit) => nameOf(unit) === name);
    isApart ||= !close.includes(name);
    if (found.length === 0) continue;
    sections.push({ name, units: found, isApart });
    isApart = false;
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

function renderSection(name: string, section: readonly Unit[], layout: ImportLayout): readonly string[] {
  const order = name === 'future' ? { ...layout.order, mixed: 'no' as const } : layout.order;
  const units = section
    .flatMap((unit) => splitUnit(unit, layout))
    .map((unit) => ({ ...unit, names: unit.names.toSorted(memberOrder(order)) }))
    .toSorted((a, b) => compareUnits(a, b, order));
  const gap = blanks(order.mixed === 'no' ? layout.linesBetweenTypes : 0);
  return units.flatMap((unit, index) => {
    const turns = index > 0 && unit.isFrom !== units[index - 1]?.isFrom;
    return [...(turns ? gap : []), ...renderUnit(unit, layout)];
  });
}

function splitUnit(unit: Unit, { singleNames, joinedModules }: ImportLayout): readonly Unit[] {
  if (!singleNames || joinedModules.includes(unit.module)) return [unit];
  return unit.names.map((name) => ({ ...unit, names: [name], spread: false }));
}

function compareUnits(a: Unit, b: Unit, order: ImportOrder): number {
  if (order.mixed === 'by line') {
    const compare = order.byKind ? compareNatural : compareLowerCase;
    return compare(lineOf(a), lineOf(b));
  }
  const kinds = order.mixed === 'no' ? Number(a.isFrom) - Number(b.isFrom) : 0;
  const modules = moduleOrder(order)(moduleOf(a), moduleOf(b));
  const members = memberOrder(order)(a.names[0] ?? '', b.names[0] ?? '');
  return (order.fromFirst ? -kinds : kinds) || b.level - a.level || modules || members;
}

function moduleOf({ isFrom, module, names }: Unit): string {
  return isFrom ? module : (names[0] ?? '');
}

/** `collections.abc.Callable`, as isort's `lexicographical` compares it. */
function lineOf({ isFrom, level, module, names }: Unit): string {
  return isFrom ? `${'.'.repeat(level)}${module}.${names[0] ?? ''}` : (names[0] ?? '');
}

function moduleOrder({ withCase, byLength }: ImportOrder): Compare {
  const compare = withCase ? compareNatural : compareModules;
  return byLength ? (a, b) => compareLength(a, b) || compare(a, b) : compare;
}

function memberOrder({ byKind, withCase, byLength }: ImportOrder): Compare {
  const compare = withCase ? compareNatural : compareModules;
  const kind = (a: string, b: string) => (byKind ? compareKinds(a, b) : 0);
  const length = (a: string, b: string) => (byLength ? compareLength(a, b) : 0);
  return (a, b) => kind(a, b) || length(a, b) || compare(a, b);
}

function renderUnit({ level, module, isFrom, names, spread }: Unit, layout: ImportLayout): readonly string[] {
  const head = isFrom ? `from ${'.'.repeat(level)}${module} import ` : 'import ';
  const line = head + names.join(', ');
  const { keepsLines, spreadFrom } = layout.wrap;
  if (!isFrom) return [line];
  if (spread && keepsLines) return [`${head}(`, ...names.map((name) => `    ${name},`), ')'];
  const fits = line.length <= layout.lineLength && names.length < spreadFrom;
  return fits ? [line] : wrapImport(head, names, layout);
}

function blanks(count: number): readonly string[] {
  return Array.from({ length: count }, () => '');
}
