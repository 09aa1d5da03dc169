/** What a project's user decided, remembered in `.yo-rc.json`, which is Yeoman's file for answers. */

import { applyEdits, modify } from 'jsonc-parser';
import { isRecord, parseJson } from '../text/json.js';
import { formatJson } from '../text/printable.js';
import type { ProjectAnswers } from '../types/new-project.js';
import type { Answers, Place, Project } from '../types/project.js';
import { UserError } from '../types/user-error.js';

export const configPath = '.yo-rc.json';

const configKey = 'generator-chora';
const placeKeys = ['language', 'package', 'sourceDir', 'testsDir', 'docsDir'] as const;

/** What earlier runs were told and where they put their files. */
export interface Memory extends Pick<Answers, 'ignoreRequires' | 'agentsMd'> {
  /** One for each package that has pieces. */
  readonly places: readonly Place[];
  /** The answers of a project that was begun by this generator; empty for any other. */
  readonly project: Readonly<Record<string, unknown>>;
}

/** Throws a UserError where the file is not JSON. */
export function readConfig(text: string | undefined): Memory {
  const stored = parseConfig(text)[configKey];
  const values = isRecord(stored) ? stored : {};
  const { places, project } = values;
  return {
    // Earlier versions knew one place, and kept it beside the rest.
    places: (Array.isArray(places) ? places : [values]).filter(isPlace).map(toPlace),
    project: isRecord(project) ? project : {},
    ...(values['ignoreRequiresPython'] === true ? { ignoreRequires: true } : {}),
    ...(values['includeAgentsMd'] === false ? { agentsMd: false } : {}),
  };
}

/** What is to be remembered of a run. */
export interface Decisions extends Pick<Answers, 'ignoreRequires' | 'agentsMd'> {
  /** The places as they are now, where that is not as the file has them. */
  readonly places?: readonly Place[];
  /** The answers of a project that is begun now. */
  readonly begun?: ProjectAnswers;
}

/** The file with the places of this project among the others, so that later runs put their files beside these,
 * with what its user allowed or declined, and with the answers that a new project began with. */
export function formatConfig(text: string | undefined, project: Project, decided: Decisions = {}): string {
  const places = decided.places ?? readConfig(text).places;
  return formatMemory(text, { ...decided, places: withPlace(places, placeOf(project)) });
}

/** The file with these places. */
export function formatMemory(text: string | undefined, decided: Decisions): string {
  const { places = [], begun: answers = readConfig(text).project } = decided;
  const config = {
    ...parseConfig(text),
    [configKey]: {
      places,
      ...(decided.ignoreRequires ? { ignoreRequiresPython: true } : {}),
      ...(decided.agentsMd === false ? { includeAgentsMd: false } : {}),
      ...(Object.keys(answers).length === 0 ? {} : { project: answers }),
    },
  };
  return `${formatJson(config)}\n`;
}

/** The file without what is this generator's; undefined where nothing else is in it. */
export function forgetMemory(text: string): string | undefined {
  const rest = applyEdits(text, modify(text, [configKey], undefined, {}));
  return Object.keys(parseConfig(rest)).length === 0 ? undefined : rest;
}

/** In a fixed order, so that the order of runs leaves no trace. */
function withPlace(places: readonly Place[], added: Place): readonly Place[] {
  const others = places.filter((place) => !isSamePackage(place, added));
  const key = (place: Place) => `${place.language} ${place.package}`;
  return [...others, added].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function isSamePackage(a: Place, b: Place): boolean {
  return a.language === b.language && a.package === b.package;
}

function placeOf({ language, packageName, sourceDir, testsDir, docsDir }: Project): Place {
  return { language, package: packageName, sourceDir, testsDir, docsDir };
}

function isPlace(value: unknown): value is Place {
  return isRecord(value) && placeKeys.every((key) => typeof value[key] === 'string');
}

function toPlace(place: Place): Place {
  return Object.fromEntries(placeKeys.map((key) => [key, place[key]])) as unknown as Place;
}

/** In characters: places of some thousand packages. */
const limit = 1_000_000;

function parseConfig(text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {};
  if (text.length > limit)
    throw new UserError(
      `${configPath} is larger than any configuration: mend it, or delete it and run again.`,
    );
  const config = parseJson(text);
  if (isRecord(config)) return { ...config };
  const reason = /^<{7} /m.test(text)
    ? 'holds conflict markers of a merge; resolve them, keeping the places of both sides'
    : 'does not hold a JSON object; mend it, or delete it';
  throw new UserError(`${configPath} ${reason} and run again.`);
}
