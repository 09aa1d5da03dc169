/** New servers, under the real uvicorn: a signal ends them also where an exception of its handler would be lost. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { planNewProject } from '../../generators/core/new-project.js';
import { listTemplates, readTemplate } from '../../generators/run/package-root.js';
import { outputOf, run } from '../acceptance/commands.js';
import { makeScratch } from '../acceptance/scratch.js';
import { cacheFolder, makeEnvironment, repositoryRoot } from '../python/environment.js';
import { sampleAnswers } from '../sample-answers.js';

/** What `__del__` raises is written and forgotten, as is what comes while a module's lock is given back. */
const script = `
import signal, sys
import uvicorn
from acme_notes.cli import main

class Stopping:
    def __del__(self):
        signal.raise_signal(int(sys.argv[1]))

def stop_and_run(server, sockets, run=uvicorn.Server.run):
    Stopping()
    run(server, sockets)

signal.signal(signal.SIGALRM, signal.SIG_DFL)
signal.alarm(20)
uvicorn.Server.run = stop_and_run
main(sys.argv[2:])
`;

const servers = { mcp_server: ['--http', '127.0.0.1:0'], web_service: ['--port', '0'] };

function writeProject(projectType: string): string {
  const dir = makeScratch('server');
  const answers = { ...sampleAnswers, projectType, includePersistenceHelpers: false };
  const metadata = 'Metadata-Version: 2.1\nName: acme-notes\nVersion: 0.1.0\n';
  const files = planNewProject(answers, { listTemplates, readTemplate });
  for (const { path, text } of [...files, { path: 'src/acme_notes.dist-info/METADATA', text: metadata }]) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

for (const [projectType, flags] of Object.entries(servers))
  describe(`a new ${projectType} that gets a signal before uvicorn runs`, () => {
    let python: string;
    let dir: string;
    before(() => {
      const requirements = join(repositoryRoot, 'test/real-packages/requirements.txt');
      python = makeEnvironment(join(cacheFolder, 'real-packages'), requirements);
      dir = writeProject(projectType);
    });

    for (const [name, number] of Object.entries({ SIGINT: 2, SIGTERM: 15 }))
      it(`ends with status 0: ${name}`, async () => {
        const env = { ...process.env, HOME: dir, PYTHONPATH: join(dir, 'src'), PYTHONDONTWRITEBYTECODE: '1' };
        const result = await run([python, '-c', script, String(number), ...flags], { cwd: dir, env });
        assert.equal(result.status, 0, outputOf(result));
      });
  });
