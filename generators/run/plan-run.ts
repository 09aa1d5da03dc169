/** Plans a whole run: detects, asks what is left, and derives every write. Writes nothing. */

import type { AncestorHashes } from '../core/ancestor/hashes.js';
import { isAncestors } from '../core/ancestor/recognise.js';
import { applyChanges } from '../core/apply.js';
import { isDeleted } from '../core/deleted.js';
import { findLineEnding, fitOutcomes, fitWrite } from '../core/line-endings.js';
import { noteLosses } from '../core/losses.js';
import { readManifest } from '../core/manifest.js';
import { noteNav } from '../core/nav.js';
import { formatDiff } from '../core/patch.js';
import { planPieces } from '../core/plan.js';
import { type FileWrite, listOwnFiles, listWrites } from '../core/record.js';
import { planTestCommand, type Run } from '../core/report.js';
import { planRetirements } from '../core/retire.js';
import { noteUndeclared } from '../core/undeclared.js';
import { listFiles } from '../tree/paths.js';
import type { Around } from '../types/around.js';
import type { Selection } from '../types/change.js';
import type { Answers, Fact, Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import type { Asker } from './ask.js';
import { findNewProject, formerPackage, type NewProject, withAgents } from './begin-project.js';
import { unittestReason } from './choose-parts.js';
import { configPath, formatConfig, readConfig } from './config.js';
import { detectProject } from './detect.js';
import type { FindIgnored } from './find-ignored.js';
import { followRename } from './follow-rename.js';
import { type Format, formatOutcomes } from './format-files.js';
import { withLinksOut } from './links-out.js';
import { type Options, toKebabCase } from './options.js';
import { packageVersion, readTemplate } from './package-root.js';
import { choosePlace, withOwnGuides } from './places.js';
import { recall } from './recall.js';
import { settle } from './settle.js';
import { describeMerge, describeSurroundings } from './surroundings.js';

export interface Request {
  readonly tree: Tree;
  readonly options: Options;
  readonly asker: Asker;
  /** Runs the repository's formatters, where they may be run. */
  readonly format?: Format;
  /** Asks git, where that may be asked. */
  readonly findIgnored?: FindIgnored;
  /** The project that the run begins, where it does. */
  readonly begun?: NewProject;
  /** Other files of chora-base than the known ones, for tests. */
  readonly ancestorHashes?: AncestorHashes;
  /** What lies around the project. */
  readonly around?: Around;
  /** What stands before each path in the patch of a preview. */
  readonly patchPrefix?: string;
}

/** A run as planned: what it will do, what it will write, and the same as a unified diff. */
export interface PlannedRun extends Run {
  readonly writes: readonly FileWrite[];
  readonly diff: string;
}

/** Flags win over what an earlier run remembered, and that over the habits of a new project; the rest is detected. */
export async function findProject({ tree, options, asker, begun, around }: Request): Promise<Project> {
  const { language, package: packageName, sourceDir, testsDir, docsDir } = options;
  const flags = { language, package: packageName, sourceDir, testsDir, docsDir };
  const given: Answers = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  if (begun !== undefined) {
    const { places } = readConfig(tree.read(configPath));
    const { language: kind, packageName: name } = begun.answers;
    const place = places.find((each) => each.language === kind && each.package === name);
    return findNewProject({ tree, begun, asker }, { ...place, ...given });
  }
  const { memory, notes } = recall(tree, given);
  const place = await choosePlace(memory.places, given, asker);
  const isBegun = Object.keys(memory.project).length > 0;
  const lookedAt = {
    ...(around && { around }),
    ...(options.tests !== undefined && { tests: options.tests }),
  };
  const detected = await detectProject(
    tree,
    { ...place, ...given, isBegun, ...readDecisions(tree, options), ...lookedAt },
    asker,
  ).catch((error: unknown) => {
    throw withLinksOut(error, tree);
  });
  const project = given.docsDir === undefined ? withOwnGuides(detected, memory.places) : detected;
  const facts = project.facts.map((fact) => nameSource(fact, given));
  return { ...project, facts, notes: [...notes, ...project.notes] };
}

/** What an earlier run was told and holds for later ones, too. */
function readDecisions(tree: Tree, options: Options): Pick<Answers, 'ignoreRequires' | 'agentsMd'> {
  const { ignoreRequires = false, agentsMd = true } = readConfig(tree.read(configPath));
  return {
    ignoreRequires: options.ignoreRequiresPython || ignoreRequires,
    agentsMd: options.includeAgentsMd ?? agentsMd,
  };
}

export async function planRun(
  request: Request,
  project: Project,
  selections: readonly Selection[],
): Promise<PlannedRun> {
  const { tree, options, begun, ancestorHashes, patchPrefix = '' } = request;
  const read = (path: string) => tree.read(path);
  // A link to a file is not what is written; one that leads out of the project is refused here.
  const locate = ({ path, text }: FileWrite) => ({ path: tree.resolve(path), before: read(path), text });
  // The files of a new project lie where its answers say.
  const manifest =
    begun === undefined ? recall(tree, project).manifest : followRename(readManifest(read), begun.rename);
  const restores = (path: string) =>
    options.restore || (path === 'AGENTS.md' && options.includeAgentsMd === true);
  const remains = { project, manifest, read, restores };
  const hasTests = selections.some(({ parts }) => parts.includes('test'));
  const hasModules = selections.some(({ parts }) => parts.includes('module'));
  const isLeftOut = project.isUnittestOnly && hasModules && !hasTests && options.tests === undefined;
  const pieces = planPieces({
    project,
    selections,
    dropped: begun?.dropped,
    version: packageVersion,
    hasFile: (path) => isOwn(path, request, project),
    readTemplate,
    isDeleted: (path) => isDeleted(path, remains),
    tree,
    agents: readDecisions(tree, options).agentsMd ? (begun?.agents ?? '') : undefined,
    hasTests: begun?.answers.includeTests ?? (!project.isUnittestOnly || hasTests),
  });
  const planned = withAgents([...(begun?.files ?? []), ...pieces], begun, tree);
  const formerName = formerPackage(tree, begun);
  const former = { manifest, packageName: formerName, listFiles: (dir: string) => listFiles(tree, dir) };
  const changes =
    begun === undefined ? planned : planRetirements(planned, { ...former, dropped: begun.dropped }, project);
  // What is in the way of a new project stays as it is, without a question, and is reported.
  const onConflict = options.onConflict ?? (begun === undefined ? undefined : 'keep');
  const deciders = { ...request, options: { ...options, onConflict } };
  const situation = await settle(changes, { ...remains, ancestorHashes }, deciders);
  const applied = applyChanges(changes, situation);
  const { format = async () => undefined } = request;
  const formatted = await formatOutcomes(applied, project, format);
  const ending = findLineEnding(tree);
  const outcomes = fitOutcomes(formatted.outcomes, ending);
  const records = listWrites(outcomes, manifest, { project, version: packageVersion });
  // A run with nothing to do leaves no trace, not even of the places it would have used.
  const writes = (changes.length > 0 ? [...records, planConfig(request, project, formerName)] : [])
    .map((write) => (isOwnFile(write.path) ? fitWrite(write, read(write.path), ending) : write))
    .filter(({ path, text }) => read(path) !== text);
  return {
    version: packageVersion,
    dryRun: options.dryRun,
    project,
    outcomes,
    notes: [
      ...describeMerge(manifest),
      ...formatted.notes,
      ...(isLeftOut ? [`${unittestReason} None were written; --tests writes them.`] : []),
      ...noteNav(project, outcomes),
      ...noteUndeclared(project, outcomes),
      ...noteLosses(project, outcomes, tree),
      ...(await describeSurroundings(writes, request)),
    ],
    writes,
    ownFiles: listOwnFiles(writes, read),
    commands: begun?.commands ?? planTestCommand(project, outcomes, request.around?.wayToRoot),
    diff: formatDiff(writes.map(locate), patchPrefix),
  };
}

/** The answers as later runs will find them. */
function planConfig({ tree, options, begun }: Request, project: Project, former?: string): FileWrite {
  const text = tree.read(configPath);
  const known =
    begun === undefined
      ? { places: recall(tree, project).memory.places }
      : { places: readConfig(text).places.filter((place) => place.package !== former), begun: begun.answers };
  return {
    path: configPath,
    text: formatConfig(text, project, { ...readDecisions(tree, options), ...known }),
  };
}

/** The record and the configuration, which nobody else writes. */
function isOwnFile(path: string): boolean {
  return path === configPath || (path.startsWith('.chora/') && !path.startsWith('.chora/replaced/'));
}

/** A guide of the ancestor says nothing of a piece. */
function isOwn(path: string, { tree, ancestorHashes }: Request, project: Project): boolean {
  const text = tree.read(path);
  return text !== undefined && !isAncestors({ path, text }, project, ancestorHashes);
}

/** A place that counts as given by a flag, but was not in this run, is one that an earlier run remembered. */
function nameSource(fact: Fact, given: Answers): Fact {
  const flags = Object.keys(given).map((name) => `--${toKebabCase(name)}`);
  const isRemembered = fact.because.startsWith('--') && !flags.includes(fact.because);
  return isRemembered ? { ...fact, because: `remembered in ${configPath}` } : fact;
}
