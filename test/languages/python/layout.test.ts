/** Proves how the imports of generated Python files are laid out, by the settings of a project. */

import assert from 'node:assert/strict';
import { type FitStyle, fitPython, fitTemplate } from '../../../generators/languages/python/edit/layout.js';
import { python } from '../../../generators/languages/python/row.js';
import { readTemplate } from '../../../generators/run/package-root.js';
import { catalogue, type PieceId, pieceIds } from '../../../generators/tables/catalogue.js';
import { memoryTree } from '../../tree/memory-tree.js';

const style: FitStyle = { importPath: 'acme.utils', sourceDir: 'src/acme/utils', lineLength: 88 };
const text = `"""Say what it is for."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, cast

from . import atomic_file
from .persistence import (
    StateConflictError,
    StatefulObject,
)

if TYPE_CHECKING:
    import types
    from collections.abc import Callable, Iterator


def save() -> None:
    """Save."""
    import a, b
`;

const shape = (importSettings: Record<string, unknown>, rest: Partial<FitStyle> = {}) =>
  fitPython(text, { ...style, importSettings, ...rest });
/** What lies between the docstring and the function. */
const head = (fitted: string) =>
  fitted.slice(fitted.indexOf('import annotations') + 20, fitted.indexOf('\ndef save'));

const otherStyles: readonly Partial<FitStyle>[] = [
  { lineLength: 60 },
  { absoluteImports: true },
  { singleQuotes: true },
  { importSettings: { 'required-imports': ['from __future__ import annotations'] } },
  { importSettings: { 'force-single-line': true } },
  { importSettings: { 'known-third-party': ['os'] } },
  { importSettings: { 'lines-after-imports': 2 } },
];

describe('laying out the imports of a generated Python file', () => {
  it('changes nothing without settings', () => assert.equal(shape({}), text));

  it('writes one name a statement for force-single-line, and sorts by letter without order-by-type', () => {
    assert.equal(
      head(shape({ 'force-single-line': true, 'order-by-type': false })),
      `import os
import sys
from typing import Any
from typing import cast
from typing import TYPE_CHECKING

from . import atomic_file
from .persistence import StateConflictError
from .persistence import StatefulObject

if TYPE_CHECKING:
    import types
    from collections.abc import Callable
    from collections.abc import Iterator

`,
    );
  });

  it('leaves blank lines between the kinds of imports and below them', () => {
    assert.equal(
      head(shape({ 'lines-between-types': 1, 'lines-after-imports': 2 })),
      `import os
import sys

from typing import TYPE_CHECKING, Any, cast

from . import atomic_file
from .persistence import (
    StateConflictError,
    StatefulObject,
)


if TYPE_CHECKING:
    import types

    from collections.abc import Callable, Iterator

`,
    );
  });

  it('sorts both kinds together for force-sort-within-sections', () => {
    const fitted = head(shape({ 'force-sort-within-sections': true }));
    assert.match(
      fitted,
      /TYPE_CHECKING:\n {4}from collections\.abc import Callable, Iterator\n {4}import types\n/,
    );
  });

  it('joins lines that fit into one without split-on-trailing-comma', () => {
    assert.match(
      shape({ 'split-on-trailing-comma': false }),
      /^from \.persistence import StateConflictError, StatefulObject$/m,
    );
  });

  it('adds the import that is required, but to no file without code', () => {
    const required = {
      ...style,
      importSettings: { 'required-imports': ['from __future__ import annotations'] },
    };
    const doc = '"""Helpers."""\n';
    assert.equal(fitPython('', required), '');
    assert.equal(fitPython(doc, required), doc);
    assert.equal(fitPython(text, required), text);
    assert.equal(
      fitPython(`${doc}\nfrom .a import b\n`, required),
      `${doc}\nfrom __future__ import annotations\n\nfrom .a import b\n`,
    );
  });

  it('finds imports below a definition', () => {
    const late = 'class A:\n    x = 1\n\n\ndef f():\n    import b, a\n\n\ndef g():\n    pass\n';
    assert.equal(
      fitPython(late, { ...style, importSettings: { 'force-single-line': true } }),
      late.replace('import b, a', 'import a\n    import b'),
    );
  });

  it('takes no definition in a string for the end of the imports', () => {
    for (const quotes of ['"""', "'''"]) {
      const quoted = `import b, a\n\nX = ${quotes}\nimport d, c\n\nclass A:\n${quotes}\n\n\ndef f():\n    pass\n`;
      const laidOut = fitPython(quoted, { ...style, importSettings: { 'force-single-line': true } });
      assert.equal(laidOut, quoted.replace('import b, a', 'import a\nimport b'));
    }
  });

  it('leaves imports with remarks between them as they are', () => {
    const remarked = 'from a import b, c  # noqa: F401\nfrom a import (\n    d,  # why\n    e,\n)\n';
    assert.equal(
      fitPython(remarked, { ...style, importSettings: { 'force-single-line': true } }),
      remarked.replace('from a import b, c', 'from a import b\nfrom a import c'),
    );
  });

  it('gives the same when it is done again, with every setting', () => {
    const settings = { 'force-single-line': true, 'lines-between-types': 1, 'lines-after-imports': 2 };
    const once = shape(settings, { absoluteImports: true });
    assert.equal(fitPython(once, { ...style, importSettings: settings, absoluteImports: true }), once);
  });

  for (const path of pieceIds.flatMap(listPythonTemplates)) {
    const template = readTemplate(path).replaceAll('<%- importPath %>', 'acme.utils');

    it(`changes nothing in ${path} without settings`, () => {
      for (const lineLength of [79, 80, 88, 100, 120])
        assert.equal(fitPython(template, { ...style, lineLength }), template);
    });

    it(`lays out ${path} as any text where settings, habits or short lines ask for it`, () => {
      for (const other of otherStyles)
        assert.equal(
          fitTemplate(template, { ...style, ...other }),
          fitPython(template, { ...style, ...other }),
        );
    });
  }
});

