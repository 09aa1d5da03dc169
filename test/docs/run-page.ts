/** Runs the blocks of a page in a real Python, in a folder of their own. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonEnvironment, repositoryRoot, withTools } from '../python/environment.js';
import { writeProject } from '../sample-project.js';
import { everything } from './pages.js';
import type { Block, Page } from './read-page.js';

/** By line of the block: what is wrong with it, or null. */
export type Results = ReadonlyMap<number, string | null>;

const driver = join(repositoryRoot, 'test/docs/run_blocks.py');
const timeout = 60_000;

/** The blocks import from a project with these files, by default one with all pieces. */
export function runPage({ blocks }: Page, files = everything.files): Results {
  const folder = mkdtempSync(join(tmpdir(), 'chora-docs-'));
  try {
    writeProject(join(folder, 'project'), files);
    mkdirSync(join(folder, 'home'));
    return runBlocks(blocks, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runBlocks(blocks: readonly Block[], folder: string): Results {
  const [request, answer] = [join(folder, 'blocks.json'), join(folder, 'results.jsonl')];
  writeFileSync(request, JSON.stringify(blocks));
  const home = join(folder, 'home');
  const env = withTools({
    PATH: process.env['PATH'],
    HOME: home,
    PYTHONPATH: join(folder, 'project/src'),
    PYTHONDONTWRITEBYTECODE: '1',
  });
  const run = spawnSync(pythonEnvironment(), [driver, request, answer], {
    cwd: home,
    env,
    encoding: 'utf8',
    timeout,
  });
  return collect(blocks, answer, run.stderr);
}

/** A process that ended early leaves blocks without a result: they count as failed. */
function collect(blocks: readonly Block[], answer: string, stderr: string): Results {
  const lines = existsSync(answer) ? readFileSync(answer, 'utf8').split('\n').filter(Boolean) : [];
  const ran = new Map(lines.map((line) => JSON.parse(line) as [number, string | null]));
  const missing = `The process ended before it had a result for this block.\n${stderr}`;
  return new Map(
    blocks.map(({ line }) => {
      const error = ran.get(line);
      return [line, error === undefined ? missing : error];
    }),
  );
}
