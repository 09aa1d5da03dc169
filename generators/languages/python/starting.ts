/** How a new Python project is begun: its names, and what the tags of its templates stand for. */

import { quoteForShell } from '../../edit/shell.js';
import { catalogue } from '../../tables/catalogue.js';
import { conditionsOf } from '../../tables/conditions.js';
import { type KindId, kinds } from '../../tables/kinds.js';
import { markdownText } from '../../text/markdown.js';
import type { StartingRow } from '../../types/language-row.js';
import type { Machine, NextStep, ProjectAnswers } from '../../types/new-project.js';
import { findUndeclared, mergePyproject } from './edit/merge-pyproject.js';
import { nameOf } from './edit/requirements.js';
import { keywords, standardModules } from './edit/reserved-names.js';
import { pythonVersions } from './versions.js';

const newestPython = pythonVersions.at(-1) ?? '';

/** Development tools. Upper bounds where a new version reformats or finds more: the project is to stay green. */
const tools = {
  always: ['mypy>=2.4,<3', 'ruff>=0.17,<0.18'],
  tests: ['pytest>=9,<10', 'pytest-cov>=7,<8'],
  'pre-commit': ['pre-commit>=4,<5'],
} as const;

const licenseExpressions: Readonly<Record<string, string>> = {
  'GPL-3.0': 'GPL-3.0-or-later',
  Proprietary: 'LicenseRef-Proprietary',
};

export const pythonStarting: StartingRow = {
  packageNameFor: (projectName) => projectName.replaceAll('-', '_'),
  packageNameProblem: findProblem,
  requiredNames: (answers) => [...dependenciesOf(answers), ...toolsOf(answers)].map(nameOf),
  values: valuesOf,
  place: (path, { packageName, projectName }) =>
    path
      .replace(/^src\//, `src/${packageName}/`)
      .replaceAll('PROJECT', projectName)
      .replaceAll('PACKAGE', packageName),
  commands: planCommands,
  places: ({ packageName, docsDir }) => ({
    language: 'python',
    package: packageName,
    sourceDir: `src/${packageName}/utils`,
    testsDir: 'tests/utils',
    docsDir: docsDir || 'docs/how-to',
  }),
  merge: (path, file) => (path === pyproject ? mergePyproject(file, path) : undefined),
  undeclared: (path, file) => (path === pyproject ? findUndeclared(file, path) : []),
};

const pyproject = 'pyproject.toml';

function findProblem(name: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name))
    return 'it must consist of letters from a to z, digits and underscores, and begin with a letter';
  if (keywords.has(name)) return 'it is a keyword of Python';
  // File systems that take Json for json would let it shadow that, too.
  if (standardModules.has(name) || standardModules.has(name.toLowerCase()))
    return `it would shadow the module ${name.toLowerCase()} of Python's standard library`;
  return name.toLowerCase() === 'tests' ? 'that is the folder of the tests' : undefined;
}

function kindOf({ projectType }: ProjectAnswers) {
  return kinds[projectType as KindId];
}

function dependenciesOf(answers: ProjectAnswers): readonly string[] {
  const needed = { 'state-dir': ['platformdirs>=4'], ...kindOf(answers).needs.python.dependencies };
  return requirementsUnder(needed, answers);
}

function toolsOf(answers: ProjectAnswers): readonly string[] {
  return requirementsUnder({ ...tools, tests: testToolsOf(answers) }, answers);
}

function testToolsOf(answers: ProjectAnswers): readonly string[] {
  return [...tools.tests, ...kindOf(answers).needs.python.testDependencies];
}

function requirementsUnder(
  needed: Readonly<Record<string, readonly string[]>>,
  answers: ProjectAnswers,
): readonly string[] {
  const conditions = conditionsOf(answers);
  return Object.entries(needed)
    .flatMap(([condition, names]) => (conditions.has(condition) ? names : []))
    .sort();
}

