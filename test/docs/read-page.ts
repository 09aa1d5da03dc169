/** Reads a Markdown page as data: its headings, its links and every code block. */

import type { Code, Heading, Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** Markdown as it will lie in someone's repository. */
export interface PageText {
  readonly name: string;
  readonly text: string;
}

/** A code block; fenced, or indented and then without a language. */
export interface Block {
  readonly language: string;
  /** The file that the block is, from `title="name"` after the language. */
  readonly title: string | null;
  readonly text: string;
  /** The line of its first line of code, from 1. */
  readonly line: number;
  /** The heading right above it. */
  readonly heading: string;
}

export interface Page {
  readonly name: string;
  readonly blocks: readonly Block[];
  /** The headings of level 1. */
  readonly titles: readonly string[];
  readonly links: readonly string[];
}

export function readPage({ name, text }: PageText): Page {
  const nodes = listNodes(fromMarkdown(blankFrontMatter(text)));
  const headings = nodes.filter((node) => node.type === 'heading');
  return {
    name,
    blocks: nodes.filter((node) => node.type === 'code').map((code) => readBlock(code, headings)),
    titles: headings.filter(({ depth }) => depth === 1).map(textOf),
    links: nodes.flatMap((node) => ('url' in node ? [node.url] : [])),
  };
}

/** Front matter is not Markdown; empty lines in its place keep the line numbers. */
function blankFrontMatter(text: string): string {
  return text.replace(/^---\n.*?\n---\n/s, (matter) => matter.replace(/[^\n]/g, ''));
}

/** In the order of the page. */
function listNodes(node: Nodes): readonly Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap(listNodes)] : [node];
}

function readBlock(code: Code, headings: readonly Heading[]): Block {
  const [, title = null] = /(?:^|\s)title="([^"]+)"/.exec(code.meta ?? '') ?? [];
  const above = headings.findLast((heading) => lineOf(heading) < lineOf(code));
  return {
    language: code.lang ?? '',
    title,
    text: `${code.value}\n`,
    line: lineOf(code) + (code.lang ? 1 : 0),
    heading: above ? textOf(above) : '',
  };
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 0;
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
