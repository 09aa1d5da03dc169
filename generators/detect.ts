/** Finds the project in which a run works: its root, its language, its package, and all places. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Asker, askLanguage, askPackage } from './ask.js';
import { isLanguageId, languageIds, languages } from './core/languages.js';
import {
  type Answers,
  type LanguageRow,
  type PackageCandidate,
  type Project,
  type Tree,
  UserError,
} from './core/types.js';
import { nearest } from './options.js';

/** Files that mark the root of a project; a `.git` folder ends the search upwards. */
const rootMarkers = ['pyproject.toml', 'setup.py', 'setup.cfg', 'package.json', '.git'];

/** The nearest folder at or above `start` that is the root of a project; `start` itself when none is. */
export function findProjectRoot(start: string): string {
  if (rootMarkers.some((marker) => existsSync(join(start, marker)))) return start;
  const parent = dirname(start);
  return parent === start ? start : findRootAbove(parent, start);
}

function findRootAbove(dir: string, start: string): string {
  const root = findProjectRoot(dir);
  return rootMarkers.some((marker) => existsSync(join(root, marker))) ? root : start;
}

export async function detectProject(tree: Tree, answers: Answers, asker: Asker): Promise<Project> {
  const language = await chooseLanguage(tree, answers, asker);
  const candidate = await chooseCandidate(language.packages(tree), answers, asker);
  return language.project(tree, candidate, answers);
}

async function chooseLanguage(tree: Tree, answers: Answers, asker: Asker): Promise<LanguageRow> {
  if (answers.language !== undefined) return languageNamed(answers.language);
  const found = languageIds.filter((id) => languages[id].recognises(tree));
  const [only] = found;
  if (only === undefined) {
    throw new UserError(
      'There is no Python project here: no pyproject.toml, setup.cfg or setup.py, and no package. ' +
        'Go to the folder of your project, or name its language with --language.',
    );
  }
  if (found.length === 1) return languages[only];
  const choices = found.map((id) => ({ name: languages[id].label, value: id }));
  return languageNamed(await askLanguage(choices, asker));
}

function languageNamed(name: string): LanguageRow {
  if (isLanguageId(name)) return languages[name];
  throw new UserError(`--language=${name} is not one of ${languageIds.join(', ')}.`);
}

async function chooseCandidate(
  candidates: readonly PackageCandidate[],
  answers: Answers,
  asker: Asker,
): Promise<PackageCandidate> {
  const wanted = answers.package ?? (candidates.length > 1 ? await askPackage(candidates, asker) : undefined);
  const candidate = candidates.find(({ name }) => wanted === undefined || name === wanted);
  if (candidate !== undefined) return candidate;
  throw new UserError(
    explainNoCandidate(
      candidates.map(({ name }) => name),
      wanted,
    ),
  );
}

function explainNoCandidate(names: readonly string[], wanted: string | undefined): string {
  if (wanted === undefined) return 'There is no package here to add to. Name a folder with --source-dir=DIR.';
  const meant = nearest(wanted, names);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `--package=${wanted} is not a package of this project.${hint} Its packages: ${names.join(', ') || 'none'}.`;
}
