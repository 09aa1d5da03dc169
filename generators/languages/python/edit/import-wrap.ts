/** Breaks an import that is too long for its line, in the modes of isort. */

import type { ImportLayout } from './import-layout.js';

/** What is to be broken: `from a import ` and names, and the width that there is for it. */
interface LongImport {
  readonly head: string;
  readonly names: readonly string[];
  readonly width: number;
  readonly comma: string;
}

type Wrap = (long: LongImport) => readonly string[];

const indent = '    ';

export function wrapImport(
  head: string,
  names: readonly string[],
  { lineLength, wrap: { mode, lastComma } }: ImportLayout,
): readonly string[] {
  const wrap = names.length > 1 ? (modes[mode] ?? wrapLines) : wrapLines;
  return wrap({ head, names, width: lineLength, comma: lastComma ? ',' : '' });
}

/** `from a import (b,` and what does not fit below `b`. */
function wrapGrid({ head, names, width, comma }: LongImport): readonly string[] {
  const lines = fill(names, {
    start: `${head}(`,
    indent: ' '.repeat(head.length + 1),
    width,
    behind: () => 1,
  });
  return close(lines, `${comma})`);
}

function wrapVertical({ head, names, comma }: LongImport): readonly string[] {
  const gap = ' '.repeat(head.length + 1);
  const lines = names.map((name, index) => (index === 0 ? `${head}(${name}` : gap + name));
  return close(
    lines.map((line, index) => (index < lines.length - 1 ? `${line},` : line)),
    `${comma})`,
  );
}

function wrapHanging({ head, names, width }: LongImport): readonly string[] {
  const lines = fill(names, { start: head, indent, width: width - 3, behind: () => 0 });
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

function wrapLines({ head, names, comma }: LongImport): readonly string[] {
  const last = names.length - 1;
  return [`${head}(`, ...names.map((name, index) => `${indent}${name}${index < last ? ',' : comma}`), ')'];
}

function wrapGroups({ head, names, width, comma }: LongImport, bracket: number): readonly string[] {
  const behind = (isLast: boolean) => (isLast ? comma.length + bracket : 1);
  return [`${head}(`, ...close(fill(names, { start: indent, indent, width, behind }), comma)];
}

const modes: Readonly<Record<number, Wrap>> = {
  0: wrapGrid,
  1: wrapVertical,
  2: wrapHanging,
  4: (long) => close(wrapGroups(long, 1), ')'),
  5: (long) => [...wrapGroups(long, 0), ')'],
  6: (long) => [...wrapGroups(long, 0), ')'],
};

interface Room {
  readonly start: string;
  readonly indent: string;
  readonly width: number;
  /** How many characters a line needs behind its names. */
  readonly behind: (isLast: boolean) => number;
}

/** As many names a line as fit; each line but the last ends with a comma. */
function fill(names: readonly string[], { start, indent: gap, width, behind }: Room): readonly string[] {
  const [first = '', ...others] = names;
  let line = start + first;
  const done: string[] = [];
  for (const [index, name] of others.entries()) {
    const longer = `${line}, ${name}`;
    if (longer.length + behind(index === others.length - 1) <= width) line = longer;
    else {
      done.push(`${line},`);
      line = gap + name;
    }
  }
  return [...done, line];
}

function close(lines: readonly string[], end: string): readonly string[] {
  return lines.map((line, index) => (index === lines.length - 1 ? line + end : line));
}
