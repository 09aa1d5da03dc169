/** Walks the syntax trees that Lezer's parsers make of any language. */

/** What of Lezer's nodes is used here. */
interface Node<N> {
  readonly from: number;
  readonly firstChild: N | null;
  readonly nextSibling: N | null;
  cursor(): { iterate(enter: (ref: NodeRef<N>) => void): void };
}

interface NodeRef<N> {
  readonly name: string;
  readonly type: { readonly isError: boolean };
  readonly node: N;
}

export function children<N extends Node<N>>(node: N): readonly N[] {
  const found: N[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** All nodes of a kind at or below a node, in the order of the text. */
export function findAll<N extends Node<N>>(top: N, kind: string): readonly N[] {
  return findWhere(top, ({ name }) => name === kind);
}

/** Where the parser did not understand the text: it is wrong, or newer than the parser. */
export function listErrors<N extends Node<N>>(top: N): readonly number[] {
  return findWhere(top, ({ type }) => type.isError).map(({ from }) => from);
}

/** The lines with such places, without indentation: a parser that does not know all of its language sees some in good texts, too. */
export function listErrorLines<N extends Node<N>>(text: string, top: N): readonly string[] {
  return listErrors(top).map((at) => {
    const start = text.lastIndexOf('\n', at - 1) + 1;
    return (text.slice(start).split('\n', 1)[0] ?? '').trim();
  });
}

function findWhere<N extends Node<N>>(top: N, isWanted: (ref: NodeRef<N>) => boolean): readonly N[] {
  const found: N[] = [];
  top.cursor().iterate((ref) => {
    if (isWanted(ref)) found.push(ref.node);
  });
  return found;
}
