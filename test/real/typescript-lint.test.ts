/** typescript-eslint with types, on all that lands in TypeScript: no rule is switched off, no line is excused. */

import assert from 'node:assert/strict';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTemplates, pieceIds } from '../../generators/tables/catalogue.js';
import { type CommandResult, outputOf, run } from '../acceptance/commands.js';
import { installPackages } from '../typescript/packages.js';
import { makeProject } from '../typescript/project.js';

const dependencies = {
  '@eslint/js': '10.0.1',
  '@types/mocha': '10.0.10',
  '@types/node': '20.19.43',
  eslint: '10.15.0',
  typescript: '6.0.3',
  'typescript-eslint': '8.74.0',
};

type RuleSet = 'strictTypeChecked' | 'recommendedTypeChecked';

const settingsFor = (rules: RuleSet) => `
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(eslint.configs.recommended, tseslint.configs.${rules}, {
  linterOptions: { noInlineConfig: true },
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
});
`;

const pieces = pieceIds.filter((piece) => findTemplates(piece, 'typescript') !== undefined);

interface Setting {
  readonly rules: RuleSet;
  /** Options of the compiler besides the strictest. */
  readonly options?: object;
  readonly plant?: string;
}

function lint({ rules, options = {}, plant = '' }: Setting): Promise<CommandResult> {
  const tools = installPackages(`lint/${dependencies['typescript-eslint']}`, dependencies);
  // With mocha: the types of node:test 20 give promises that nobody awaits, which the linter has to be told.
  const cwd = makeProject({ type: 'module', extension: '.js', runner: 'mocha', pieces });
  rmSync(join(cwd, 'node_modules'));
  symlinkSync(join(tools, 'node_modules'), join(cwd, 'node_modules'));
  writeFileSync(join(cwd, 'eslint.config.js'), settingsFor(rules));
  loosen(join(cwd, 'tsconfig.json'), options);
  writeFileSync(join(cwd, 'src/planted.ts'), plant);
  const eslint = join(cwd, 'node_modules/eslint/bin/eslint.js');
  return run([process.execPath, eslint, '--max-warnings=0', 'src'], { cwd });
}

function loosen(path: string, options: object): void {
  const config = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(
    path,
    JSON.stringify({ ...config, compilerOptions: { ...config.compilerOptions, ...options } }),
  );
}

/** As `nest new` writes them, whose rules are typescript-eslint's recommended ones with types. */
const ofNest = { strict: false, strictNullChecks: true, exactOptionalPropertyTypes: false };

describe('typescript-eslint with types', function () {
  this.timeout(180_000);

  for (const [title, setting] of [
    ['in its strictest', { rules: 'strictTypeChecked' }],
    ['with the rules and the compiler of NestJS', { rules: 'recommendedTypeChecked', options: ofNest }],
  ] as const)
    it(`has nothing to say of what lands, ${title}`, async () => {
      const result = await lint(setting);
      assert.equal(result.status, 0, outputOf(result));
    });

  it('would find a planted promise that nobody awaits, whatever a remark says', async () => {
    const result = await lint({
      rules: 'strictTypeChecked',
      plant: '/* eslint-disable */\nPromise.resolve(1);\n',
    });
    assert.match(outputOf(result), /^ +2:1 +error .*no-floating-promises$/m);
  });
});
