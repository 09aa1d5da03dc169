/** Where a Python file uses a module, directly or through the package that exports from it. */

import assert from 'node:assert/strict';
import { python } from '../../../generators/languages/python/row.js';
import type { Project } from '../../../generators/types/project.js';
import type { Sought } from '../../../generators/types/uses.js';

const place = (sourceDir: string, importPath: string) => ({ sourceDir, importPath }) as Project;
const inSrc = place('src/acme/utils', 'acme.utils');

const store: Sought = { modules: ['src/acme/store.py'], barrels: [], names: [] };
const errors: Sought = {
  modules: ['src/acme/utils/errors.py'],
  barrels: ['src/acme/utils/__init__.py'],
  names: ['ErrorFormatter'],
};

const linesIn = (path: string, text: string, sought: Sought, project = inSrc) =>
  python.findUses({ path, text }, sought, project).lines;

describe('the use of src/acme/store.py', () => {
  for (const [path, text] of [
    ['src/acme/cli.py', 'from .store import Store\n'],
    ['src/acme/cli.py', 'from . import (\n    cli,\n    store,\n)\n'],
    ['src/acme/web/app.py', 'from ..store import Store as Kept\n'],
    ['src/acme/web/app.py', 'from .. import store\n'],
    ['tests/test_store.py', 'from acme.store import Store\n'],
    ['tests/test_store.py', 'from acme.store import *\n'],
    ['tests/test_store.py', 'import json, acme.store as kept\n'],
    ['tests/test_store.py', 'import acme\n\nprint(acme.store.Store())\n'],
    ['tests/test_store.py', 'def test():\n    from acme import store\n'],
    ['tests/test_store.py', 'if 1:\n    try:\n        import acme.store\n    except ImportError: pass\n'],
    ['tests/test_store.py', 'importlib.import_module("acme.store")\n'],
    ['src/acme/cli.py', "import_module('.store', __package__)\n"],
    ['tests/test_store.py', '\uFEFF__import__("acme.store")\n'],
  ] as const)
    it(`is seen: ${JSON.stringify(text)} in ${path}`, () => {
      assert.equal(linesIn(path, text, store).length, 1);
    });

  for (const [path, text] of [
    ['src/acme/cli.py', 'from .stores import store\n'],
    ['src/acme/web/app.py', 'from .store import Store\n'],
    ['tests/test_store.py', 'import acme\nfrom other.store import acme\n'],
    ['tests/test_store.py', '# from acme.store import Store\nTEXT = "import acme.store"\n'],
    ['notes.md', 'from acme.store import Store\n'],
  ] as const)
    it(`is not seen: ${JSON.stringify(text)} in ${path}`, () => {
      assert.deepEqual(linesIn(path, text, store), []);
    });
});

describe('the use of what acme.utils exports of its module', () => {
  for (const [path, text, line] of [
    [
      'src/acme/app.py',
      'import os\nfrom acme.utils import (\n    Response,\n    ErrorFormatter as E,\n)\n',
      2,
    ],
    ['src/acme/app.py', 'from .utils import ErrorFormatter\n', 1],
    ['src/acme/utils/mine.py', 'from . import ErrorFormatter\n', 1],
    ['src/acme/app.py', 'import acme.utils as u\n\n\nprint(u.ErrorFormatter.not_found)\n', 4],
    ['src/acme/app.py', 'from acme import utils\n\n\n@utils.ErrorFormatter.wrap()\ndef f(): ...\n', 4],
    ['src/acme/app.py', 'import acme.utils\nclass A(acme.utils.ErrorFormatter): ...\n', 2],
    ['src/acme/app.py', 'from .utils import *\n\nprint(ErrorFormatter)\n', 3],
    ['src/acme/app.py', 'from acme.utils.errors import ErrorFormatter\n', 1],
  ] as const)
    it(`is seen with its line: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(linesIn(path, text, errors), [line]);
    });

  for (const text of [
    'from acme.utils import Response\n',
    'from .utils import *\n\nprint(Response)  # not ErrorFormatter\n',
    'import acme.utils as u\nu.Response, other.ErrorFormatter\n',
    'class ErrorFormatter: ...\n',
    'TEXT = "from acme.utils import ErrorFormatter"\n',
  ])
    it(`is not seen: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(linesIn('src/acme/app.py', text, errors), []);
    });

  it('is passed on by a module that imports all of it', () => {
    const file = { path: 'src/acme/__init__.py', text: 'from .utils import *\n' };
    assert.deepEqual(python.findUses(file, errors, inSrc), { lines: [], passesOn: true });
    const further = { ...errors, barrels: [...errors.barrels, file.path] };
    assert.deepEqual(linesIn('tests/test_app.py', 'from acme import ErrorFormatter\n', further), [1]);
  });

  for (const [dir, importPath] of [
    ['acme/utils', 'acme.utils'],
    ['packages/one/src/acme/utils', 'acme.utils'],
    ['lib/acme/core/helpers', 'acme.core.helpers'],
  ] as const)
    it(`is seen wherever the package lies: ${dir}`, () => {
      const sought = { ...errors, modules: [`${dir}/errors.py`], barrels: [`${dir}/__init__.py`] };
      const project = place(dir, importPath);
      const text = `from ${importPath} import ErrorFormatter\nfrom ${importPath}.errors import x\n`;
      assert.deepEqual(linesIn('tests/test_app.py', text, sought, project), [1, 2]);
      assert.deepEqual(linesIn(`${dir}/mine.py`, 'from .errors import x\n', sought, project), [1]);
    });
});
