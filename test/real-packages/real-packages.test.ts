/** The pieces under the real MCP SDK, FastMCP, FastAPI, typer and click, in an environment of their own. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { outputOf, run } from '../acceptance/commands.js';
import { cacheFolder, makeEnvironment, repositoryRoot } from '../python/environment.js';

const folder = join(repositoryRoot, 'test/real-packages');

describe('the Python pieces under real packages', () => {
  it('keep working, and keep the types of what they wrap', async () => {
    const python = makeEnvironment(join(cacheFolder, 'real-packages'), join(folder, 'requirements.txt'));
    const env = {
      ...process.env,
      PYRIGHT: join(repositoryRoot, 'node_modules/.bin/pyright'),
      PYTHONDONTWRITEBYTECODE: '1',
    };
    const command = [python, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', folder];
    const result = await run(command, { cwd: folder, env });
    assert.equal(result.status, 0, outputOf(result));
  });
});