function listPythonTemplates(piece: PieceId): readonly string[] {
  const { modules = [], test } = catalogue[piece].templates.python ?? {};
  return [...modules, ...(test === undefined ? [] : [test])].map((name) => `${piece}/python/${name}`);
}

const strict = 'force-single-line = true\nrequired-imports = ["from __future__ import annotations"]\n';
const places: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['pyproject.toml', { 'pyproject.toml': `[tool.ruff.lint.isort]\n${strict}` }],
  ['pyproject.toml of older times', { 'pyproject.toml': `[tool.ruff.isort]\n${strict}` }],
  ['ruff.toml', { 'ruff.toml': `[lint.isort]\n${strict}` }],
  [
    "isort's table",
    {
      'pyproject.toml': `[tool.isort]\n${strict.replaceAll('-', '_').replace('required_imports', 'add_imports')}`,
    },
  ],
  [
    'setup.cfg',
    {
      'setup.cfg':
        '[isort]\nforce_single_line = True\nadd_imports =\n    from __future__ import annotations\n',
    },
  ],
];

describe('the settings of a project for its imports', () => {
  for (const [where, files] of places) {
    it(`are read from ${where}, and shape a new __init__.py`, () => {
      const tree = memoryTree({ 'acme/__init__.py': '', ...files });
      const [candidate] = python.packages(tree);
      assert.ok(candidate);
      const project = python.project(tree, candidate, {});
      const exports = [{ module: 'persistence', names: ['StateConflictError', 'StatefulObject'] }];
      const change = { kind: 'add-exports', path: 'acme/utils/__init__.py', exports } as const;
      const added = python.addExports(undefined, change, project);
      assert.match(
        added,
        /^from __future__ import annotations\n\nTYPE_CHECKING = False\nif TYPE_CHECKING:\n {4}from \.persistence import StateConflictError\n {4}from \.persistence import StatefulObject\nelse: {2}# pragma: no cover$/m,
      );
      assert.equal(python.addExports(added, change, project), added);
    });
  }
});
