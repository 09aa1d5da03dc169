/** Fills the tags of a template. */

import ejs from 'ejs';
import type { Project } from '../types/project.js';

/** The two names that tests and guides may use, as `<%- packageName %>` and `<%- importPath %>`. */
type TemplateNames = Pick<Project, 'packageName' | 'importPath'>;

/** Fills the two tags of a template. */
export function fill(template: string, { packageName, importPath }: TemplateNames): string {
  return fillTags(template, { packageName, importPath });
}

/** Fills tags by their names; a name that has no value is an error. */
export function fillTags(template: string, values: Readonly<Record<string, string>>): string {
  return ejs.render(template, values);
}
