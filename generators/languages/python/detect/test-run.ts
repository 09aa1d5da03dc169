/** How the new tests are run: where pytest is declared, the command, and what has to be done before. */

import { isTable, readToml } from '../../../edit/toml-source.js';
import { hasFile } from '../../../tree/paths.js';
import type { Around } from '../../../types/around.js';
import type { Answers, PackageCandidate } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { addPytest } from '../edit/pytest-dependency.js';
import { fileOf, type PythonConfig, setting } from './config.js';
import { isPytestDeclared } from './pytest-declared.js';
import type { PytestSettings } from './pytest-settings.js';
import { findTestCommand } from './test-command.js';
import { planInstall } from './test-install.js';
import { findWorkspace, type Workspace } from './workspace.js';

export interface TestRun {
  /** As the repository does it. */
  readonly command: string;
  /** As it is done on this machine. */
  readonly commandHere: string;
  /** The file to declare pytest in, if one is to be edited. */
  readonly file: string | undefined;
  readonly notes: readonly string[];
}

interface Subject {
  readonly tree: Tree;
  readonly config: PythonConfig;
  readonly candidate: PackageCandidate;
  readonly settings: PytestSettings | undefined;
}

const nobodyLooked: Around = { above: [] };

export function planTestRun(subject: Subject, answers: Answers): TestRun {
  const { tree, config, settings } = subject;
  const around = answers.around ?? nobodyLooked;
  const workspace = findWorkspace(tree, config, around);
  const isDeclared =
    isPytestDeclared(tree, config) ||
    (workspace.isMember && isPytestDeclared(workspace.tree, workspace.root));
  const file = isDeclared ? undefined : findDependencyFile(config);
  const after = file === undefined ? config : declareIn(tree, config, file);
  // Projects that this generator began are run with uv, as their README says.
  const command = answers.isBegun
    ? 'uv run pytest'
    : findTestCommand({
        tree,
        config: after,
        workspace: workspace.isMember ? workspace : { ...workspace, root: after },
      });
  // A part of the tests covers a part of the code; and a bare --cov takes the next word for its value.
  const noCov = /(^|\s)--cov\b/.test(settings?.options ?? '') ? ' --no-cov' : '';
  const commandHere = fitMachine(command, around.programs);
  const before = planInstall(subject, {
    config: after,
    command: commandHere,
    wasRequired: file === undefined,
  });
  return {
    command: command + noCov,
    commandHere: commandHere + noCov,
    file,
    notes: [
      ...noteLock(tree, { config, workspace, file }),
      ...(before === undefined ? [] : [`Before the tests run for the first time: ${before}`]),
    ],
  };
}

/** The project with pytest among its requirements. */
function declareIn(tree: Tree, config: PythonConfig, file: string): PythonConfig {
  return { ...config, toml: readToml(addPytest(tree.read(file) ?? '', file), file).data };
}

/** The file to add pytest to: a pyproject.toml that describes the project, not only tools. */
function findDependencyFile(config: PythonConfig): string | undefined {
  const describes = ['project', 'tool.poetry', 'tool.flit.metadata', 'dependency-groups', 'tool.uv'];
  return describes.some((path) => isTable(setting(config, path)))
    ? fileOf(config, 'pyproject.toml')
    : undefined;
}

/** Debian has no `python` outside of an environment, Windows often only `py`. */
function fitMachine(command: string, programs: readonly string[] | undefined): string {
  const [program = ''] = command.split(' ');
  if (programs === undefined || programs.includes(program)) return command;
  const python = ['python', 'python3', 'py'].find((name) => programs.includes(name)) ?? 'python';
  return `${python} -m pytest`;
}

interface Edit {
  readonly config: PythonConfig;
  readonly workspace: Workspace;
  readonly file: string | undefined;
}

/** Lock files of tools that lock groups of development, too, and what makes them anew. */
const locks: Readonly<Record<string, string>> = {
  'uv.lock': 'uv lock',
  'poetry.lock': 'poetry lock',
  'pdm.lock': 'pdm lock',
  'pixi.lock': 'pixi lock',
};

function noteLock(tree: Tree, { config, workspace, file }: Edit): readonly string[] {
  if (file === undefined) return [];
  const isThere = (name: string) => hasFile(tree, fileOf(config, name)) || hasFile(workspace.tree, name);
  return Object.keys(locks)
    .filter(isThere)
    .map(
      (name) =>
        `${name} does not know yet that ${file} requires pytest: bring it up to date with ${locks[name]}.`,
    );
}
