/** Writes a text as a repository would: the endings of its imports, quotes, semicolons, and indentation. */

import { findAll } from '../../../edit/syntax-tree.js';
import { applyEdits, lineStart, type TextEdit } from '../../../edit/text-edits.js';
import type { Project } from '../../../types/project.js';
import { readTypeScript, type TsNode } from './source.js';

/** What a template has, and what becomes of it. */
const nodeTestImport = "import { describe, it } from 'node:test';\n";

export function fitTypeScript(text: string, project: Project): string {
  const { testImport, omitsSemicolons = false, singleQuotes = true, indent = '  ' } = project;
  const header = testImport ? `${testImport}\n` : '';
  const withRunner = testImport === undefined ? text : text.replace(nodeTestImport, header);
  const withEndings = fitImports(withRunner, project);
  const top = readTypeScript(withEndings);
  return applyEdits(withEndings, [
    ...(indent === '  ' ? [] : listIndents(withEndings, top, indent)),
    ...(singleQuotes ? [] : listQuotes(withEndings, top)),
    ...(omitsSemicolons ? listSemicolons(withEndings, top) : []),
  ]);
}

/** The code in a page is written as the modules are: formatters of Markdown lay it out by the same settings. */
export function fitPage(text: string, project: Project): string {
  const fitted = fitImports(text, project);
  return fitted.replaceAll(
    /^(```ts\b.*\n)([\s\S]*?)^```$/gm,
    (_, fence: string, code: string) => `${fence}${fitTypeScript(code, project)}\`\`\``,
  );
}

/** `./file.js`, as templates and pages have it, with the ending of this project. */
function fitImports(text: string, { importEnding = '.js' }: Project): string {
  const fitted = text.replaceAll(
    /(\b(?:from|import)[ \t]*\(?[ \t]*)(['"])(\.{1,2}\/[^'"\n]*)\.js\2/g,
    `$1$2$3${importEnding}$2`,
  );
  return importEnding === '' ? joinImports(fitted) : fitted;
}

/** What a formatter keeps in one line. */
const lineLength = 80;

/** Imports of files that were too long for one line with an ending, and are not without. */
function joinImports(text: string): string {
  return text.replaceAll(/^import (?:type )?\{\n(?: {2}[\w$ ]+,\n)+\} from '\.[^'\n]+';$/gm, (whole) => {
    const joined = whole.replaceAll(/\s+/g, ' ').replace(', }', ' }');
    return joined.length <= lineLength ? joined : whole;
  });
}

function listQuotes(text: string, top: TsNode): readonly TextEdit[] {
  return findAll(top, 'String')
    .map(({ from, to }) => ({ from, to, literal: text.slice(from, to) }))
    .filter(({ literal }) => /^'(?:[^"\\]|\\[^'"])*'$/.test(literal))
    .map(({ from, to, literal }) => ({ from, to, insert: `"${literal.slice(1, -1)}"` }));
}

/** What stands behind a semicolon that may go: remarks and blanks, the end of the line, and no code that goes on. */
const endsStatement =
  /^[ \t]*(?:\/\/.*)?(?:$|\r?\n(?:\s|\/\/.*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:$|(?![\s([`+\-/*.<])))/;

/** Those at the end of a line, unless what follows would go on with the statement or the type. */
function listSemicolons(text: string, top: TsNode): readonly TextEdit[] {
  return findAll(top, ';')
    .filter(({ from, to, parent, prevSibling, nextSibling }) => {
      const isLast = parent?.name !== 'ForSpec' && prevSibling !== null && nextSibling === null;
      return (
        (isLast || parent?.name === 'ObjectType') && text[from] === ';' && endsStatement.test(text.slice(to))
      );
    })
    .map(({ from, to }) => ({ from, to, insert: '' }));
}

/** Not inside of template strings, where blanks count. */
function listIndents(text: string, top: TsNode, indent: string): readonly TextEdit[] {
  const strings = findAll(top, 'TemplateString');
  return [...text.matchAll(/^(?: {2})+/gm)]
    .map(({ 0: { length }, index }) => ({ from: index, to: index + length }))
    .filter(({ from }) => from === lineStart(text, from))
    .filter(({ from }) => !strings.some((string) => string.from < from && from < string.to))
    .map(({ from, to }) => ({ from, to, insert: indent.repeat((to - from) / 2) }));
}
