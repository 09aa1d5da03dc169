/** Patterns of paths and names, as the settings of Python tools have them. */

/** `*` within one part of a path or name; `**` over several. */
export function matchesGlob(text: string, pattern: string): boolean {
  const expression = pattern
    .split(/(\*\*|\*|\?)/)
    .map(globPart)
    .join('');
  return new RegExp(`^${expression}$`).test(text);
}

function globPart(part: string): string {
  if (part === '**') return '.*';
  if (part === '*') return '[^/]*';
  return part === '?' ? '[^/]' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
}
