/** What has to be installed before the new tests run for the first time. */

import { quoteForShell } from '../../../edit/shell.js';
import { isTable } from '../../../edit/toml-source.js';
import { hasFile } from '../../../tree/paths.js';
import type { PackageCandidate } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { listsPytest } from '../edit/requirements.js';
import { fileOf, type PythonConfig, setting } from './config.js';
import { findRequirementsFile, listPytest, readPipfile } from './pytest-declared.js';
import type { PytestSettings } from './pytest-settings.js';
import { findPytestHome } from './test-command.js';

interface Subject {
  readonly tree: Tree;
  readonly candidate: PackageCandidate;
  readonly settings: PytestSettings | undefined;
}

interface Run {
  /** As the run leaves it, with pytest declared. */
  readonly config: PythonConfig;
  readonly command: string;
  /** Whether pytest was declared before. */
  readonly wasRequired: boolean;
}

/** The command that makes the environment, where the one that runs the tests does not. */
export function planInstall(subject: Subject, run: Run): string | undefined {
  const { config, command } = run;
  const [program = ''] = command.split(' ');
  if (program === 'pipenv') return installByPipenv(subject, config);
  if (program === 'poetry') return `poetry install${choiceOfPoetry(config)}`;
  if (program === 'pdm') return `pdm install${choiceOfExtra(config, '--group')}`;
  if (!command.includes(' -m pytest')) return undefined;
  const installs = `${program} -m pip install ${listInstalls(subject.tree, run).join(' ')}`;
  // The pip that venv brings along is older in many a Python.
  return installs.includes(' --group ') ? `${installs}  (--group needs pip 25.1 or newer)` : installs;
}

function installByPipenv(subject: Subject, config: PythonConfig): string {
  const isThere = /\bpath\s*=\s*["']\.\/?["']/.test(readPipfile(subject.tree, config) ?? '');
  const project = needsInstall(subject) && !isThere ? ' && pipenv run pip install -e .' : '';
  return `pipenv install --dev${project}`;
}

/** Poetry installs all groups that are not optional. */
function choiceOfPoetry(config: PythonConfig): string {
  const groups = setting(config, 'tool.poetry.group');
  const optional = Object.entries(isTable(groups) ? groups : {}).find(([, group]) => isOptional(group));
  return optional === undefined ? choiceOfExtra(config, '--extras') : ` --with ${optional[0]}`;
}

function isOptional(group: unknown): boolean {
  if (!isTable(group) || group['optional'] !== true) return false;
  const { dependencies } = group;
  return isTable(dependencies) && listsPytest(Object.keys(dependencies));
}

function choiceOfExtra(config: PythonConfig, flag: string): string {
  const { extra } = findPytestHome(config) ?? {};
  return extra === undefined ? '' : ` ${flag} ${extra}`;
}

/** What pip has to install: what required pytest before this run may hold more that the tests need. */
function listInstalls(tree: Tree, { config, wasRequired }: Run): readonly string[] {
  const { group, extra } = findPytestHome(config) ?? {};
  const folder = config.dir === '' ? '.' : config.dir;
  if (extra !== undefined) return [`-e "${folder}[${extra}]"`];
  const tests = wasRequired ? listRequired(tree, config, group) : ['pytest'];
  const isProject = config.name !== undefined || hasFile(tree, fileOf(config, 'setup.py'));
  const own = isProject ? [`-e ${folder}`] : listApplication(tree, config);
  return [...new Set([...own, ...tests])];
}

/** What an application imports that is no project to install, as one of Flask or Django. */
function listApplication(tree: Tree, config: PythonConfig): readonly string[] {
  const file = fileOf(config, 'requirements.txt');
  return hasFile(tree, file) ? [`-r ${quoteForShell(file)}`] : [];
}

/** What brings along all that the tests need; else pytest and its plugins, which the settings may ask for. */
function listRequired(tree: Tree, config: PythonConfig, group: string | undefined): readonly string[] {
  const file = config.dir === '' ? '' : `${fileOf(config, 'pyproject.toml')}:`;
  if (group !== undefined) return [`--group ${file}${group}`];
  const listed = findRequirementsFile(tree, config);
  if (listed !== undefined) return [`-r ${quoteForShell(listed)}`];
  return [...new Set(['pytest', ...listPytest(tree, config)])];
}

/** Tests find a package in `src/` only when it is installed, or pytest is told where it is. */
function needsInstall({ candidate: { name, dir }, settings }: Subject): boolean {
  const isFlat = dir === name.replaceAll('.', '/');
  return !isFlat && (settings?.pythonpath ?? []).length === 0;
}
