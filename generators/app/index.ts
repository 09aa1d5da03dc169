/** `yo chora`: begins a new project, in this folder or in one of its own, with any of the pieces. */

import { basename, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readManifest } from '../core/manifest.js';
import { languages } from '../languages/languages.js';
import { findAnswers } from '../new-project/answers.js';
import { findAdded, findDropped, withAdded } from '../new-project/changes-of-mind.js';
import { commitProject, type RunGit, readGitSetting, refuseWithoutGit } from '../new-project/git.js';
import { projectOptions, readRemembered } from '../new-project/options.js';
import PersistenceGenerator from '../persistence/index.js';
import { beginProject, type NewProject } from '../run/begin-project.js';
import { configPath, readConfig } from '../run/config.js';
import { findRename, followRename } from '../run/follow-rename.js';
import { type OptionTable, readBoolean, toRawOptions } from '../run/options.js';
import { PieceGenerator, type PieceOptions } from '../run/piece-generator.js';
import type { Request } from '../run/plan-run.js';
import { hasFile } from '../tree/paths.js';
import { languageIds } from '../types/language-id.js';
import type { ProjectAnswers, Surroundings } from '../types/new-project.js';
import type { Tree } from '../types/tree.js';
import { UserError } from '../types/user-error.js';
import UtilsGenerator, { utilities } from '../utils/index.js';

export default class AppGenerator extends PieceGenerator {
  override description =
    'Begins a new project: a command-line tool, a daemon, an MCP server, a web service or a library.';
  #commits = false;
  /** Utilities that were added one by one. */
  #some: readonly string[] = [];

  constructor(args?: string[], options?: PieceOptions) {
    super(args, options);
    const description = 'Folder of the project; this one by default';
    this.argument('folder', { type: String, required: false, description });
  }

  protected override get optionTable(): OptionTable {
    return projectOptions;
  }

  /** The very folder that was asked for: a project in a folder above is another one. */
  protected override findRoot(): string {
    // Yeoman takes a name of digits for a number.
    return resolve(this.destinationRoot(), String(this.args[0] ?? '.'));
  }

  protected override async begin({ tree, options, asker, around }: Request): Promise<NewProject> {
    const flags = toRawOptions(this.options);
    const memory = readConfig(tree.read(configPath));
    const isNew = Object.keys(memory.project).length === 0;
    if (isNew) refuseOtherProject(tree);
    const recorded = readManifest((path) => tree.read(path));
    const rename = findRename(tree, recorded, memory.project['packageName']);
    const remembered = rename === undefined ? memory.project : { ...memory.project, packageName: rename.to };
    const added = findAdded(followRename(recorded, rename), remembered, (path) => hasFile(tree, path));
    const dropped = findDropped(flags);
    this.#some = added('module').filter(
      (piece) => utilities.includes(piece) && !dropped.pieces.includes(piece),
    );
    const answers = this.#placeGuides(
      await findAnswers({
        flags,
        remembered: withAdded(remembered, added),
        around: await this.#findSurroundings(),
        asker,
      }),
      options.docsDir ?? memory.places[0]?.docsDir,
    );
    this.#commits = readBoolean(flags, 'git') === true && !options.dryRun;
    if (this.#commits) await refuseWithoutGit(this.root, this.contextRoot, this.#git);
    const machine = {
      folder: relative(this.contextRoot, this.root),
      hasUv: around?.programs?.includes('uv') ?? false,
      isWindows: process.platform === 'win32',
    };
    const former = { ...answers, ...readRemembered(memory.project) } as ProjectAnswers;
    const begun = beginProject(answers, machine, isNew ? undefined : former);
    return { ...begun, dropped, ...(rename && { rename }) };
  }

  protected override async select({ begun }: Request): Promise<void> {
    const {
      includeTests: tests,
      includeGuides: docs,
      includePersistenceHelpers,
      includeApiUtilities,
    } = (begun as NewProject).answers;
    const shared = { selections: this.selections, tests, docs };
    const pieces = includeApiUtilities ? utilities : this.#some;
    // Also where there is none any more: the pages are to forget those that there were.
    this.selections.push({ pieces: [], parts: ['guide'] });
    if (includePersistenceHelpers) await this.composeWith<PersistenceGenerator>(persistence, [], shared);
    if (pieces.length > 0) await this.composeWith<UtilsGenerator>(utils, [...pieces], shared);
  }

  override async end(): Promise<void> {
    // First: what a program reads is one document, and not of success where this fails.
    if (this.#commits) await commitProject(this.root, this.planned.writes, this.#git);
    await super.end();
  }

  /** The guides are those of the pieces. */
  #placeGuides(answers: ProjectAnswers, docsDir = 'docs/how-to'): ProjectAnswers {
    const { includePersistenceHelpers, includeApiUtilities, includeGuides } = answers;
    const hasPieces = includePersistenceHelpers || includeApiUtilities || this.#some.length > 0;
    return { ...answers, docsDir: includeGuides && hasPieces ? docsDir : '' };
  }

  async #findSurroundings(): Promise<Surroundings> {
    const setting = (name: string) => readGitSetting(name, this.contextRoot, this.#git);
    return {
      folderName: basename(this.root),
      gitName: await setting('user.name'),
      gitEmail: await setting('user.email'),
      year: new Date().getFullYear(),
    };
  }

  /** With the whole environment, which Yeoman's own git lacks: signing a commit may need it. */
  readonly #git: RunGit = async (args, cwd) => {
    const { stdout } = await this.spawn('git', [...args], {
      cwd,
      stdio: 'pipe',
      // Those of a hook that runs this would lead to its own repository.
      env: { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined },
    });
    return String(stdout);
  };
}

/** A second project in the folder of one would leave both half done. */
function refuseOtherProject(tree: Tree): void {
  const evidence = languageIds
    .map((id) => languages[id].findEvidence(tree))
    .find((file) => file !== undefined);
  if (evidence === undefined) return;
  throw new UserError(
    `There is a project here already (${evidence}); nothing was written. Add pieces to it with ` +
      'generator-chora persistence or generator-chora utils, or begin another one in a folder of its own: ' +
      'generator-chora app FOLDER.',
  );
}

const persistence = { Generator: PersistenceGenerator, path: pathOf('../persistence/index.js') };
const utils = { Generator: UtilsGenerator, path: pathOf('../utils/index.js') };

function pathOf(module: string): string {
  return fileURLToPath(new URL(module, import.meta.url));
}
