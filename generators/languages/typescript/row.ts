/** The row for TypeScript. */

import { isPage, isSamePage } from '../../edit/same-markdown.js';
import { listErrorLines } from '../../edit/syntax-tree.js';
import type { LanguageRow } from '../../types/language-row.js';
import { chooseFrom, explainLack } from './detect/candidates.js';
import { managerIds } from './detect/manager.js';
import { findEvidenceIn, findMembers } from './detect/members.js';
import { addTypeScriptExports } from './edit/exports.js';
import { findTypeScriptUses } from './edit/find-uses.js';
import { fitPage, fitTypeScript } from './edit/fit.js';
import { canonicalTypeScript, isSameTypeScript } from './edit/same-code.js';
import { readTypeScript } from './edit/source.js';
import { listTypeScriptTokens } from './edit/tokens.js';
import { describeProject } from './project.js';

export const typescript: LanguageRow = {
  label: 'TypeScript',
  testPrograms: managerIds,
  agentsBlock: 'pieces-typescript',
  lacks: 'no tsconfig.json, and no typescript in package.json',
  explainLack,
  findEvidence: (tree) => findEvidenceIn(tree, ''),
  hasMembers: (tree) => findMembers(tree).length > 0,
  packages: (tree, answers) => chooseFrom(tree, answers ?? {}),
  project: describeProject,
  comment: (line) => (line === '' ? '//' : `// ${line}`),
  canonical: canonicalTypeScript,
  isCode,
  isSame: (path, a, b) =>
    isCode(path) ? isSameTypeScript(a, b) : isPage(path) && isSamePage(a, b, { ts: isSameTypeScript }),
  tokens: listTypeScriptTokens,
  errorLines: (text) => listErrorLines(text, readTypeScript(text)),
  fillPackageName: (text) => text,
  fitModule: fitTypeScript,
  fitPage,
  testEnvironment: () => installingNothing,
  testName: (name, { testEnding = '.test.ts' }) => name.replace(/\.test\.ts$/, testEnding),
  findUses: findTypeScriptUses,
  addExports: addTypeScriptExports,
  addTestDependency: (text) => text,
};

/**
 * npx would fetch a runner that is not installed, pnpm install what it takes for out of date: into the original, by a link.
 * Under `npm run --silent`, npx would not say why it does not.
 */
const installingNothing = {
  npm_config_loglevel: 'error',
  npm_config_yes: 'false',
  npm_config_verify_deps_before_run: 'false',
  pnpm_config_verify_deps_before_run: 'false',
};

function isCode(path: string): boolean {
  return /\.[cm]?ts$/.test(path);
}
