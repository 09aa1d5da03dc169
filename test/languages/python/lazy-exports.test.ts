/** Proves with Python and type checkers what a package offers that exports lazily. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addPythonExports } from '../../../generators/languages/python/edit/exports.js';
import { packageRoot } from '../../../generators/run/package-root.js';
import { type CommandResult, outputOf, run } from '../../acceptance/commands.js';
import { makeScratch } from '../../acceptance/scratch.js';
import { pythonEnvironment, withTools } from '../../python/environment.js';

const style = { importPath: 'acme.utils', packageName: 'acme', lineLength: 88, absoluteImports: false };
const exports = [
  { module: 'persistence', names: ['StatefulObject'] },
  { module: 'validation', names: ['InputFormat', 'normalize_input'] },
];
const barrel = addPythonExports(undefined, { kind: 'add-exports', path: '__init__.py', exports }, style);

/** What is asked of the package, and what is to be printed. */
const uses: readonly (readonly [string, string, string])[] = [
  ['imports nothing by itself', 'import acme.utils', '[]'],
  ['imports no module but that of the name', 'from acme.utils import InputFormat', "['validation']"],
  [
    'gives every name to a star',
    'from acme.utils import *; StatefulObject, normalize_input',
    "['persistence', 'validation']",
  ],
  [
    'lists every name, before any is used',
    'import acme.utils; assert {*acme.utils.__all__, "__doc__"} <= {*dir(acme.utils)}',
    '[]',
  ],
  [
    'gives a module beside it',
    'from acme.utils import persistence; persistence.StatefulObject',
    "['persistence']",
  ],
  [
    'keeps a name that was used',
    'import acme.utils as u; u.InputFormat; assert "InputFormat" in vars(u); assert u.InputFormat is u.InputFormat',
    "['validation']",
  ],
  [
    'pickles objects and classes',
    'import pickle; from acme.utils import StatefulObject as S; assert pickle.loads(pickle.dumps(S)) is S; assert type(pickle.loads(pickle.dumps(S()))) is S',
    "['persistence']",
  ],
  [
    'is reloaded',
    'import importlib, acme.utils as u; u.InputFormat; importlib.reload(u); u.InputFormat',
    "['validation']",
  ],
  [
    'lets a test replace a name',
    'from unittest import mock\nwith mock.patch("acme.utils.InputFormat", 1):\n    from acme.utils import InputFormat\n    assert InputFormat == 1',
    "['validation']",
  ],
  [
    'says what it has not, as any module does',
    'import acme.utils as u\ntry:\n    u.Typo\nexcept AttributeError as e:\n    assert str(e) == "module \'acme.utils\' has no attribute \'Typo\'", e\nassert not hasattr(u, "__wrapped__")',
    '[]',
  ],
  [
    'gives the same object to threads that ask at once',
    'import acme.utils as u, concurrent.futures as f\nwith f.ThreadPoolExecutor(8) as p: assert len(set(p.map(lambda _: u.InputFormat, range(64)))) == 1',
    "['validation']",
  ],
];

const report = `
import sys
print(sorted(name[11:] for name in sys.modules if name.startswith("acme.utils.")))
`;

describe('a package that exports lazily', () => {
  let project: string;

  before(() => {
    pythonEnvironment();
    project = makeScratch('lazy');
    const files = {
      'acme/__init__.py': '',
      'acme/utils/__init__.py': barrel,
      'acme/utils/persistence.py': 'class StatefulObject:\n    """Kept."""\n',
      'acme/utils/validation.py':
        'class InputFormat:\n    """Read."""\n\n\ndef normalize_input(text: str) -> str:\n    return text\n',
      'right.py':
        'from acme.utils import InputFormat, normalize_input\n\nnormalize_input("a").upper()\nInputFormat()\n',
      'typo.py': 'from acme.utils import InputFormt\n\nInputFormt()\n',
      'wrong.py': 'from acme.utils import normalize_input\n\nnormalize_input(1)\n',
      'pyrightconfig.json': '{ "typeCheckingMode": "strict" }',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(project, path, '..'), { recursive: true });
      writeFileSync(join(project, path), text);
    }
  });

  const inProject = (command: readonly string[]): Promise<CommandResult> =>
    run(command, { cwd: project, env: { ...withTools(), PYTHONDONTWRITEBYTECODE: '1' } });

  for (const [what, code, printed] of uses) {
    it(what, async () => {
      const result = await inProject([pythonEnvironment(), '-c', code + report]);
      assert.equal(outputOf(result).trim(), printed);
    });
  }

  const pyright = [join(packageRoot, 'node_modules/.bin/pyright'), '--pythonpath', pythonEnvironment()];
  for (const checker of [['mypy', '--strict'], pyright]) {
    const name = checker === pyright ? 'pyright' : 'mypy';
    it(`lets ${name} see the types of its names, and report a name that it has not`, async () => {
      const right = await inProject([...checker, 'acme', 'right.py']);
      assert.equal(right.status, 0, outputOf(right));
      for (const [file, word] of [
        ['typo.py', /InputFormt/],
        ['wrong.py', /"?(int|Literal\[1\])/],
      ] as const) {
        const result = await inProject([...checker, file]);
        assert.notEqual(result.status, 0, file);
        assert.match(outputOf(result), word);
      }
    });
  }
});
