/** Which of the places that earlier runs used a run is about. */

import { posix } from 'node:path';
import { beginsBlock } from '../edit/managed-blocks.js';
import { languages } from '../languages/languages.js';
import type { Answers, Place, Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { UserError } from '../types/user-error.js';
import type { Asker } from './ask.js';

/** Undefined where it is about none of them: then everything is detected. */
export async function choosePlace(
  places: readonly Place[],
  given: Answers,
  asker: Asker,
): Promise<Place | undefined> {
  const meant = places.filter((place) => isMeant(place, given));
  if (meant.length <= 1) return meant[0];
  if (given.sourceDir !== undefined) return meant.find(({ sourceDir }) => sourceDir === given.sourceDir);
  if (!asker.canAsk) throw new UserError(explainSeveral(meant));
  const choices = meant.map((place) => ({ name: describePlace(place), value: place.sourceDir }));
  const chosen = await asker.select({
    name: 'place',
    title: 'Place',
    message: 'Which pieces is this about?',
    hint: 'Pieces were added in several places here.',
    choices,
  });
  return meant.find(({ sourceDir }) => sourceDir === chosen);
}

/** The guides of two languages, or packages, have the same names: those of the later one get a folder of their own. */
export function withOwnGuides(project: Project, places: readonly Place[]): Project {
  const { language, packageName, docsDir, facts } = project;
  const sharing = places.filter((place) => place.docsDir === docsDir);
  const [other] = sharing;
  if (other === undefined || sharing.some((place) => isOf(place, project))) return project;
  const isTaken = (name: string) => places.some((place) => place.docsDir === `${docsDir}/${name}`);
  const names = [language, posix.basename(packageName), nameForBlock(packageName)];
  const own = names.slice(other.language === language ? 1 : 0).find((name) => !isTaken(name));
  const guide = {
    label: 'guide',
    value: `${docsDir}/${own ?? language}`,
    because: `the guides for ${other.language === language ? other.package : other.language} are in ${docsDir}`,
  };
  return {
    ...project,
    docsDir: guide.value,
    facts: facts.map((fact) => (fact.label === guide.label ? guide : fact)),
  };
}

/** The id of the block of a package in a file that has one of another package already; undefined for the first. */
export function ownBlock(
  project: Project,
  places: readonly Place[],
  tree: Pick<Tree, 'read'>,
): string | undefined {
  const id = `${languages[project.language].agentsBlock}-${nameForBlock(project.packageName)}`;
  const isThere = ['AGENTS.md', 'CLAUDE.md'].some((path) => beginsBlock(tree.read(path) ?? '', id));
  const first = places.find(({ language }) => language === project.language);
  return isThere || (first !== undefined && !isOf(first, project)) ? id : undefined;
}

/** By its name, or by its place where it was renamed. */
function isOf(place: Place, { language, packageName, sourceDir }: Project): boolean {
  return place.language === language && (place.package === packageName || place.sourceDir === sourceDir);
}

/** `@acme/core` as `acme-core`. */
function nameForBlock(packageName: string): string {
  return packageName.replaceAll(/[^\w-]+/g, '-').replace(/^-/, '');
}

function isMeant(place: Place, given: Answers): boolean {
  return [
    given.language === undefined || given.language === place.language,
    given.package === undefined || given.package === place.package,
  ].every(Boolean);
}

function explainSeveral(places: readonly Place[]): string {
  const languages = new Set(places.map(({ language }) => language));
  const flag = languages.size === places.length ? '--language=NAME' : '--package=NAME';
  return `Pieces are in several places here: ${places.map(describePlace).join('; ')}. Choose one with ${flag}.`;
}

function describePlace({ language, package: name, sourceDir }: Place): string {
  return `${name} (${language}, ${sourceDir})`;
}
