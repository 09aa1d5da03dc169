/** Finds the project that a run is about: by flags, by what earlier runs remembered, by detection. */

import type { Answers, Fact, Project } from '../types/project.js';
import { findNewProject } from './begin-project.js';
import { configPath, readConfig } from './config.js';
import { detectProject } from './detect.js';
import { findCopies } from './find-copies.js';
import { withLinksOut } from './links-out.js';
import { choosePlace, withOwnGuides } from './places.js';
import { toKebabCase } from './read-options.js';
import { recall } from './recall.js';
import { type Request, readDecisions } from './request.js';

/** Flags win over what an earlier run remembered, and that over the habits of a new project; the rest is detected. */
export async function findProject({
  tree,
  options,
  asker,
  begun,
  around,
  removes,
}: Request): Promise<Project> {
  const { language, package: packageName, sourceDir, testsDir, docsDir } = options;
  const flags = { language, package: packageName, sourceDir, testsDir, docsDir };
  const said: Answers = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  const adopts = options.adopt && readConfig(tree.read(configPath)).places.length === 0;
  const given = adopts ? { ...findCopies(tree, language), ...said } : said;
  if (begun !== undefined) {
    const { places } = readConfig(tree.read(configPath));
    const { language: kind, packageName: name } = begun.answers;
    const place = places.find((each) => each.language === kind && each.package === name);
    return findNewProject({ tree, begun, asker }, { ...place, ...given });
  }
  const { memory, notes } = recall(tree, given);
  const place = await choosePlace(memory.places, given, asker);
  const isBegun = Object.keys(memory.project).length > 0;
  const lookedAt = {
    ...(around && { around }),
    ...(options.tests !== undefined && { tests: options.tests }),
    // What goes need not fit.
    ...(removes && { ignoreRequires: true }),
  };
  const detected = await detectProject(
    tree,
    { ...place, ...given, isBegun, ...readDecisions(tree, options), ...lookedAt },
    asker,
  ).catch((error: unknown) => {
    throw withLinksOut(error, tree);
  });
  const project = given.docsDir === undefined ? withOwnGuides(detected, memory.places) : detected;
  const source = adopts ? 'files of the pieces are there' : `remembered in ${configPath}`;
  const facts = project.facts.map((fact) => nameSource(fact, said, source));
  // What detection notes is about what is to be added.
  return { ...project, facts, notes: [...notes, ...(removes ? [] : project.notes)] };
}

/** A place that counts as given by a flag, but was not in this run, has another source. */
function nameSource(fact: Fact, given: Answers, source: string): Fact {
  const flags = Object.keys(given).map((name) => `--${toKebabCase(name)}`);
  return fact.because.startsWith('--') && !flags.includes(fact.because) ? { ...fact, because: source } : fact;
}
