/** Turns a template into the text of a generated file. */

import { languages } from '../languages/languages.js';
import type { Project } from '../types/project.js';
import { fill } from './fill-tags.js';

/** Modules are valid source with no tags; like tests, they follow the project's habit of importing. */
export function renderModule(template: string, heading: string, project: Project): string {
  const language = languages[project.language];
  return `${language.comment(heading)}\n${language.fitModule(template, project)}`;
}

export function renderTest(template: string, heading: string, project: Project): string {
  const language = languages[project.language];
  const { packageName, importPath, testImportPath = importPath, testOpening = '' } = project;
  const text = fill(template, { packageName, importPath: testImportPath });
  return `${testOpening}${language.comment(heading)}\n${language.fitModule(text, project)}`;
}

/** The title stays first, where linters of Markdown want it: the heading goes below it. */
export function renderGuide(template: string, heading: string, project: Project): string {
  const [title = ''] = /^# .*\n/.exec(template) ?? [];
  const { pageOpening = '' } = project;
  const text = renderSection(template.slice(title.length), project);
  return `${pageOpening}${title}\n<!-- ${heading} -->\n${text}`;
}

/** A part of a page. */
export function renderSection(template: string, project: Project): string {
  return languages[project.language].fitPage(fill(template, project), project);
}
