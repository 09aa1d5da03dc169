/** The same bytes for the same state, and the same judgement of the same bytes, in Python and in TypeScript. */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../acceptance/commands.js';
import { installHelper, REAL_HELPER } from '../crash/python-subject.js';
import { pythonEnvironment, repositoryRoot } from '../python/environment.js';
import { nodeOf } from '../typescript/nodes.js';
import { makeProject } from '../typescript/project.js';

type Vector = { readonly state?: object; readonly text: string; readonly is?: string };

const PYTHON = `
import json, sys
sys.path.insert(0, sys.argv[1])
from acme.utils.state_file import AmbiguousError, decode_object, encode_object

def judge(text):
    try:
        decode_object(text.encode())
    except AmbiguousError:
        return "refused"
    except (TypeError, ValueError):
        return "corrupt"
    return "loaded"

for vector in json.loads(open(sys.argv[2], encoding="utf-8").read()):
    state = vector.get("state")
    print(json.dumps(judge(vector["text"]) if state is None else encode_object(state).decode()))
`;

const TYPESCRIPT = `
import { readFileSync } from 'node:fs';
import { isObject, parseJson, StateForm } from './state-form.ts';

const form = new StateForm({ owner: Object.create(null), stateVersion: 1 });

function judge(text) {
  try {
    return isObject(parseJson(Buffer.from(text))) ? 'loaded' : 'corrupt';
  } catch {
    return 'refused';
  }
}

for (const { state, text } of JSON.parse(readFileSync(process.argv[2], 'utf8')))
  console.log(JSON.stringify(state ? form.encode(state) : judge(text)));
`;

const file = join(repositoryRoot, 'test/vectors/state.json');
const vectors: readonly Vector[] = JSON.parse(readFileSync(file, 'utf8'));
const expected = vectors.map(({ state, text, is }) => (state ? text : is));

const parseLines = (output: string): unknown[] =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the vectors of state', function () {
  this.timeout(120_000);

  it('hold for Python', async () => {
    const folder = installHelper(REAL_HELPER);
    const output = await mustRun([pythonEnvironment(), '-c', PYTHON, folder, file], { cwd: folder });
    assert.deepEqual(parseLines(output), expected);
  });

  it('hold for TypeScript', async () => {
    const cwd = makeProject({ type: 'module', extension: '.ts' });
    const script = join(cwd, 'src/vectors.mjs');
    writeFileSync(script, TYPESCRIPT);
    assert.deepEqual(parseLines(await mustRun([nodeOf(24), script, file], { cwd })), expected);
  });
});
