/** Finds the project in which a run works: its root, its language, its package, and all places. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { languages } from '../languages/languages.js';
import { isLanguageId, type LanguageId, languageIds } from '../types/language-id.js';
import type { LanguageRow } from '../types/language-row.js';
import type { Answers, PackageCandidate, Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { FlagError, UserError } from '../types/user-error.js';
import { type Asker, askLanguage, askPackage } from './ask.js';

/** Files that mark the root of a project; a `.git` folder ends the search upwards. */
const rootMarkers = ['pyproject.toml', 'setup.py', 'setup.cfg', 'package.json', '.git'];

/** The nearest folder at or above `start` that is the root of a project; `start` itself when none is. */
export function findProjectRoot(start: string): string {
  const isRoot = (dir: string) => rootMarkers.some((marker) => existsSync(join(dir, marker)));
  return listAncestors(start).find(isRoot) ?? start;
}

/** A folder and those above it, the nearest first. */
function listAncestors(dir: string): readonly string[] {
  const parent = dirname(dir);
  return parent === dir ? [dir] : [dir, ...listAncestors(parent)];
}

export async function detectProject(tree: Tree, answers: Answers, asker: Asker): Promise<Project> {
  const language = await chooseLanguage(tree, answers, asker);
  const candidate = await choosePackage(language.packages(tree, answers), asker);
  if (candidate === undefined) throw new UserError('No package was chosen; name one with --package=NAME.');
  return language.project(tree, candidate, answers);
}

async function chooseLanguage(tree: Tree, answers: Answers, asker: Asker): Promise<LanguageRow> {
  if (answers.language !== undefined) return languageNamed(answers.language);
  const found = languageIds.filter((id) => languages[id].findEvidence(tree) !== undefined);
  if (found.length === 0) {
    // It says which there are, or takes the one that a flag names.
    const below = languageIds.filter((id) => languages[id].hasMembers(tree));
    if (below.length === 0) throw explainNone(tree);
    return chooseAmong(withPackage(tree, below, answers), asker);
  }
  return chooseAmong(withPackage(tree, found, answers), asker);
}

/** Of several languages, those that have the package that a flag names; all where none has. */
function withPackage(tree: Tree, found: readonly LanguageId[], answers: Answers): readonly LanguageId[] {
  if (answers.package === undefined || found.length < 2) return found;
  const having = found.filter((id) => hasPackage(languages[id], tree, answers));
  return having.length > 0 ? having : found;
}

function hasPackage(language: LanguageRow, tree: Tree, answers: Answers): boolean {
  try {
    return language.packages(tree, answers).length > 0;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

async function chooseAmong(found: readonly LanguageId[], asker: Asker): Promise<LanguageRow> {
  const [only] = found;
  if (only !== undefined && found.length === 1) return languages[only];
  const choices = found.map((id) => ({ name: languages[id].label, value: id }));
  return languageNamed(await askLanguage(choices, asker));
}

function explainNone(tree: Tree): UserError {
  const rows = languageIds.map((id) => languages[id]);
  const reason = rows.map((row) => row.explainLack?.(tree)).find((text) => text !== undefined);
  if (reason !== undefined) return new UserError(reason);
  const lacks = rows.map(({ label, lacks }) => `no ${label} project here (${lacks})`).join(', and ');
  return new UserError(
    `There is ${lacks}. Go to the folder of your project, or begin one with \`generator-chora app\`.`,
    `There is ${lacks}. Open the folder of your project, or begin a new one.`,
  );
}

function languageNamed(name: string): LanguageRow {
  if (isLanguageId(name)) return languages[name];
  throw new FlagError('language', name, `is not one of ${languageIds.join(', ')}.`);
}

async function choosePackage(
  candidates: readonly PackageCandidate[],
  asker: Asker,
): Promise<PackageCandidate | undefined> {
  if (candidates.length === 1) return candidates[0];
  const name = await askPackage(candidates, asker);
  return candidates.find((candidate) => candidate.name === name);
}
