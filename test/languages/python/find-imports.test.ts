/** Which modules a file of a project imports. */

import assert from 'node:assert/strict';
import { pythonStarting } from '../../../generators/languages/python/starting.js';

const store = 'src/acme/store.py';

describe('whether a file imports src/acme/store.py', () => {
  for (const [path, text] of [
    ['src/acme/cli.py', 'from .store import Store\n'],
    ['src/acme/cli.py', 'from . import (\n    cli,\n    store,\n)\n'],
    ['src/acme/web/app.py', 'from ..store import Store as Kept\n'],
    ['src/acme/web/app.py', 'from .. import store\n'],
    ['tests/test_store.py', 'from acme.store import Store\n'],
    ['tests/test_store.py', 'import json, acme.store as kept\n'],
    ['tests/test_store.py', 'def test():\n    from acme import store\n'],
    ['tests/test_store.py', 'if 1:\n    try:\n        import acme.store\n    except ImportError: pass\n'],
  ] as const)
    it(`is seen: ${JSON.stringify(text)} in ${path}`, () => {
      assert.ok(pythonStarting.imports(text, path, store));
    });

  for (const [path, text] of [
    ['src/acme/cli.py', 'from .stores import store\n'],
    ['src/acme/web/app.py', 'from .store import Store\n'],
    ['tests/test_store.py', 'import acme\nfrom other.store import acme\n'],
    ['tests/test_store.py', '# from acme.store import Store\nTEXT = "import acme.store"\n'],
  ] as const)
    it(`is not seen: ${JSON.stringify(text)} in ${path}`, () => {
      assert.ok(!pythonStarting.imports(text, path, store));
    });
});
