/** The row for Python. */

import { isPage, isSamePage } from '../../edit/same-markdown.js';
import { listErrorLines } from '../../edit/syntax-tree.js';
import { splitMark } from '../../edit/text-edits.js';
import type { AddExports } from '../../types/change.js';
import type { LanguageRow } from '../../types/language-row.js';
import type { Project } from '../../types/project.js';
import { chooseFrom } from './detect/candidates.js';
import { findEvidence } from './detect/evidence.js';
import { findMembers } from './detect/members.js';
import { findTestEnvironment } from './detect/test-environment.js';
import { canonicalPython } from './edit/canonical.js';
import { addPythonExports } from './edit/exports.js';
import { findPythonUses } from './edit/find-uses.js';
import { readLayout } from './edit/import-layout.js';
import { fitPython, fitTemplate } from './edit/layout.js';
import { fillPackageName } from './edit/placeholder.js';
import { addPytest } from './edit/pytest-dependency.js';
import { isSamePython } from './edit/same-code.js';
import { readPython } from './edit/source.js';
import { listPythonTokens } from './edit/tokens.js';
import { describeProject } from './project.js';
import { pythonStarting } from './starting.js';

export const python: LanguageRow = {
  label: 'Python',
  testPrograms: ['uv', 'poetry', 'pdm', 'hatch', 'pipenv', 'python', 'python3', 'py'],
  agentsBlock: 'pieces',
  lacks: 'no pyproject.toml, setup.cfg or setup.py, and no package',
  starting: pythonStarting,
  findEvidence,
  hasMembers: (tree) => findMembers(tree).length > 0,
  packages: (tree, answers) => chooseFrom(tree, answers ?? {}),
  project: describeProject,
  comment: (line) => (line === '' ? '#' : `# ${line}`),
  canonical: canonicalPython,
  isCode,
  isSame: (path, a, b) =>
    isCode(path) ? isSamePython(a, b) : isPage(path) && isSamePage(a, b, { python: isSamePython }),
  tokens: listPythonTokens,
  errorLines,
  fillPackageName,
  fitModule: fitTemplate,
  fitPage: (text) => text,
  testEnvironment: findTestEnvironment,
  testName: (name) => name,
  findUses: findPythonUses,
  addExports: addExportsAsFits,
  addTestDependency: (text) => addPytest(text, 'pyproject.toml'),
};

function errorLines(text: string): readonly string[] {
  const { body } = splitMark(text);
  return listErrorLines(body, readPython(body, '').top);
}

function isCode(path: string): boolean {
  return path.endsWith('.py');
}

/** Where all imports of a file are ours, they are laid out like those of a new file. */
function addExportsAsFits(text: string | undefined, change: AddExports, project: Project): string {
  const { absoluteImports = false, importSettings = {}, lineLength } = project;
  const { singleNames } = readLayout(importSettings, lineLength);
  const added = addPythonExports(text, change, { ...project, absoluteImports, singleNames });
  return added !== text && !/^(from(?! +__future__)|import)\s/m.test(text ?? '')
    ? fitPython(added, project)
    : added;
}
