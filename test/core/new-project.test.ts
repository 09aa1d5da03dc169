/** The files of new projects, planned in every combination; test/projects runs what is generated. */

import assert from 'node:assert/strict';
import { planNewProject } from '../../generators/core/new-project.js';
import { listTemplates, readTemplate } from '../../generators/run/package-root.js';
import { conditionsOf } from '../../generators/tables/conditions.js';
import { type KindId, kindIds } from '../../generators/tables/kinds.js';
import type { ProjectAnswers } from '../../generators/types/new-project.js';
import { sampleAnswers as sample } from '../sample-answers.js';

const templates = { listTemplates, readTemplate };

const booleans = [
  'includeApiUtilities',
  'includePersistenceHelpers',
  'includeTests',
  'includePreCommit',
  'includeGithubActions',
  'includeJustfile',
  'includeAgentsMd',
  'minimal',
] as const;

/** Every kind with every set of flags. */
function* combinations(): Generator<ProjectAnswers> {
  for (const projectType of kindIds)
    for (let bits = 0; bits < 2 ** booleans.length; bits++) {
      const flags = Object.fromEntries(booleans.map((name, index) => [name, (bits >> index) % 2 === 1]));
      for (const cliFramework of projectType === 'cli_tool' ? ['typer', 'click'] : ['typer'])
        yield {
          ...sample,
          ...flags,
          projectType,
          cliFramework,
          githubUsername: bits % 2 === 0 ? '' : 'ada',
          includePublishing: bits % 2 === 1,
          includeDeployment: bits % 4 < 2,
        };
    }
}

/** Planned once: it takes its time. */
const all = [...combinations()].map((answers) => ({ answers, files: planNewProject(answers, templates) }));

function fileOf(path: string, answers: Partial<ProjectAnswers> = {}): string | undefined {
  return planNewProject({ ...sample, ...answers }, templates).find((file) => file.path === path)?.text;
}

function pathsOf(answers: Partial<ProjectAnswers>): readonly string[] {
  return planNewProject({ ...sample, ...answers }, templates).map(({ path }) => path);
}

