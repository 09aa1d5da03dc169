/** Begins a project: its files, and the project as the pieces find it, before any of it is on disk. */

import { planNewProject } from '../core/new-project.js';
import { languages, startingOf } from '../languages/languages.js';
import type { PieceId } from '../tables/catalogue.js';
import { overlayTree } from '../tree/overlay-tree.js';
import type { Change, CreateFile, Dropped } from '../types/change.js';
import type { Machine, NextStep, ProjectAnswers } from '../types/new-project.js';
import type { Answers, Fact, Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import type { Asker } from './ask.js';
import { configPath, readConfig } from './config.js';
import { detectProject } from './detect.js';
import type { Rename } from './follow-rename.js';
import { listTemplates, readTemplate } from './package-root.js';

/** A project that a run begins. */
export interface NewProject {
  readonly answers: ProjectAnswers;
  readonly files: readonly CreateFile[];
  /** What AGENTS.md begins with, above the block on the pieces; undefined without that file. */
  readonly agents: string | undefined;
  /** What it began with in an earlier run. */
  readonly formerAgents: string | undefined;
  readonly commands: readonly NextStep[];
  /** What it had and is to have no more. */
  readonly dropped: Dropped;
  /** Utilities that were added one by one. */
  readonly utilities: readonly PieceId[];
  /** Whether git is to make a first commit of it. */
  readonly commits: boolean;
  /** Its package, where the user renamed that since an earlier run. */
  readonly rename?: Rename;
}

interface Start {
  readonly tree: Tree;
  readonly begun: NewProject;
  readonly asker: Asker;
}

const agentsPath = 'AGENTS.md';

export function beginProject(
  answers: ProjectAnswers,
  machine: Machine,
  former?: ProjectAnswers,
): Omit<NewProject, 'dropped' | 'utilities' | 'commits'> {
  const starting = startingOf(answers.language);
  const plan = (of: ProjectAnswers) => planNewProject(of, { listTemplates, readTemplate });
  const agentsIn = (planned: readonly CreateFile[]) => planned.find(({ path }) => path === agentsPath)?.text;
  const files = plan(answers);
  return {
    answers,
    files: files.filter(({ path }) => path !== agentsPath),
    agents: agentsIn(files),
    formerAgents: former && agentsIn(plan(former)),
    commands: starting.commands(answers, machine),
  };
}

/** Where the pieces go: to where the program imports them from; only the guides may lie elsewhere. */
export async function findNewProject({ tree, begun, asker }: Start, decided: Answers): Promise<Project> {
  const starting = startingOf(begun.answers.language);
  const { docsDir } = decided;
  const places = starting.places(begun.answers);
  const answers = { ...places, ...(docsDir === undefined ? {} : { docsDir }), isBegun: true };
  const project = await detectProject(overlayTree(tree, begun.files), answers, asker);
  // It declares its tests itself: an edit of the same file would undo what the project writes.
  const own = { facts: describeAnswers(begun.answers), notes: [], testDependencyFile: undefined };
  return { ...project, ...own };
}

/** What the project will be, each with the flag that changes it. */
function describeAnswers(answers: ProjectAnswers): readonly Fact[] {
  const { projectType, cliFramework, includePersistenceHelpers, includeApiUtilities } = answers;
  const pieces = [
    ...(includePersistenceHelpers ? ['persistence'] : []),
    ...(includeApiUtilities ? ['utils'] : []),
  ];
  const author = [answers.authorName, answers.authorEmail && `<${answers.authorEmail}>`]
    .filter(Boolean)
    .join(' ');
  return [
    {
      label: 'project',
      value: `${answers.projectName} ${answers.projectVersion}`,
      because: '--project-name',
    },
    {
      label: 'kind',
      value: projectType === 'cli_tool' ? `${projectType}, ${cliFramework}` : projectType,
      because: '--project-type',
    },
    { label: 'package', value: answers.packageName, because: '--package-name' },
    {
      label: 'pieces',
      value: pieces.join(', ') || 'none',
      because: '--include-persistence-helpers, --include-api-utilities',
    },
    { label: 'Python', value: `>=${answers.pythonVersion}`, because: '--python-version' },
    { label: 'licence', value: answers.license, because: '--license' },
    { label: 'author', value: author || 'nobody', because: '--author-name, --author-email' },
  ];
}

/** What the package was called in an earlier run, where it is to have another name now. */
export function formerPackage(tree: Tree, begun: NewProject | undefined): string | undefined {
  const name = readConfig(tree.read(configPath)).project['packageName'];
  return typeof name === 'string' && name !== begun?.answers.packageName ? name : undefined;
}

/** The changes with AGENTS.md among them also where there is no block to put into it. */
export function withAgents(
  changes: readonly Change[],
  begun: NewProject | undefined,
  tree: Tree,
): readonly Change[] {
  if (begun === undefined) return changes;
  if (begun.agents === undefined) return [...changes, ...forgetAgents(begun, tree)];
  const former = begun.formerAgents === undefined ? {} : { former: begun.formerAgents };
  const blank = { kind: 'set-blocks' as const, path: agentsPath, opening: begun.agents, blocks: [] };
  const isThere = changes.some(({ path }) => path === agentsPath);
  return (isThere ? changes : [...changes, blank]).map((change) =>
    change.kind === 'set-blocks' && change.path === agentsPath ? { ...change, ...former } : change,
  );
}

/** Declined now: the blocks go, which would speak of what may go, too, and AGENTS.md where nothing else was added. */
function forgetAgents({ formerAgents: former, answers }: NewProject, tree: Tree): readonly Change[] {
  const { agentsBlock } = languages[answers.language];
  const openings = { [agentsPath]: former, 'CLAUDE.md': '' };
  return Object.entries(openings).flatMap(([path, opening]) => {
    if (former === undefined || opening === undefined || tree.read(path) === undefined) return [];
    const blocks = [{ id: agentsBlock, text: undefined }];
    return { kind: 'set-blocks' as const, path, opening, goes: path === agentsPath, blocks };
  });
}
