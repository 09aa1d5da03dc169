/** Exports that a package imports at their first use (PEP 562): importing the package itself then costs nothing. */

import { insertItem, sortedIndex } from '../../../edit/list-items.js';
import { children } from '../../../edit/syntax-tree.js';
import { applyEdits, lineEnding, type Span, type TextEdit } from '../../../edit/text-edits.js';
import { addImport, addToAll, type Export, writeImport } from './eager-exports.js';
import { quoteOf } from './export-list.js';
import { compareExports } from './isort-order.js';
import { spanOf, splitAtCommas } from './names.js';
import { findInModule, nodeText, type PythonNode, type PythonSource, stringValue } from './source.js';

/** The table that `__getattr__` looks into, and the imports that type checkers see instead of it. */
interface LazyExports {
  readonly imports: PythonSource;
  readonly table: PythonNode;
}

const tableName = '_MODULES';

/** Undefined where the module does not export as `startLazyExports` does. */
export function findLazyExports(source: PythonSource): LazyExports | undefined {
  const choice = source.statements.find(
    (node) => node.name === 'IfStatement' && /^if\s+TYPE_CHECKING\s*:/.test(nodeText(source, node)),
  );
  const [first, other] = choice ? children(choice).filter(({ name }) => name === 'Body') : [];
  const statements = first ? children(first).filter(({ name }) => name === 'ImportStatement') : [];
  const table = other ? findTable(source, other) : undefined;
  return table && statements.length > 0 ? { imports: { ...source, statements }, table } : undefined;
}

function findTable(source: PythonSource, body: PythonNode): PythonNode | undefined {
  const isTable = (node: PythonNode) => node.firstChild && nodeText(source, node.firstChild) === tableName;
  const assignment = findInModule(body, ['AssignStatement']).find(isTable);
  return assignment?.getChild('DictionaryExpression') ?? undefined;
}

export function addLazyExport(source: PythonSource, lazy: LazyExports, item: Export): string {
  return applyEdits(source.text, [
    ...addImport(lazy.imports, item, false),
    ...addToTable(source, lazy.table, item),
    ...addToAll(source, item),
  ]);
}

function addToTable(source: PythonSource, table: PythonNode, item: Export): readonly TextEdit[] {
  const entries = splitAtCommas(children(table).slice(1, -1));
  const keys = entries.map(([key]) => (key && stringValue(source, key)) ?? '');
  if (keys.includes(item.name)) return [];
  const items: readonly Span[] = entries.map(spanOf);
  const quote = quoteOf(source, [table]);
  const text = `${quote}${item.name}${quote}: ${quote}.${item.module}${quote}`;
  const index = sortedIndex(keys, item.name, compareExports) ?? keys.length;
  const { lineLength } = item;
  return insertItem(
    source.text,
    { from: table.from, to: table.to, items, brackets: ['{', '}'] },
    { text, index, lineLength },
  );
}

/** For a file that binds nothing yet: the text goes below all that it has, and taking it away restores the file. */
export function startLazyExports(source: PythonSource, item: Export): string {
  const { text } = source;
  const eol = lineEnding(text);
  const code = writeLazyExports(item, quoteOf(source)).join(eol);
  if (text.trim() === '') return code + (text || eol);
  return text.endsWith('\n') ? text + eol + code + eol : text + eol + eol + code;
}

/** Type checkers read the imports only, so that they report a name that is not there. `typing` itself would cost
 * more to import than anything else here. */
function writeLazyExports(item: Export, quote: string): readonly string[] {
  const module = item.absoluteImports ? `${item.importPath}.${item.module}` : `.${item.module}`;
  const imported = writeImport(`from ${module} import `, item.name, item.lineLength - 4);
  const lines = `
TYPE_CHECKING = False
if TYPE_CHECKING:
${imported.map((line) => `    ${line}`).join('\n')}
else:  # pragma: no cover
    from importlib import import_module

    # Each name is imported at its first use: nobody else waits for it.
    ${tableName} = {
        "${item.name}": ".${item.module}",
    }

    def __getattr__(name: str) -> object:
        """Import an exported name."""
        if name not in ${tableName}:
            msg = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(msg)
        value = getattr(import_module(${tableName}[name], __name__), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        """List what is here, and what is imported when it is used."""
        return sorted({*globals(), *__all__})


__all__ = ["${item.name}"]`;
  return lines
    .slice(1)
    .replaceAll(/(?<!")"(?!")/g, quote)
    .split('\n');
}