describe('a new project', () => {
  it('has a value for every tag, and each file once, in every combination of kind and flags', () => {
    for (const { files } of all) {
      const paths = files.map(({ path }) => path);
      assert.deepEqual(paths, [...new Set(paths)]);
      assert.deepEqual(
        files.filter(({ text }) => /<%|undefined/.test(text)).map(({ path }) => path),
        [],
      );
    }
  });

  it('writes a template only under conditions that there are', () => {
    const known = new Set(all.flatMap(({ answers }) => [...conditionsOf(answers)]));
    const named = ['project', ...kindIds].flatMap((dir) =>
      listTemplates(`${dir}/python`).flatMap((path) => path.split('/')[0]?.split('+') ?? []),
    );
    assert.deepEqual(
      [...new Set(named)].filter((condition) => !known.has(condition)),
      [],
    );
  });

  it('ends every file with one line break', () => {
    for (const { files } of all) {
      assert.deepEqual(
        files.filter(({ text }) => !/^$|[^\n]\n$/.test(text)).map(({ path }) => path),
        [],
      );
    }
  });

  for (const [flag, files] of [
    ['includePreCommit', ['.pre-commit-config.yaml']],
    ['includeGithubActions', ['.github/dependabot.yml', '.github/workflows/ci.yml']],
    ['includeJustfile', ['justfile']],
    ['includeAgentsMd', ['AGENTS.md']],
  ] as const) {
    it(`has ${files.join(' and ')} only with ${flag}`, () => {
      const without = pathsOf({ [flag]: false });
      assert.deepEqual(
        pathsOf({}).filter((path) => !without.includes(path)),
        files,
      );
    });
  }

  it('has nothing of the sample program with minimal, and the rest of the project all the same', () => {
    const sample = /\bgreet\b|Notebook|import_notes|inbox|spool|draft|\btasks?\b(?!\.example)|\bjobs?\b/i;
    for (const { answers, files } of all) {
      if (!answers.minimal) continue;
      const speaking = files.filter(
        ({ path, text }) => !/^(LICENSE|\.github\/.*)$/.test(path) && sample.test(text),
      );
      assert.deepEqual(
        speaking.map(({ path, text }) => `${answers.projectType} ${path}: ${sample.exec(text)?.[0]}`),
        [],
      );
    }
    for (const projectType of kindIds) {
      const own = (path: string) => !/^(src|tests)\//.test(path);
      assert.deepEqual(
        pathsOf({ projectType, minimal: true }).filter(own),
        pathsOf({ projectType }).filter(own),
      );
    }
  });

  it('publishes releases only with includePublishing, and its README says how', () => {
    const added = pathsOf({ includePublishing: true }).filter((path) => !pathsOf({}).includes(path));
    assert.deepEqual(added, ['.github/workflows/publish.yml']);
    assert.match(fileOf('README.md', { includePublishing: true }) ?? '', /publish\.yml/);
    assert.doesNotMatch(fileOf('README.md') ?? '', /publish/);
  });

  for (const projectType of kindIds)
    it(`has a Dockerfile and a unit with includeDeployment just where it is a service: a ${projectType}`, () => {
      const without = pathsOf({ projectType });
      const added = pathsOf({ projectType, includeDeployment: true }).filter(
        (path) => !without.includes(path),
      );
      const isService = projectType === 'daemon' || projectType === 'web_service';
      assert.deepEqual(added, isService ? ['.dockerignore', 'Dockerfile', 'acme-notes.service'] : []);
      assert.doesNotMatch(fileOf('README.md', { projectType }) ?? '', /docker|systemd/);
    });

  it('keeps the state of a service where its unit and its image have room for it, if it has any', () => {
    const marks = /ACME_NOTES_STATE_DIR|VOLUME|StateDirectory|--volume/;
    for (const path of ['Dockerfile', 'acme-notes.service', 'README.md']) {
      const service = { projectType: 'web_service', includeDeployment: true };
      assert.match(fileOf(path, service) ?? '', marks);
      const without = { ...service, includePersistenceHelpers: false, docsDir: '' };
      assert.doesNotMatch(fileOf(path, without) ?? '', marks);
    }
  });

  it('has Dependabot look after the image where there is one', () => {
    const service = { projectType: 'daemon', includeDeployment: true };
    assert.match(fileOf('.github/dependabot.yml', service) ?? '', /package-ecosystem: docker/);
    assert.doesNotMatch(fileOf('.github/dependabot.yml') ?? '', /docker/);
  });

  it('pins each action by its hash, with the version as a comment, the same everywhere', () => {
    const files = pathsOf({ includePublishing: true }).filter((path) =>
      path.startsWith('.github/workflows/'),
    );
    const uses = files.flatMap((path) =>
      [...(fileOf(path, { includePublishing: true }) ?? '').matchAll(/uses: (.*)/g)].map(
        ([, use]) => use ?? '',
      ),
    );
    const pinned = /^([\w-]+\/[\w-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
    assert.deepEqual(
      uses.filter((use) => !pinned.test(use)),
      [],
    );
    assert.equal(new Set(uses).size, new Set(uses.map((use) => pinned.exec(use)?.[1])).size);
  });

  it('says the versions of Python that it supports, and that it is typed just where a py.typed says so', () => {
    for (const projectType of kindIds) {
      const classifiers = fileOf('pyproject.toml', { projectType, pythonVersion: '3.13' }) ?? '';
      assert.match(classifiers, /:: Python :: 3\.13",\n.*:: Python :: 3\.14",\n/);
      assert.doesNotMatch(classifiers, /:: Python :: 3\.12/);
      const isTyped = pathsOf({ projectType }).includes('src/acme_notes/py.typed');
      assert.equal(classifiers.includes('Typing :: Typed'), isTyped);
    }
  });

  it('has the configuration that hosts look for, with its own command, as an mcp_server', () => {
    const { mcpServers } = JSON.parse(fileOf('.mcp.json', { projectType: 'mcp_server' }) ?? '{}');
    assert.deepEqual(mcpServers, { 'acme-notes': { command: 'uv', args: ['run', 'acme-notes'] } });
    assert.match(fileOf('pyproject.toml', { projectType: 'mcp_server' }) ?? '', /^acme-notes = "/m);
  });

  it('is tested on the systems on which its kind runs', () => {
    const systemsOf = (projectType: string) =>
      [
        ...(fileOf('.github/workflows/ci.yml', { projectType }) ?? '').matchAll(/os: (\w+)-latest, python/g),
      ].map(([, os]) => os);
    assert.deepEqual(systemsOf('cli_tool'), ['macos', 'windows']);
    assert.deepEqual(systemsOf('daemon'), ['macos']);
  });

  it('has no test, and nothing that speaks of one, without tests', () => {
    for (const { answers, files } of all) {
      if (answers.includeTests) continue;
      const speaking = files.filter(
        ({ path, text }) => path.startsWith('tests/') || /pytest|coverage/.test(text),
      );
      assert.deepEqual(
        speaking.map(({ path }) => `${answers.projectType} ${path}`),
        [],
      );
    }
  });

  it('speaks of no tool or folder that its flags left out', () => {
    const marks = {
      includePreCommit: /pre-commit/,
      includeJustfile: /justfile|`just|just\.systems/,
      includeAgentsMd: /AGENTS/,
      includePersistenceHelpers: /StatefulObject/,
      includeApiUtilities: /ErrorFormatter|normalize_input/,
    } as const;
    for (const { answers, files } of all)
      for (const [flag, mark] of Object.entries(marks)) {
        if (answers[flag as keyof ProjectAnswers]) continue;
        const speaking = files.filter(({ path, text }) => path !== 'LICENSE' && mark.test(text));
        assert.deepEqual(
          speaking.map(({ path }) => `${answers.projectType} without ${flag}: ${path}`),
          [],
        );
      }
  });

  for (const license of ['MIT', 'Apache-2.0', 'GPL-3.0', 'BSD-3-Clause', 'Proprietary'])
    it(`has the full text of ${license}, and says so in pyproject.toml`, () => {
      const text = fileOf('LICENSE', { license }) ?? '';
      const ends = {
        MIT: 'SOFTWARE.\n',
        'Apache-2.0': 'limitations under the License.\n',
        'GPL-3.0': 'why-not-lgpl.html>.\n',
      };
      assert.ok(text.endsWith((ends as Record<string, string>)[license] ?? '.\n'));
      if (['MIT', 'BSD-3-Clause', 'Proprietary'].includes(license))
        assert.match(text, /Copyright \(c\) 2026,? Ada/);
      assert.match(
        fileOf('pyproject.toml', { license }) ?? '',
        /^license = "(MIT|Apache-2\.0|GPL-3\.0-or-later|BSD-3-Clause|LicenseRef-Proprietary)"$/m,
      );
    });

  it('quotes what the user wrote as TOML does', () => {
    const projectDescription = 'A "quoted" \\ <b>é';
    const text = fileOf('pyproject.toml', { projectDescription, authorName: 'O"Neil' }) ?? '';
    assert.ok(text.includes('description = "A \\"quoted\\" \\\\ <b>é"'));
    assert.ok(text.includes('name = "O\\"Neil"'));
  });

  it('is tested on every Python from the oldest that it supports', () => {
    const text = fileOf('.github/workflows/ci.yml', { pythonVersion: '3.13' }) ?? '';
    assert.ok(text.includes('python-version: ["3.13", "3.14"]'));
  });

  for (const projectType of kindIds)
    it(`has at most 32 files as a ${projectType} without pieces`, () => {
      const plain = { includePersistenceHelpers: false, docsDir: '' };
      // Besides: .yo-rc.json and the record.
      assert.ok(pathsOf({ projectType: projectType satisfies KindId, ...plain }).length + 2 <= 32);
    });
});
