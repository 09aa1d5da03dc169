/** Tells an edit of a Markdown page from what formatters do to it. */

/** Whether two blocks of code are the same, by the first word behind the fence: `python`. */
export type SameCode = Readonly<Record<string, (a: string, b: string) => boolean>>;

interface Block {
  /** A heading with its level, an item with how its indentation stands to the one before, a fence with its language. */
  readonly kind: string;
  readonly text: string;
}

/** Whether a file is a page. */
export function isPage(path: string): boolean {
  return path.endsWith('.md');
}

/** Whether two texts of a page differ in nothing but line breaks, blanks, marks of lists, and the layout of code. */
export function isSamePage(a: string, b: string, sameCode: SameCode): boolean {
  const [one, other] = [listBlocks(a), listBlocks(b)];
  return (
    one.length === other.length &&
    one.every((block, index) => isSameBlock(block, other[index] as Block, sameCode))
  );
}

function isSameBlock(a: Block, b: Block, sameCode: SameCode): boolean {
  if (a.kind !== b.kind) return false;
  const [language = ''] = a.kind.split(' ');
  const same = Object.hasOwn(sameCode, language) ? sameCode[language] : undefined;
  return a.text === b.text || same?.(a.text, b.text) === true;
}

const fence = /^([ \t]*)(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)^[ \t]*\2[`~]*[ \t]*$/gm;

function listBlocks(page: string): readonly Block[] {
  const text = page.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const blocks: Block[] = [];
  let end = 0;
  for (const match of text.matchAll(fence)) {
    const [whole, indentation = '', , language = '', code = ''] = match;
    blocks.push(...listProse(text.slice(end, match.index)));
    const lines = code.split('\n').map((line) => line.replace(indentation, '').trimEnd());
    blocks.push({ kind: language.trim(), text: lines.join('\n') });
    end = match.index + whole.length;
  }
  return [...blocks, ...listProse(text.slice(end))];
}

/** Paragraphs on one line each; where one ends, a blank line, a heading or an item says. */
function listProse(text: string): readonly Block[] {
  const blocks: { kind: string; text: string }[] = [];
  let isOpen = false;
  let depth = 0;
  for (const line of text.split('\n')) {
    const [, indentation = '', heading, item, rest = ''] =
      /^(\s*)(?:(#{1,6})\s|([-*+]|\d+[.)])\s)?(.*)$/.exec(line) ?? [];
    const words = bare(rest);
    if (item !== undefined) {
      blocks.push({ kind: `item ${Math.sign(indentation.length - depth)} ${/\d/.test(item)}`, text: words });
      depth = indentation.length;
    } else if (heading !== undefined) blocks.push({ kind: heading, text: words });
    else if (isOpen && words !== '') join(blocks.at(-1), words);
    else if (words !== '') blocks.push({ kind: 'text', text: words });
    isOpen = words !== '' && heading === undefined;
  }
  return blocks;
}

function join(block: { text: string } | undefined, words: string): void {
  if (block !== undefined) block.text += ` ${words}`;
}

/** Blanks once; a mark that need not be escaped may be. */
function bare(line: string): string {
  return line
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
}
