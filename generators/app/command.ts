/** Begins a new project, in this folder or in one of its own, with any of the pieces. */

import { basename, relative, resolve } from 'node:path';
import { readManifest } from '../core/manifest-file.js';
import { languages } from '../languages/languages.js';
import { findAnswers } from '../new-project/answers.js';
import { findAdded, findDropped, withAdded } from '../new-project/changes-of-mind.js';
import { commitProject, readGitSetting, refuseWithoutGit } from '../new-project/git.js';
import { projectOptions, readRemembered } from '../new-project/options.js';
import { persistence } from '../persistence/command.js';
import { beginProject, type NewProject } from '../run/begin-project.js';
import type { Along, Beginning, Choosing, PieceCommand } from '../run/command.js';
import { configPath, readConfig } from '../run/config.js';
import { findRename, followRename } from '../run/follow-rename.js';
import { readBoolean, toRawOptions } from '../run/read-options.js';
import { diskTree } from '../tree/disk-tree.js';
import { hasFile } from '../tree/paths.js';
import { languageIds } from '../types/language-id.js';
import type { ProjectAnswers, Surroundings } from '../types/new-project.js';
import type { Tree } from '../types/tree.js';
import { UserError } from '../types/user-error.js';
import { utilities, utils } from '../utils/command.js';

export const app: PieceCommand = {
  name: 'app',
  options: projectOptions,
  heading: 'A new project',
  /** The very folder that was asked for: a project in a folder above is another one. */
  findRoot: ({ dir, names }) => resolve(dir, names[0] ?? '.'),
  begin,
  async choose({ begun }: Choosing) {
    // Also where there is no piece any more: the pages are to forget those that there were.
    return { selections: [{ pieces: [], parts: ['guide'] }], along: listAlong(begun as NewProject) };
  },
  async finish(root, { writes }, { commits }) {
    if (commits) await commitProject(root, writes);
  },
};

async function begin({ tree, options, asker, around, root, call }: Beginning): Promise<NewProject> {
  const flags = toRawOptions(call.flags);
  const memory = readConfig(tree.read(configPath));
  const isNew = Object.keys(memory.project).length === 0;
  if (isNew) refuseOtherProject(tree);
  const recorded = readManifest((path) => tree.read(path));
  const rename = findRename(tree, recorded, memory.project['packageName']);
  const remembered = rename === undefined ? memory.project : { ...memory.project, packageName: rename.to };
  const added = findAdded(followRename(recorded, rename), remembered, (path) => hasFile(tree, path));
  const dropped = findDropped(flags);
  const some = added('module').filter(
    (piece) => utilities.includes(piece) && !dropped.pieces.includes(piece),
  );
  const found = await findAnswers({
    flags,
    remembered: withAdded(remembered, added),
    around: await findSurroundings(root, call.cwd),
    asker,
  });
  const answers = placeGuides(found, some.length > 0, options.docsDir ?? memory.places[0]?.docsDir);
  const commits = readBoolean(flags, 'git') === true && !options.dryRun;
  if (commits) await refuseWithoutGit(root, call.cwd);
  const machine = {
    folder: relative(call.cwd, root),
    hasUv: around?.programs?.includes('uv') ?? false,
    isWindows: process.platform === 'win32',
  };
  const former = { ...answers, ...readRemembered(memory.project) } as ProjectAnswers;
  const begun = beginProject(answers, machine, isNew ? undefined : former);
  return { ...begun, dropped, commits, utilities: some, ...(rename && { rename }) };
}

function listAlong({ answers, utilities: some }: NewProject): readonly Along[] {
  const { includeTests, includeGuides, includePersistenceHelpers, includeApiUtilities } = answers;
  const flags = { tests: includeTests, docs: includeGuides };
  const pieces = includeApiUtilities ? utilities : some;
  return [
    ...(includePersistenceHelpers ? [{ command: persistence, names: [], flags }] : []),
    ...(pieces.length > 0 ? [{ command: utils, names: pieces, flags }] : []),
  ];
}

/** The guides are those of the pieces. */
function placeGuides(answers: ProjectAnswers, hasSome: boolean, docsDir = 'docs/how-to'): ProjectAnswers {
  const { includePersistenceHelpers, includeApiUtilities, includeGuides } = answers;
  const hasPieces = includePersistenceHelpers || includeApiUtilities || hasSome;
  return { ...answers, docsDir: includeGuides && hasPieces ? docsDir : '' };
}

async function findSurroundings(root: string, cwd: string): Promise<Surroundings> {
  return {
    folderName: basename(root),
    gitName: await readGitSetting('user.name', cwd),
    gitEmail: await readGitSetting('user.email', cwd),
    year: new Date().getFullYear(),
  };
}

/** Why no project can be begun in this folder, for who is asked for one. */
export function findFolderProblem(root: string): string | undefined {
  const tree = diskTree(root);
  const evidence = findEvidence(tree);
  const isBegun = Object.keys(readConfig(tree.read(configPath)).project).length > 0;
  if (evidence === undefined || isBegun) return undefined;
  return `there is a project already (${evidence}); choose another folder, or a new one`;
}

function findEvidence(tree: Tree): string | undefined {
  return languageIds.map((id) => languages[id].findEvidence(tree)).find((file) => file !== undefined);
}

/** A second project in the folder of one would leave both half done. */
function refuseOtherProject(tree: Tree): void {
  const evidence = findEvidence(tree);
  if (evidence === undefined) return;
  throw new UserError(
    `There is a project here already (${evidence}); nothing was written. Add pieces to it with ` +
      'generator-chora persistence or generator-chora utils, or begin another one in a folder of its own: ' +
      'generator-chora app FOLDER.',
  );
}
