/** Text as a part of a command for a shell. */

/** A path as one word of a command. */
export function quoteForShell(path: string, isWindows = false): string {
  if (/^[\w./:=-]+$/.test(path)) return path;
  // There no name has a double quote in it, and cmd knows no other quotes.
  return isWindows ? `"${path}"` : `'${path.replaceAll("'", "'\\''")}'`;
}
