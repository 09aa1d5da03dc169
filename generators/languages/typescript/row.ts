/** The row for TypeScript: all decisions about places, made by the files beside this one. */

import { posix } from 'node:path';
import { isSamePage } from '../../edit/same-markdown.js';
import { listErrorLines } from '../../edit/syntax-tree.js';
import { joinPath } from '../../tree/paths.js';
import type { LanguageRow } from '../../types/language-row.js';
import type { Answers, Fact, PackageCandidate, Project } from '../../types/project.js';
import type { Tree } from '../../types/tree.js';
import { chooseFrom, explainJavaScript } from './detect/candidates.js';
import { placeFoundTests } from './detect/found-place.js';
import { noteFoundTests, openingFor, readFoundTests } from './detect/found-tests.js';
import { findHabits } from './detect/habits.js';
import { findManager, managerIds } from './detect/manager.js';
import { findEvidenceIn, findMembers, rootPackage } from './detect/members.js';
import { noteLayout, noteLibrary, noteLinter, noteModules, noteNode, noteTypes } from './detect/notes.js';
import { isModule, type NodePackage, readPackage } from './detect/package-json.js';
import { type ModulesPlace, placeGuides, placeModules } from './detect/places.js';
import { findRunner, readMocha, testImportFor } from './detect/runner.js';
import { listSources, listTests, readSamples } from './detect/sources.js';
import { readSettings } from './detect/style.js';
import { noteTestRun, testCommandFor } from './detect/test-command.js';
import { findTsConfig, type Reading } from './detect/tsconfig.js';
import { addTypeScriptExports } from './edit/exports.js';
import { findTypeScriptUses } from './edit/find-uses.js';
import { fitPage, fitTypeScript } from './edit/fit.js';
import { canonicalTypeScript, isSameTypeScript } from './edit/same-code.js';
import { readTypeScript } from './edit/source.js';
import { listTypeScriptTokens } from './edit/tokens.js';

export const typescript: LanguageRow = {
  label: 'TypeScript',
  testPrograms: managerIds,
  agentsBlock: 'pieces-typescript',
  lacks: 'no tsconfig.json, and no typescript in package.json',
  explainLack: explainJavaScript,
  findEvidence: (tree) => findEvidenceIn(tree, ''),
  hasMembers: (tree) => findMembers(tree).length > 0,
  packages: (tree, answers) => chooseFrom(tree, answers ?? {}),
  project: describeProject,
  comment: (line) => (line === '' ? '//' : `// ${line}`),
  canonical: canonicalTypeScript,
  isCode,
  isSame: (path, a, b) =>
    isCode(path) ? isSameTypeScript(a, b) : isSamePage(path, a, b, { ts: isSameTypeScript }),
  tokens: listTypeScriptTokens,
  errorLines: (text) => listErrorLines(text, readTypeScript(text)),
  fillPackageName: (text) => text,
  fitModule: fitTypeScript,
  fitPage,
  testEnvironment: () => installingNothing,
  testName: (name, { testEnding = '.test.ts' }) => name.replace(/\.test\.ts$/, testEnding),
  findUses: findTypeScriptUses,
  addExports: addTypeScriptExports,
  addTestDependency: (text) => text,
};

/**
 * npx would fetch a runner that is not installed, pnpm install what it takes for out of date: into the original, by a link.
 * Under `npm run --silent`, npx would not say why it does not.
 */
const installingNothing = {
  npm_config_loglevel: 'error',
  npm_config_yes: 'false',
  npm_config_verify_deps_before_run: 'false',
  pnpm_config_verify_deps_before_run: 'false',
};

function isCode(path: string): boolean {
  return /\.[cm]?ts$/.test(path);
}

function describeProject(tree: Tree, candidate: PackageCandidate, answers: Answers): Project {
  const { dir, name } = candidate;
  const reading: Reading = { tree, around: answers.around };
  const own = readPackage(tree, dir) ?? { dir, data: {} };
  const packages = [own, ...listRoots(reading, own)];
  const config = findTsConfig(reading, dir);
  const settings = readSettings(reading, own);
  const habits = findHabits({ samples: readSamples(tree, listSources(tree, dir)), config, own, settings });
  const modules = placeModules(reading, dir, answers);
  const guides = placeGuides(tree, dir, answers);
  const testFiles = listTests(tree, dir);
  const signs = { tree, packages, tests: readSamples(tree, testFiles), config };
  const runner = findRunner(signs);
  const found = readFoundTests(signs, runner, testFiles);
  const tests = placeFoundTests({ tree, dir, modules, answers, tests: testFiles }, found);
  const manager = findManager(packages, [{ tree, dir }, { tree, dir: '' }, ...aboveOf(reading)]);
  const { because, ...written } = habits;
  const run = {
    runner: runner.id,
    manager,
    packages,
    importEnding: habits.importEnding,
    settings: readMocha(signs),
  };
  const isHere = answers.around?.programs?.includes(manager) ?? true;
  return {
    language: 'typescript',
    packageName: name,
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
    testOpening: openingFor(runner, found, {
      path: joinPath(tests.dir, `persistence${tests.ending}`),
      packages,
    }),
    formatter: settings.formatter,
    testDependencyFile: undefined,
    testCommand: testCommandFor(run),
    testCommandHere: testCommandFor(isHere ? run : { ...run, manager: 'npm' }),
    testsRunIn: runner.dir,
    otherTests: runner.conflict,
    facts: [
      { label: 'language', value: 'TypeScript', because: findEvidenceIn(tree, dir) ?? '--language' },
      {
        label: 'package',
        value: `${name} (${dir || '.'})`,
        because: answers.package === undefined ? candidate.because : '--package',
      },
      describeKind(own, habits.importEnding, because),
      modules.fact,
      tests.fact,
      { label: 'runner', value: runner.id === 'node' ? 'node:test' : runner.id, because: runner.because },
      guides.fact,
    ],
    notes: [
      ...noteNode(own),
      ...noteLayout(settings, [modules.dir, tests.dir]),
      ...noteLinter(tree, { packages, settings }, [modules.dir, tests.dir]),
      ...noteTypes(packages, config),
      ...noteLibrary(config),
      ...noteModules(own, config),
      ...((answers.tests ?? runner.conflict === undefined)
        ? [...noteTestRun(run), ...noteFoundTests(tree, found, { runner, place: tests })]
        : []),
    ],
  };
}

function describeKind(own: NodePackage, ending: string, because: string): Fact {
  const kind = isModule(own) ? 'ESM' : 'CommonJS';
  const value = `${kind}, imports ${ending === '' ? 'without an ending' : `end with ${ending}`}`;
  return { label: 'modules are', value, because };
}

/** The root of a workspace that the package is in: of the repository, or above the folder that the run works in. */
function listRoots({ tree, around }: Reading, { dir }: NodePackage): readonly NodePackage[] {
  const above = around?.above.flatMap(({ tree: outer }) => readPackage(outer, '') ?? []) ?? [];
  return [...(dir === '' ? [] : [rootPackage(tree)]), ...above];
}

function aboveOf({ around }: Reading): readonly { readonly tree: Tree; readonly dir: string }[] {
  return around?.above.map(({ tree }) => ({ tree, dir: '' })) ?? [];
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
