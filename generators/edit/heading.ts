/** The line of a generated file that says where it is from. */

const heading = /Added by generator-chora \S+ \(/;
const headingLine = /^.*\bAdded by generator-chora \S+ \([\w-]+\).*\r?\n/m;

/** A text with the heading of another one: each version has its own, which is no change of the file. */
export function withHeadingOf(other: string, text: string): string {
  return text.replace(heading, heading.exec(other)?.[0] ?? '$&');
}

export function withoutHeading(text: string): string {
  return text.replace(headingLine, '');
}

/** The first lines, where a heading is. */
export function topOf(text: string): string {
  return text.slice(0, 1000);
}

export function hasHeading(text: string): boolean {
  return headingLine.test(topOf(text));
}
