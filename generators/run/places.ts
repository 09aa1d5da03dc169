/** Which of the places that earlier runs used a run is about. */

import type { Answers, Place, Project } from '../types/project.js';
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

/** The guides of two languages have the same names: those of the later one get a folder of their own. */
export function withOwnGuides(project: Project, places: readonly Place[]): Project {
  const { language, docsDir, facts } = project;
  const other = places.find((place) => place.docsDir === docsDir && place.language !== language);
  if (other === undefined) return project;
  const guide = {
    label: 'guide',
    value: `${docsDir}/${language}`,
    because: `the guides for ${other.language} are in ${docsDir}`,
  };
  return {
    ...project,
    docsDir: guide.value,
    facts: facts.map((fact) => (fact.label === guide.label ? guide : fact)),
  };
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