function valuesOf(answers: ProjectAnswers): Readonly<Record<string, string>> {
  const { projectName, packageName, license } = answers;
  return {
    ...Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, String(value)])),
    importPath: `${packageName}.utils`,
    envPrefix: packageName.toUpperCase(),
    namespace: packageName.slice(0, 20).replace(/_+$/, ''),
    quotedDescription: quote(answers.projectDescription),
    markdownDescription: markdownText(answers.projectDescription),
    licenseExpression: licenseExpressions[license] ?? license,
    copyrightHolder: answers.authorName || `the authors of ${projectName}`,
    author: formatAuthor(answers),
    classifiers: listLines(classifiersOf(answers)),
    dependencies: formatArray(dependenciesOf(answers)),
    devGroup: listLines(toolsOf(answers)),
    checkedPaths: ['src', ...(answers.includeTests ? ['tests'] : []), ...kindOf(answers).rootModules]
      .map(quote)
      .join(', '),
    persistenceModules: listLines(
      catalogue.persistence.templates.python.modules.map((name) => `*/${packageName}/utils/${name}`),
    ),
    newestPython,
    testedVersions: versionsOf(answers)
      .map((version) => quote(version))
      .join(', '),
    otherSystems: kindOf(answers)
      .otherSystems.map((os) => `          - { os: ${os}, python-version: ${quote(newestPython)} }`)
      .join('\n'),
    runCommand: runCommandOf(answers),
  };
}

function runCommandOf(answers: ProjectAnswers): string {
  const { isProgram, runArguments, bareArguments } = kindOf(answers);
  const { projectName, packageName, minimal } = answers;
  const args = minimal ? bareArguments : runArguments;
  return isProgram
    ? `${projectName} ${args}`.trim()
    : `python -c "${args.replaceAll('PACKAGE', packageName)}"`;
}

/** uv makes the environment itself. Without it, the first command does, with a pip that knows groups. */
function planCommands(answers: ProjectAnswers, { folder, hasUv, isWindows }: Machine): readonly NextStep[] {
  const bin = isWindows ? '.venv\\Scripts\\' : '.venv/bin/';
  const start = hasUv ? 'uv run ' : bin;
  const python = isWindows ? 'py' : 'python3';
  const setUp = `${python} -m venv --upgrade-deps .venv && ${bin}pip install --quiet --editable . --group dev && `;
  const run = `${hasUv ? '' : setUp}${start}${runCommandOf(answers)}`;
  const test: NextStep = { kind: 'test', label: 'Test it', command: `${start}pytest --cov` };
  const go: NextStep = { kind: 'go', label: 'Go there', command: `cd ${quoteForShell(folder, isWindows)}` };
  return [
    ...(folder === '' ? [] : [go]),
    { kind: 'run', label: 'Run it', command: run },
    ...(answers.includeTests ? [test] : []),
  ];
}

/** A TOML or YAML string: both read JSON's escapes. */
function quote(text: string): string {
  return JSON.stringify(text);
}

function formatAuthor({ authorName, authorEmail }: ProjectAnswers): string {
  const fields = Object.entries({ name: authorName, email: authorEmail }).filter(([, value]) => value !== '');
  const table = fields.map(([key, value]) => `${key} = ${quote(value)}`).join(', ');
  return table === '' ? '' : `{ ${table} }`;
}

function versionsOf({ pythonVersion }: ProjectAnswers): readonly string[] {
  return pythonVersions.slice(pythonVersions.indexOf(pythonVersion));
}

/** Only what others import says that it is typed. */
function classifiersOf(answers: ProjectAnswers): readonly string[] {
  const { isProgram, needs } = kindOf(answers);
  const versions = ['3', ...versionsOf(answers)].map(
    (version) => `Programming Language :: Python :: ${version}`,
  );
  const upload = answers.license === 'Proprietary' ? ['Private :: Do Not Upload'] : [];
  return [...needs.python.classifiers, ...upload, ...versions, ...(isProgram ? [] : ['Typing :: Typed'])];
}

function listLines(items: readonly string[]): string {
  return items.map((item) => `    ${quote(item)},`).join('\n');
}

function formatArray(items: readonly string[]): string {
  return items.length === 0 ? '[]' : `[\n${listLines(items)}\n]`;
}
