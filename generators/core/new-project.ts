/** Plans the files of a new project: every template whose folder names only conditions that hold. */

import { startingOf } from '../languages/languages.js';
import { conditionsOf } from '../tables/conditions.js';
import type { CreateFile } from '../types/change.js';
import type { LanguageId } from '../types/language-id.js';
import type { ProjectAnswers } from '../types/new-project.js';
import { fillTags } from './fill-tags.js';
import { referencePath } from './piece-places.js';

/** The templates, as the package holds them. */
export interface Templates {
  /** Paths of all files below a folder of templates, sorted, relative to it. */
  listTemplates(dir: string): readonly string[];
  /** The text of a template, `project/python/program/src/__main__.py`. */
  readTemplate(path: string): string;
}

/** A template, and the path that it would have if it stood in the project. */
interface Placed {
  readonly template: string;
  readonly path: string;
}

/** A part of a file, `pyproject.toml.d/10-project.toml`: the file is all of its parts, in order. */
const fragmentPattern = /^(?<file>.+)\.d\/\d\d-[^/]+$/;

/**
 * The files of a project, in the order of their paths.
 *
 * A template lies in `KIND/LANGUAGE/CONDITIONS/PATH`, or in `project/` where it is for all kinds. `dot-` at
 * the beginning of a name stands for a dot, because npm leaves some hidden files out of packages.
 */
export function planNewProject(answers: ProjectAnswers, templates: Templates): readonly CreateFile[] {
  const language = answers.language as LanguageId;
  const placed = [`project/${language}`, `${answers.projectType}/${language}`].flatMap((dir) =>
    findPlaced(dir, answers, templates),
  );
  const license = { template: `licenses/${answers.license}`, path: 'LICENSE' };
  const values = { ...startingOf(language).values(answers), referencePath: referencePath(answers) };
  const text = (template: string) => fillTags(templates.readTemplate(template), values);
  return [...groupByFile([...placed, license])]
    .map(([path, parts]) => ({
      path,
      text: parts.map(({ template }) => text(template)).join('\n'),
      isShared: parts.some((each) => each.path !== path),
    }))
    .map((file) => ({ kind: 'create' as const, ...file, piece: 'project', part: 'project' as const }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function findPlaced(dir: string, answers: ProjectAnswers, templates: Templates): readonly Placed[] {
  const conditions = conditionsOf(answers);
  const { place } = startingOf(answers.language);
  return templates.listTemplates(dir).flatMap((found) => {
    const [folder = '', ...rest] = found.split('/');
    if (!folder.split('+').every((condition) => conditions.has(condition))) return [];
    const path = rest.map((name) => name.replace(/^dot-/, '.')).join('/');
    return [{ template: `${dir}/${found}`, path: place(path, answers) }];
  });
}

/** The templates of each file, the parts of one in the order of their names. */
function groupByFile(placed: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const each of [...placed].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const file = fragmentPattern.exec(each.path)?.groups?.['file'] ?? each.path;
    groups.set(file, [...(groups.get(file) ?? []), each]);
  }
  return groups;
}
