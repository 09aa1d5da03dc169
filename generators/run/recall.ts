/** What earlier runs remembered, checked against the disk: pieces that were moved since are found again. */

import { type FileRecord, isOf, type Manifest } from '../core/manifest.js';
import { readManifest } from '../core/manifest-file.js';
import { isStillOurs } from '../core/origin.js';
import { languages } from '../languages/languages.js';
import { hasFile, hasFolder, isInside, joinPath, parentOf, readIfText } from '../tree/paths.js';
import type { PiecePart } from '../types/change.js';
import { isLanguageId } from '../types/language-id.js';
import type { Answers, Place } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { UserError } from '../types/user-error.js';
import { configPath, type Memory, readConfig } from './config.js';
import { listOwnFolders } from './own-folders.js';

export interface Recollection {
  /** With the places as they are now. */
  readonly memory: Memory;
  /** With the records where their files are now. */
  readonly manifest: Manifest;
  readonly notes: readonly string[];
}

/** Folders that a flag names, or that were decided on. */
type Wanted = Pick<Answers, 'sourceDir' | 'testsDir' | 'docsDir'>;

interface Scene {
  readonly tree: Tree;
  readonly wanted: Wanted;
  readonly onDoubt: (message: string) => void;
}

interface Folder {
  readonly key: 'sourceDir' | 'testsDir' | 'docsDir';
  readonly part: PiecePart;
  readonly flag: string;
}

const folders: readonly Folder[] = [
  { key: 'sourceDir', part: 'module', flag: '--source-dir' },
  { key: 'testsDir', part: 'test', flag: '--tests-dir' },
  { key: 'docsDir', part: 'guide', flag: '--docs-dir' },
];

/** `wanted` decides between copies; where it does not, `onDoubt` gets the message, and what follows goes by the record. */
export function recall(tree: Tree, wanted: Wanted = {}, onDoubt = refuse): Recollection {
  const memory = readConfig(tree.read(configPath));
  const start = {
    memory: { ...memory, places: [] },
    manifest: readManifest((path) => tree.read(path)),
    notes: [],
  };
  return memory.places.reduce<Recollection>(
    (found, place) => recallPlace({ tree, wanted, onDoubt }, found, place),
    start,
  );
}

function refuse(message: string): void {
  throw new UserError(message);
}

function recallPlace(scene: Scene, { memory, manifest, notes }: Recollection, place: Place): Recollection {
  const { tree } = scene;
  const where = (folder: Folder) => findAgain({ ...scene, manifest }, place, folder);
  const found = folders.map((folder) => [folder.key, where(folder)] as const);
  const moved: Place = { ...place, ...Object.fromEntries(found) };
  const keep = (now: Place | undefined) => ({
    ...memory,
    places: now ? [...memory.places, now] : memory.places,
  });
  // The package is gone, and the pieces with it: what is left of it in the record is not made anew.
  if (!isStanding(tree, moved.sourceDir)) return { memory: keep(undefined), manifest, notes };
  const way = { from: place.sourceDir, to: moved.sourceDir };
  const now =
    way.from === way.to
      ? moved
      : {
          ...moved,
          package: packageOf(tree, moved),
          testsDir: goAlong(tree, moved.testsDir, way),
          docsDir: goAlong(tree, moved.docsDir, way),
        };
  const changed = folders.filter(({ key }) => now[key] !== place[key]);
  return {
    memory: keep(now),
    manifest: changed.length === 0 ? manifest : moveRecords(manifest, place, now),
    notes: [
      ...notes,
      ...changed.map(
        ({ key }) => `What was in ${place[key]} is in ${now[key]} now, and is remembered there.`,
      ),
    ],
  };
}

/** Where a folder of the place is now; the same where nothing of it was moved. */
function findAgain(
  { tree, wanted, onDoubt, manifest }: Scene & Pick<Recollection, 'manifest'>,
  place: Place,
  { key, part, flag }: Folder,
): string {
  const old = place[key];
  const records = Object.entries(manifest.files).filter(
    ([path, record]) => record.part === part && isOfPlace(record, place) && parentOf(path) === old,
  );
  if (records.length === 0 || records.some(([path]) => hasFile(tree, path))) return old;
  const counted = listOwnFolders(tree)
    .map((dir) => ({ dir, count: records.filter((record) => isCopy(tree, dir, record)).length }))
    .filter(({ dir, count }) => count > 0 && !isOfAnother(manifest, { dir, records }));
  const most = Math.max(...counted.map(({ count }) => count));
  const [first, second] = counted.filter(({ count }) => count === most);
  const named = counted.find(({ dir }) => dir === joinPath(wanted[key] ?? '.'));
  if (named !== undefined) return named.dir;
  if (first === undefined || second === undefined) return first?.dir ?? old;
  onDoubt(
    `What was in ${old} is in ${first.dir} and in ${second.dir} now. Say with ${flag}=DIR which one it is.`,
  );
  return old;
}

/** A file of the same name that is still ours. */
function isCopy(tree: Tree, dir: string, [path, record]: [string, FileRecord]): boolean {
  const text = readIfText(tree, joinPath(dir, nameOf(path)));
  return text !== undefined && isStillOurs(text, record);
}

interface Copies {
  readonly dir: string;
  readonly records: readonly [string, FileRecord][];
}

/** Files of another place are not those of this one. */
function isOfAnother({ files }: Manifest, { dir, records }: Copies): boolean {
  return records.some(([path]) => files[joinPath(dir, nameOf(path))] !== undefined);
}

/** Whether a file was written for the package of a place. */
export function isOfPlace(record: FileRecord, { language, package: packageName }: Place): boolean {
  return isOf(record, { language, packageName });
}

/** A folder that is not there any more went along where the package that it was in was moved. */
function goAlong(
  tree: Tree,
  dir: string,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const [old, now] = [parentOf(from), parentOf(to)];
  return old === '' || !isInside(dir, old) || hasFolder(tree, dir)
    ? dir
    : joinPath(now, dir.slice(old.length));
}

/** Whether a folder is there, or the one that it was deleted from; one that leads out is for detection to refuse. */
function isStanding(tree: Tree, dir: string): boolean {
  if (/^(\.\.(\/|$)|\/|[a-z]:)/i.test(joinPath(dir))) return true;
  return hasFolder(tree, dir) || hasFolder(tree, parentOf(dir));
}

function packageOf(tree: Tree, { language, package: name, sourceDir }: Place): string {
  if (!isLanguageId(language)) return name;
  return languages[language].packages(tree, { sourceDir })[0]?.name ?? name;
}

function moveRecords({ files, edits = {}, ...rest }: Manifest, from: Place, to: Place): Manifest {
  const move = ([path, record]: [string, FileRecord]): [string, FileRecord] => {
    if (!isOfPlace(record, from)) return [path, record];
    const folder = folders.find(({ key, part }) => record.part === part && parentOf(path) === from[key]);
    const now = { ...record, package: record.package === '' ? '' : to.package };
    return [folder === undefined ? path : joinPath(to[folder.key], nameOf(path)), now];
  };
  const follow = (path: string) => {
    const key = folders.map((folder) => folder.key).find((each) => isInside(path, from[each]));
    return key === undefined ? path : joinPath(to[key], path.slice(from[key].length));
  };
  return {
    ...rest,
    files: Object.fromEntries(Object.entries(files).map(move)),
    edits: Object.fromEntries(Object.entries(edits).map(([path, record]) => [follow(path), record])),
  };
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}
