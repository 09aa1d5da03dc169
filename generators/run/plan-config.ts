/** Plans `.yo-rc.json`: the answers as later runs will find them. */

import { type Edited, readEdit } from '../core/edits.js';
import { fitWrite } from '../core/line-endings.js';
import type { Manifest } from '../core/manifest.js';
import type { Project } from '../types/project.js';
import { formerPackage } from './begin-project.js';
import { configPath, type Decisions, formatConfig, readConfig } from './config.js';
import { recall } from './recall.js';
import { type Request, readDecisions } from './request.js';

export function planConfig(
  request: Request,
  project: Project,
  { manifest, ending }: { readonly manifest: Manifest; readonly ending: string },
): Edited {
  const before = request.tree.read(configPath);
  const known = readEdit(manifest, configPath);
  const decided = decide(request, project);
  const write = (text: string | undefined) =>
    fitWrite({ path: configPath, text: formatConfig(text, project, decided) }, text, ending).text;
  const ours = known === undefined || known.text === before ? undefined : write(known.text);
  return { path: configPath, edit: 'config', before, after: write(before), ours };
}

function decide({ tree, options, begun }: Request, project: Project): Decisions {
  const decisions = readDecisions(tree, options);
  if (begun === undefined) return { ...decisions, places: recall(tree, project).memory.places };
  const former = formerPackage(tree, begun);
  const places = readConfig(tree.read(configPath)).places.filter((place) => place.package !== former);
  return { ...decisions, places, begun: begun.answers };
}
