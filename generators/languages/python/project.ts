/** The project of a package of Python: all decisions about places, made by the files of `detect/`. */

import { parentOf } from '../../tree/paths.js';
import type { Answers, Fact, PackageCandidate, Project } from '../../types/project.js';
import type { Tree } from '../../types/tree.js';
import { planCollection } from './detect/collect.js';
import { placeDocs } from './detect/docs.js';
import { findDescription } from './detect/evidence.js';
import { noteExports } from './detect/exports.js';
import { findFormatter, selectsRule } from './detect/formatters.js';
import { readImportSettings } from './detect/import-settings.js';
import { configAround } from './detect/members.js';
import { placeModules } from './detect/modules.js';
import { findPytestSettings } from './detect/pytest-settings.js';
import { checkRelease } from './detect/release.js';
import { checkRequires } from './detect/requires.js';
import { checkSingleModule } from './detect/single-module.js';
import { findLineLength, prefersAbsoluteImports, prefersSingleQuotes } from './detect/style.js';
import { planTestRun } from './detect/test-run.js';
import { placeTests } from './detect/tests.js';
import type { Owner } from './detect/tests-root.js';
import { isUnittestOnly, unittestReason } from './detect/unittest.js';

export function describeProject(tree: Tree, candidate: PackageCandidate, answers: Answers): Project {
  const config = configAround(tree, candidate.dir);
  const requires = checkRequires(config, answers);
  const modules = placeModules({ tree, config, candidate }, answers);
  const name = modules.sourceDir.split('/').at(-1) ?? '';
  const tests = placeTests({ tree, config, candidate, name }, answers);
  const docs = placeDocs(tree, config, answers);
  const settings = findPytestSettings(tree, config, answers.around ?? { above: [] });
  const running = planTestRun({ tree, config, candidate, settings }, answers);
  const collection = planCollection(settings, tests.testsDir);
  const isWithoutPytest = isUnittestOnly(tree, config, parentOf(tests.testsDir));
  const hasTests = answers.tests ?? !isWithoutPytest;
  const release = [...checkRelease(config, modules), ...checkSingleModule(tree, config, modules.importPath)];
  const opening = describeFinding({ tree, config }, candidate, answers);
  return {
    language: 'python',
    packageName: candidate.name,
    sourceDir: modules.sourceDir,
    importPath: modules.importPath,
    barrel: modules.barrel,
    testsDir: tests.testsDir,
    markers: [...modules.markers, ...tests.markers],
    markerText: selectsRule(tree, config, 'D104') ? `"""Part of ${candidate.name}."""\n` : '',
    docsDir: docs.docsDir,
    pageOpening: docs.opening,
    docsNav: docs.nav,
    lineLength: findLineLength(tree, config),
    singleQuotes: prefersSingleQuotes(tree, config),
    absoluteImports: prefersAbsoluteImports(tree, config, candidate),
    importSettings: readImportSettings(tree, config),
    // A project that was begun here is written as its formatter wants it, whichever version that is.
    formatter: answers.isBegun ? undefined : findFormatter(tree, config),
    testDependencyFile: running.file,
    otherTests: isWithoutPytest ? unittestReason : undefined,
    testCommand: running.command + collection.options,
    testCommandHere: running.commandHere + collection.options,
    facts: [...opening, ...modules.facts, tests.fact, docs.fact, requires.fact],
    notes: [
      ...modules.notes,
      ...noteExports(tree, modules.barrel),
      ...release,
      ...requires.notes,
      ...(hasTests ? [...tests.notes, ...collection.notes, ...running.notes] : []),
    ],
  };
}

function describeFinding(
  { tree, config }: Pick<Owner, 'tree' | 'config'>,
  { name, dir, because }: PackageCandidate,
  answers: Answers,
): readonly Fact[] {
  return [
    {
      label: 'language',
      value: 'Python',
      because: (config.dir && config.namedIn) || (findDescription(tree) ?? '--language'),
    },
    {
      label: 'package',
      value: `${name} (${dir})`,
      because: answers.package === undefined ? because : '--package',
    },
  ];
}
