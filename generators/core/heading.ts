/** The line of a generated file that says where it is from. */

/** A text with the heading of another one: each version has its own, which is no change of the file. */
export function withHeadingOf(other: string, text: string): string {
  const heading = /Added by generator-chora \S+ \(/;
  return text.replace(heading, heading.exec(other)?.[0] ?? '$&');
}
