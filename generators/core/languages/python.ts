/** The row for Python: all decisions about places, made by the files beside this one. */

import { addPytest } from '../edit/pytest-dependency.js';
import { addPythonExports } from '../edit/python-exports.js';
import type { Answers, Fact, LanguageRow, PackageCandidate, Project, Tree } from '../types.js';
import { listPackages } from './python-candidates.js';
import { configFor, type PythonConfig, readConfigs } from './python-config.js';
import { placeDocs } from './python-docs.js';
import { placeModules } from './python-modules.js';
import { hasFile, listFolders } from './python-paths.js';
import {
  findDependencyFile,
  findTestCommand,
  isPytestDeclared,
  readPytestSettings,
} from './python-pytest.js';
import { checkRequires } from './python-requires.js';
import { findLineLength, prefersAbsoluteImports } from './python-style.js';
import { placeTests } from './python-tests.js';

const projectFiles = ['pyproject.toml', 'setup.cfg', 'setup.py'];

export const python: LanguageRow = {
  label: 'Python',
  recognises: (tree) => findEvidence(tree) !== undefined,
  packages: (tree, answers) => listPackages(tree, answers ?? {}),
  project: describeProject,
  comment: (line) => (line === '' ? '#' : `# ${line}`),
  fitModule: (text, { absoluteImports, importPath }) =>
    absoluteImports ? text.replaceAll(/^from \.(\w+) import/gm, `from ${importPath}.$1 import`) : text,
  addExports: (text, change, project) =>
    addPythonExports(text, change, { ...project, absoluteImports: project.absoluteImports ?? false }),
  addTestDependency: (text) => addPytest(text, 'pyproject.toml'),
};

/** A project file, or a package at the root or in `src/`. */
function findEvidence(tree: Tree): string | undefined {
  const file = projectFiles.find((name) => hasFile(tree, name));
  if (file !== undefined) return file;
  const folders = [...listFolders(tree, ''), ...listFolders(tree, 'src').map((name) => `src/${name}`)];
  return folders.map((dir) => `${dir}/__init__.py`).find((path) => hasFile(tree, path));
}

function describeProject(tree: Tree, candidate: PackageCandidate, answers: Answers): Project {
  const configs = readConfigs(tree);
  const config = configFor(configs, candidate.dir) ?? (configs[0] as PythonConfig);
  const requires = checkRequires(config, answers);
  const modules = placeModules(tree, candidate, answers);
  const name = modules.sourceDir.split('/').at(-1) ?? '';
  const tests = placeTests({ tree, config, candidate, name }, answers);
  const docs = placeDocs(tree, config, answers);
  const running = planTestRun(tree, config, candidate);
  const opening = describeFinding(tree, candidate, answers);
  return {
    language: 'python',
    packageName: candidate.name,
    sourceDir: modules.sourceDir,
    importPath: modules.importPath,
    barrel: modules.barrel,
    testsDir: tests.testsDir,
    markers: [...modules.markers, ...tests.markers],
    docsDir: docs.docsDir,
    lineLength: findLineLength(tree, config),
    absoluteImports: prefersAbsoluteImports(tree, config, candidate),
    testDependencyFile: running.file,
    testCommand: running.command,
    facts: [...opening, ...modules.facts, tests.fact, docs.fact, requires.fact],
    notes: [...modules.notes, ...tests.notes, ...requires.notes, ...running.notes],
  };
}

function describeFinding(
  tree: Tree,
  { name, dir, because }: PackageCandidate,
  answers: Answers,
): readonly Fact[] {
  return [
    { label: 'language', value: 'Python', because: findEvidence(tree) ?? '--language' },
    {
      label: 'package',
      value: `${name} (${dir})`,
      because: answers.package === undefined ? because : '--package',
    },
  ];
}

interface TestRun {
  readonly command: string;
  readonly file: string | undefined;
  readonly notes: readonly string[];
}

function planTestRun(tree: Tree, config: PythonConfig, candidate: PackageCandidate): TestRun {
  const [root = config] = readConfigs(tree);
  const command = findTestCommand(tree, config, root);
  const declared = isPytestDeclared(tree, config.dir === '' ? [config] : [config, root]);
  const file = declared ? undefined : findDependencyFile(config);
  const undeclared = !declared && file === undefined;
  const installs = [
    ...(needsInstall(tree, config, candidate) ? ['-e .'] : []),
    ...(undeclared ? ['pytest'] : []),
  ];
  const needed = command.startsWith('python') && installs.length > 0;
  const note = `Before the tests run for the first time: python -m pip install ${installs.join(' ')}`;
  return { command, file, notes: needed ? [note] : [] };
}

/** Tests find a package in `src/` only when it is installed, or pytest is told where it is. */
function needsInstall(tree: Tree, config: PythonConfig, { name, dir }: PackageCandidate): boolean {
  const isFlat = dir === name.replaceAll('.', '/');
  return !isFlat && (readPytestSettings(tree, config)?.pythonpath ?? []).length === 0;
}
