/** Where a file uses a module of TypeScript, directly or through the `index.ts` that exports from it. */

import assert from 'node:assert/strict';
import { typescript } from '../../../generators/languages/typescript/row.js';
import type { Project } from '../../../generators/types/project.js';
import type { Sought } from '../../../generators/types/uses.js';

const project = { sourceDir: 'src/utils', packageName: 'acme-web' } as Project;
const sought: Sought = {
  modules: ['src/utils/stateful-object.ts'],
  barrels: ['src/utils/index.ts'],
  names: ['StatefulObject'],
};

const usesIn = (path: string, text: string) => typescript.findUses({ path, text }, sought, project);

describe('the use of a module of TypeScript', () => {
  for (const [path, text, line] of [
    ['src/app.ts', "import { x } from './utils/stateful-object.js';\n", 1],
    ['src/app.ts', "\nimport {\n  StatefulObject as S,\n} from './utils/index.js';\n", 2],
    ['src/app.tsx', "import type { StatefulObject } from './utils';\nexport const a = <b />;\n", 1],
    ['src/deep/app.mts', "import { type StatefulObject } from '../utils/index.ts';\n", 1],
    ['src/app.ts', "import * as u from './utils/index.js';\nnew u.StatefulObject();\n", 1],
    ['src/app.ts', "const { StatefulObject } = await import('./utils/index.js');\n", 1],
    ['src/app.cjs', "const { StatefulObject } = require('./utils');\n", 1],
    ['src/app.ts', "import u = require('./utils/stateful-object');\n", 1],
    ['src/app.ts', "let a: import('./utils/stateful-object').StatefulObject;\n", 1],
    ['src/index.ts', "export { StatefulObject } from './utils/index.js';\n", 1],
    ['src/index.ts', "export * from './utils/stateful-object.js';\n", 1],
    ['src/utils/mine.ts', "import { StatefulObject } from '.';\n", 1],
    ['src/app.ts', "import { StatefulObject } from '@/utils';\n", 1],
    ['src/app.ts', "import { x } from '#utils/stateful-object';\n", 1],
    ['test/app.test.ts', "import { StatefulObject } from 'acme-web/utils';\n", 1],
    ['test/app.test.ts', "vi.mock('a');\nawait import('../src/utils/stateful-object.ts');\n", 2],
  ] as const)
    it(`is seen with its line: ${JSON.stringify(text)} in ${path}`, () => {
      assert.deepEqual(usesIn(path, text).lines, [line]);
    });

  for (const [path, text] of [
    ['src/app.ts', "import { other } from './utils/index.js';\n"],
    ['src/app.ts', "import { other as StatefulObject } from './utils/index.js';\n"],
    ['src/app.ts', "import './utils/index.js';\n"],
    ['src/app.ts', "import * as u from './utils/index.js';\nu.other();\n"],
    ['src/app.ts', "// import { StatefulObject } from './utils/index.js';\n"],
    ['src/app.ts', 'const text = "import \'./utils/stateful-object.js\'";\n'],
    ['src/app.ts', "import { StatefulObject } from 'other';\n"],
    ['src/app.ts', "import { StatefulObject } from '@other/stateful-object';\n"],
    ['other/app.ts', "import { StatefulObject } from './utils/index.js';\n"],
    ['notes.md', "import { StatefulObject } from './src/utils/index.js';\n"],
  ] as const)
    it(`is not seen: ${JSON.stringify(text)} in ${path}`, () => {
      assert.deepEqual(usesIn(path, text).lines, []);
    });

  it('is passed on by a file that exports all of it', () => {
    assert.deepEqual(usesIn('src/index.ts', "export * from './utils/index.js';\n"), {
      lines: [],
      passesOn: true,
    });
  });
});
