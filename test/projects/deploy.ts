/**
 * Deploys a service as its Dockerfile and its unit of systemd say, without Docker: the same commands, in the same
 * order, on no more files than the image is built from.
 */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isService } from './cases.js';
import { type NewProject, projectName, readFile } from './project.js';
import { findFreePort } from './readme.js';
import { runCommand, signal, start, waitFor } from './shell.js';

const opt = `/opt/${projectName}`;

export async function proveDeployment(project: NewProject): Promise<void> {
  const isDeployed = isService(project.chosen) && project.chosen['deployment'] === 'on';
  for (const path of ['Dockerfile', '.dockerignore', `${projectName}.service`])
    assert.equal(existsSync(join(project.cwd, path)), isDeployed, path);
  if (!isDeployed) return;
  await runCommand('hadolint Dockerfile', project);
  await buildImage(project);
  await runImage(project);
  await checkUnit(project);
  await runCommand('rm -r image', project);
}

/** Builds the environment of the image in the folder `image`. */
async function buildImage(project: NewProject): Promise<void> {
  const [dependencies, whole] = [...readFile(project, 'Dockerfile').matchAll(/^ {4}(uv sync .*)$/gm)].map(
    ([, command]) => command,
  );
  const files = [...readFile(project, '.dockerignore').matchAll(/^!(.*)$/gm)].map(([, path]) => path);
  const settings = 'UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=../image';
  await runCommand(
    `mkdir build && cp pyproject.toml uv.lock build && cd build && ${settings} ${dependencies} --quiet
    cd .. && cp -r ${files.join(' ')} build && cd build && ${settings} ${whole} --quiet
    cd .. && rm -r build`,
    project,
  );
}

/** Starts what the image starts; it is healthy, and SIGTERM, which is all that Docker sends, is a clean end. */
async function runImage(project: NewProject): Promise<void> {
  const dockerfile = readFile(project, 'Dockerfile');
  const port = String(await findFreePort());
  const isWeb = project.chosen['kind'] === 'web_service';
  const words = [...listOf('ENTRYPOINT', dockerfile), ...listOf('CMD', dockerfile)];
  const command = [...words, ...(isWeb ? ['--port', port] : [])].join(' ');
  const PATH = `${join(project.cwd, 'image/bin')}:${project.env['PATH']}`;
  const [, variable = 'UNUSED'] = /^ENV (\w+_STATE_DIR)=/m.exec(dockerfile) ?? [];
  const state = join(project.cwd, 'image/state');
  const image = { ...project, env: { ...project.env, PATH, [variable]: state, HOME: '/' } };
  const running = start(`exec ${command}`, image);
  await waitFor(running, isWeb ? /Listening on/ : /Working on/);
  const check = listOf('HEALTHCHECK [^[]*CMD', dockerfile).map((word) => word.replace('8000', port));
  assert.equal(check.length > 0, isWeb);
  if (isWeb) await runCommand(check.map((word) => `"${word}"`).join(' '), image);
  signal(running, 'SIGTERM');
  assert.equal(await running.ended, 0, running.output());
}

/** The words of an instruction in its form for programs, which has no shell between Docker and the program. */
function listOf(instruction: string, dockerfile: string): readonly string[] {
  const [, words = '[]'] = new RegExp(`^${instruction} (\\[.*\\])$`, 'm').exec(dockerfile) ?? [];
  return JSON.parse(words);
}

/** systemd takes every line of it, and the command that it starts is there. */
async function checkUnit(project: NewProject): Promise<void> {
  const unit = `${projectName}.service`;
  assert.match(readFile(project, unit), new RegExp(`^ExecStart=${opt}/bin/${projectName}( run)?$`, 'm'));
  await runCommand(
    `mkdir unit && sed 's#${opt}#${join(project.cwd, 'image')}#' ${unit} > unit/${unit}
    systemd-analyze verify --man=no unit/${unit} && rm -r unit`,
    project,
  );
  const report = await runCommand(`systemd-analyze security --offline=true ./${unit}`, project);
  const [, exposure = '10'] = /Overall exposure level for .*: ([\d.]+)/.exec(report) ?? [];
  assert.ok(Number(exposure) < 2, report);
}
