/** What has to hold of every new project, whatever was chosen; each proof is the sentence that it proves. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { proveDeployment } from './deploy.js';
import { proveSurvival } from './live.js';
import { findBrokenLinks, findMissingPaths, findMissingTools } from './mentions.js';
import { type NewProject, projectName, readFile } from './project.js';
import { followReadme } from './readme.js';
import { runCommand } from './shell.js';

export type Proof = (project: NewProject) => void | Promise<void>;

export const proofs: Readonly<Record<string, Proof>> = {
  'says the commands of its README': (project) => {
    for (const line of project.report.split('\n').filter((text) => /^(Run|Test) it:/.test(text)))
      assert.ok(readFile(project, 'README.md').includes(line.replace(/^.*?: +/, '')), line);
  },
  'does what its README says, command by command, its tests with their threshold of coverage among them':
    followReadme,
  'passes ruff, also its formatter, and mypy, strict, which finds no code that is never reached': async (
    project,
  ) => {
    await runCommand(
      'uv run ruff check && uv run ruff format --check && uv run mypy --warn-unreachable',
      project,
    );
  },
  'has tests, and a command that runs them, just where they were asked for': (project) => {
    const has = project.chosen['tests'] === 'on';
    assert.equal(existsSync(join(project.cwd, 'tests')), has);
    assert.equal(readFile(project, 'README.md').includes('pytest --cov'), has);
  },
  'keeps its state over kill -9': proveSurvival,
  'is deployed as its Dockerfile and its unit of systemd say, which linters accept': proveDeployment,
  'links only to what is there, and names only paths and tools that are there': (project) => {
    const missing = [findBrokenLinks, findMissingPaths, findMissingTools].flatMap((find) => find(project));
    assert.deepEqual(missing, []);
  },
  'has files for GitHub that schemas and zizmor accept, a justfile that is formatted, and recipes that pass':
    async (project) => {
      const has = (path: string) => existsSync(join(project.cwd, path));
      const check = 'check-jsonschema --builtin-schema vendor.';
      if (has('.github')) {
        await runCommand(`${check}github-workflows .github/workflows/ci.yml`, project);
        await runCommand(`${check}dependabot .github/dependabot.yml`, project);
        await runCommand('zizmor --offline .github', project);
      }
      if (!has('justfile')) return;
      await runCommand('just --fmt --unstable --check && just --list && just lint', project);
    },
  'runs from the installed wheel, which the source distribution also builds': async (project) => {
    await runCommand(
      'uv build --quiet && uv venv --quiet wheel && uv pip install --quiet --python wheel dist/*.whl',
      project,
    );
    const module = projectName.replaceAll('-', '_');
    const command = readFile(project, 'pyproject.toml').includes('[project.scripts]')
      ? `wheel/bin/${projectName} --version`
      : `wheel/bin/python -c 'import ${module}; print(${module}.__version__)'`;
    assert.match(await runCommand(command, { ...project, cwd: project.cwd }), /0\.1\.0/);
    const listed = await runCommand('tar -tf dist/*.tar.gz && unzip -l dist/*.whl', project);
    assert.doesNotMatch(listed, /\.chora|\.yo-rc|\.github/);
  },
  'installs with pip as its README says, and without -e, and passes its tests there': async (project) => {
    if (!isPlain(project)) return;
    const [, block = ''] = /```sh\n(python3 -m venv[^`]*)```/.exec(readFile(project, 'README.md')) ?? [];
    const [venv, install] = block.split('\n');
    await runCommand(`rm -rf .venv; ${venv} && ${install} --quiet && .venv/bin/pytest --cov`, project);
    await runCommand('uv venv --quiet --seed plain && plain/bin/pip install --quiet .', project);
  },
  'passes its own checks before a commit': async (project) => {
    if (!isPlain(project) || project.chosen['pre-commit'] === 'off') return;
    await runCommand('git init --quiet && git add --all && uv run pre-commit run --all-files', project);
  },
  'passes its tests with the lowest versions that it allows': async (project) => {
    if (!isPlain(project)) return;
    await runCommand('uv sync --quiet --resolution lowest-direct && uv run --no-sync pytest', project);
  },
};

/** Once for each kind: what takes long, and depends on no other choice. */
function isPlain({ chosen }: NewProject): boolean {
  return chosen['pieces'] === 'persistence' && chosen['tests'] === 'on';
}
