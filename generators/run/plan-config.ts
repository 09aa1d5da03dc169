/** Plans `.yo-rc.json`: the answers as later runs will find them. */

import { type Edited, readEdit } from '../core/edits.js';
import { fitWrite } from '../core/line-endings.js';
import type { Manifest } from '../core/manifest.js';
import type { Project } from '../types/project.js';
import { formerPackage } from './begin-project.js';
import {
  configPath,
  type Decisions,
  forgetMemory,
  formatConfig,
  formatMemory,
  readConfig,
} from './config.js';
import { isOfPlace, recall } from './recall.js';
import { type Request, readDecisions } from './request.js';

interface Setting {
  /** The records as they are, and as they will be. */
  readonly manifest: Manifest;
  readonly next: Manifest;
  /** The line ending of the repository. */
  readonly ending: string;
}

export function planConfig(request: Request, project: Project, { manifest, next, ending }: Setting): Edited {
  const before = request.tree.read(configPath);
  const known = readEdit(manifest, configPath);
  const format = request.removes ? planForgetting(request, next) : planRemembering(request, project);
  const write = (text: string | undefined) =>
    fitWrite({ path: configPath, text: format(text) }, text, ending).text;
  const isEdited = known !== undefined && known.text !== before;
  const edited = { path: configPath, edit: 'config', before };
  if (Object.keys(next.files).length > 0 || !request.removes)
    return { ...edited, after: write(before), ours: isEdited ? write(known.text) : undefined };
  return { ...edited, after: known !== undefined && !isEdited ? known.before : write(before) };
}

type Format = (text: string | undefined) => string | undefined;

function planRemembering(request: Request, project: Project): Format {
  const decided = decide(request, project);
  return (text) => formatConfig(text, project, decided);
}

/** Without the places of which nothing is left. */
function planForgetting({ tree, options }: Request, { files }: Manifest): Format {
  const { memory } = recall(tree);
  const isBegun = Object.keys(memory.project).length > 0;
  const places = memory.places.filter(
    (place) => isBegun || Object.values(files).some((record) => isOfPlace(record, place)),
  );
  if (places.length > 0) return (text) => formatMemory(text, { ...readDecisions(tree, options), places });
  return (text) => (text === undefined ? undefined : forgetMemory(text));
}

function decide({ tree, options, begun }: Request, project: Project): Decisions {
  const decisions = readDecisions(tree, options);
  if (begun === undefined) return { ...decisions, places: recall(tree, project).memory.places };
  const former = formerPackage(tree, begun);
  const places = readConfig(tree.read(configPath)).places.filter((place) => place.package !== former);
  return { ...decisions, places, begun: begun.answers };
}
