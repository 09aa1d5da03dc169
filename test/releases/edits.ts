/** What people do to a file: functions from text to text, which fail where the place is not there. */

export type Edit = (text: string) => string;

/** The place has to be there once. */
export function replace(from: string, to: string): Edit {
  return (text) => {
    if (text.split(from).length !== 2) throw new Error(`Not there once:\n${from}`);
    return text.replace(from, () => to);
  };
}

export function replaceAll(from: string, to: string): Edit {
  return (text) => {
    if (!text.includes(from)) throw new Error(`Not there:\n${from}`);
    return text.replaceAll(from, () => to);
  };
}

export const before = (place: string, added: string): Edit => replace(place, added + place);
export const behind = (place: string, added: string): Edit => replace(place, place + added);
export const remove = (place: string): Edit => replace(place, '');
export const onTop =
  (added: string): Edit =>
  (text) =>
    added + text;
export const atEnd =
  (added: string): Edit =>
  (text) =>
    text + added;

/** From where one place begins to where the next one does. */
export function cut(from: string, to: string): Edit {
  return (text) => {
    const start = text.indexOf(from);
    const end = text.indexOf(to, start);
    if (start < 0 || end < 0) throw new Error(`Not there:\n${from}\n${to}`);
    return text.slice(0, start) + text.slice(end);
  };
}

export const all =
  (...edits: readonly Edit[]): Edit =>
  (text) =>
    edits.reduce((now, edit) => edit(now), text);

export const byTabs: Edit = (text) =>
  text.replaceAll(/^(?: {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4));
export const byTabsOfTwo: Edit = (text) =>
  text.replaceAll(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2));
export const withWindowsEndings: Edit = (text) => text.replaceAll('\n', '\r\n');
export const withoutLastNewline: Edit = (text) => text.replace(/\n$/, '');
export const withByteOrderMark: Edit = (text) => `\uFEFF${text.replace(/^\uFEFF/, '')}`;
export const withSpacesAtEnds: Edit = (text) => text.replaceAll(/\($/gm, '(  ');
/** Of strings in code: what begins and ends in prose has words around it. */
export const bySingleQuotes: Edit = (text) =>
  text.replaceAll(/(?<=[([{=,] ?)"([^"'\\\n]+)"(?=[,)\]}:\n])/g, "'$1'");
