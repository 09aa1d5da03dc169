/** The project of a package of TypeScript: all decisions about places, made by the files of `detect/`. */

import { posix } from 'node:path';
import { joinPath } from '../../tree/paths.js';
import type { Answers, Fact, PackageCandidate, Project } from '../../types/project.js';
import type { Tree } from '../../types/tree.js';
import { noteFoundTests, openingFor } from './detect/found-tests.js';
import { findEvidenceIn } from './detect/members.js';
import { noteLayout, noteLibrary, noteLinter, noteModules, noteNode, noteTypes } from './detect/notes.js';
import { isModule, type NodePackage } from './detect/package-json.js';
import type { ModulesPlace } from './detect/places.js';
import { testImportFor } from './detect/runner.js';
import { noteTestRun, testCommandFor } from './detect/test-command.js';
import { type Gathered, gather } from './gather.js';

export function describeProject(tree: Tree, candidate: PackageCandidate, answers: Answers): Project {
  const gathered = gather({ tree, candidate, answers });
  const { packages, habits, settings, modules, guides, signs, runner, tests, testRun } = gathered;
  const { because: _, ...written } = habits;
  const isHere = answers.around?.programs?.includes(testRun.manager) ?? true;
  return {
    language: 'typescript',
    packageName: candidate.name,
    sourceDir: modules.dir,
    importPath: wayFrom(modules.root, modules.dir),
    testImportPath: wayFrom(tests.dir, modules.dir),
    barrel: findBarrel(tree, modules),
    testsDir: tests.dir,
    testEnding: tests.ending,
    markers: [],
    docsDir: guides.dir,
    lineLength: 80,
    ...written,
    testImport: testImportFor(runner.id, signs),
    testOpening: openingFor(runner, gathered.found, {
      path: joinPath(tests.dir, `persistence${tests.ending}`),
      packages,
    }),
    formatter: settings.formatter,
    testDependencyFile: undefined,
    testCommand: testCommandFor(testRun),
    testCommandHere: testCommandFor(isHere ? testRun : { ...testRun, manager: 'npm' }),
    testsRunIn: runner.dir,
    otherTests: runner.conflict,
    facts: listFacts(gathered),
    notes: listNotes(gathered),
  };
}

function listFacts({
  tree,
  candidate,
  answers,
  own,
  habits,
  modules,
  tests,
  runner,
  guides,
}: Gathered): readonly Fact[] {
  const { name, dir, because } = candidate;
  return [
    { label: 'language', value: 'TypeScript', because: findEvidenceIn(tree, dir) ?? '--language' },
    {
      label: 'package',
      value: `${name} (${dir || '.'})`,
      because: answers.package === undefined ? because : '--package',
    },
    describeKind(own, habits.importEnding, habits.because),
    modules.fact,
    tests.fact,
    { label: 'runner', value: runner.id === 'node' ? 'node:test' : runner.id, because: runner.because },
    guides.fact,
  ];
}

function listNotes(gathered: Gathered): readonly string[] {
  const { tree, answers, own, packages, config, settings, samples, modules, tests, runner, found, testRun } =
    gathered;
  const folders = [modules.dir, tests.dir];
  const hasTests = answers.tests ?? runner.conflict === undefined;
  return [
    ...noteNode(own),
    ...noteLayout(settings, folders),
    ...noteLinter(tree, { packages, settings }, folders),
    ...noteTypes({ packages, config, manager: testRun.manager, samples }),
    ...noteLibrary(config),
    ...noteModules(own, config),
    ...(hasTests ? [...noteTestRun(testRun), ...noteFoundTests(tree, found, { runner, place: tests })] : []),
  ];
}

function describeKind(own: NodePackage, ending: string, because: string): Fact {
  const kind = isModule(own) ? 'ESM' : 'CommonJS';
  const value = `${kind}, imports ${ending === '' ? 'without an ending' : `end with ${ending}`}`;
  return { label: 'modules are', value, because };
}

/** Only one that is there: nobody who has none misses it, and linters and bundlers have reasons against it. */
function findBarrel(tree: Tree, { dir }: ModulesPlace): string | undefined {
  const path = posix.join(dir, 'index.ts');
  return tree.read(path) === undefined ? undefined : path;
}

/** How an import in one folder begins that leads to another: `../src/utils`. */
function wayFrom(from: string, to: string): string {
  const way = posix.relative(from, to);
  return way.startsWith('.') ? way : `./${way}`.replace(/\/$/, '');
}
