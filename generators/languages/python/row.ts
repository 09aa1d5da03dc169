/** The row for Python: all decisions about places, made by the files beside this one. */

import { isSamePage } from '../../edit/same-markdown.js';
import { listErrorLines } from '../../edit/syntax-tree.js';
import { splitMark } from '../../edit/text-edits.js';
import { hasFile, listFolders, parentOf } from '../../tree/paths.js';
import type { AddExports } from '../../types/change.js';
import type { LanguageRow } from '../../types/language-row.js';
import type { Answers, Fact, PackageCandidate, Project } from '../../types/project.js';
import type { Tree } from '../../types/tree.js';
import { chooseFrom } from './detect/candidates.js';
import { planCollection } from './detect/collect.js';
import { readConfigs, setting } from './detect/config.js';
import { placeDocs } from './detect/docs.js';
import { noteExports } from './detect/exports.js';
import { findFormatter, selectsRule } from './detect/formatters.js';
import { readImportSettings } from './detect/import-settings.js';
import { configAround, findMembers } from './detect/members.js';
import { placeModules } from './detect/modules.js';
import { findPytestSettings } from './detect/pytest-settings.js';
import { checkRelease } from './detect/release.js';
import { checkRequires } from './detect/requires.js';
import { checkSingleModule } from './detect/single-module.js';
import { findLineLength, prefersAbsoluteImports, prefersSingleQuotes } from './detect/style.js';
import { findTestEnvironment } from './detect/test-environment.js';
import { planTestRun } from './detect/test-run.js';
import { placeTests } from './detect/tests.js';
import type { Owner } from './detect/tests-root.js';
import { isUnittestOnly, unittestReason } from './detect/unittest.js';
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
import { pythonStarting } from './starting.js';

const projectFiles = ['pyproject.toml', 'setup.cfg', 'setup.py'];

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
    isCode(path) ? isSamePython(a, b) : isSamePage(path, a, b, { python: isSamePython }),
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

/** A project file, or a package at the root or in `src/`. */
function findEvidence(tree: Tree): string | undefined {
  const file = projectFiles.find((name) => hasFile(tree, name));
  if (file !== undefined) return file;
  const folders = [...listFolders(tree, ''), ...listFolders(tree, 'src').map((name) => `src/${name}`)];
  return folders.map((dir) => `${dir}/__init__.py`).find((path) => hasFile(tree, path));
}

/** The file that really describes the project: the others may hold settings of tools only. */
function findDescription(tree: Tree): string | undefined {
  const [root] = readConfigs(tree);
  const tables = ['project', 'tool.poetry', 'tool.flit.metadata', 'tool.flit.module'];
  if (root && tables.some((path) => setting(root, path) !== undefined)) return 'pyproject.toml';
  if (root?.cfg['metadata']?.['name'] ?? root?.cfg['options']) return 'setup.cfg';
  return hasFile(tree, 'setup.py') ? 'setup.py' : findEvidence(tree);
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

function describeProject(tree: Tree, candidate: PackageCandidate, answers: Answers): Project {
  const config = configAround(tree, candidate.dir);
  const requires = checkRequires(config, answers);
  const modules = placeModules({ tree, config, candidate }, answers);
  const name = modules.sourceDir.split('/').at(-1) ?? '';
  const tests = placeTests({ tree, config, candidate, name }, answers);
  const docs = placeDocs(tree, config, answers);
  const settings = findPytestSettings(tree, config, answers.around ?? { above: [] });
  const running = planTestRun({ tree, config, candidate, settings }, answers);
  const collection = planCollection(settings, tests.testsDir);
  const isWithoutPytest = isUnittestOnly(tree, config, parentOf(tests.testsDir));
  const hasTests = answers.tests ?? !isWithoutPytest;
  const release = [...checkRelease(config, modules), ...checkSingleModule(tree, config, modules.importPath)];
  const opening = describeFinding({ tree, config }, candidate, answers);
  return {
    language: 'python',
    packageName: candidate.name,
    sourceDir: modules.sourceDir,
    importPath: modules.importPath,
    barrel: modules.barrel,
    testsDir: tests.testsDir,
    markers: [...modules.markers, ...tests.markers],
    markerText: selectsRule(tree, config, 'D104') ? `"""Part of ${candidate.name}."""\n` : '',
    docsDir: docs.docsDir,
    pageOpening: docs.opening,
    docsNav: docs.nav,
    lineLength: findLineLength(tree, config),
    singleQuotes: prefersSingleQuotes(tree, config),
    absoluteImports: prefersAbsoluteImports(tree, config, candidate),
    importSettings: readImportSettings(tree, config),
    // A project that was begun here is written as its formatter wants it, whichever version that is.
    formatter: answers.isBegun ? undefined : findFormatter(tree, config),
    testDependencyFile: running.file,
    otherTests: isWithoutPytest ? unittestReason : undefined,
    testCommand: running.command + collection.options,
    testCommandHere: running.commandHere + collection.options,
    facts: [...opening, ...modules.facts, tests.fact, docs.fact, requires.fact],
    notes: [
      ...modules.notes,
      ...noteExports(tree, modules.barrel),
      ...release,
      ...requires.notes,
      ...(hasTests ? [...tests.notes, ...collection.notes, ...running.notes] : []),
    ],
  };
}

function describeFinding(
  { tree, config }: Pick<Owner, 'tree' | 'config'>,
  { name, dir, because }: PackageCandidate,
  answers: Answers,
): readonly Fact[] {
  return [
    {
      label: 'language',
      value: 'Python',
      because: (config.dir && config.namedIn) || (findDescription(tree) ?? '--language'),
    },
    {
      label: 'package',
      value: `${name} (${dir})`,
      because: answers.package === undefined ? because : '--package',
    },
  ];
}
