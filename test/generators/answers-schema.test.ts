/** The published schema of the files for `--answers`, and the bin, judge alike. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from '@modelcontextprotocol/client/validators/ajv';
import { packageRoot } from '../../generators/run/package-root.js';
import { writeProject } from '../sample-project.js';

const cli = join(packageRoot, 'dist/generators/bin/cli.js');
const schema = JSON.parse(readFileSync(join(packageRoot, 'lib/answers.schema.json'), 'utf8'));

describe('the published schema of answers', () => {
  let dir: string;
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [cli, ...args], { cwd: dir, encoding: 'utf8' });

  /** Strict: a key of a schema that means nothing is an error, too. */
  function judge(answers: unknown, command?: string): boolean {
    const ajv = new Ajv({ strict: true }).addSchema(schema);
    return ajv.validate(
      command === undefined ? schema.$id : `${schema.$id}#/definitions/${command}`,
      answers,
    );
  }

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'chora-answers-'));
    writeProject(dir);
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('is found under an address that stays, below the package', () => {
    assert.equal(schema.$schema, 'http://json-schema.org/draft-07/schema#');
    assert.equal(schema.$id, 'https://unpkg.com/generator-chora/lib/answers.schema.json');
  });

  it('has what describe --json says of the flags of each command, and a key for the schema itself', () => {
    const said = JSON.parse(run('describe', '--json').stdout) as {
      commands: { name: string; flags: { properties: object } }[];
    };
    const expected = said.commands.map(({ name, flags }) => [
      name,
      { ...flags, properties: { $schema: { type: 'string' }, ...flags.properties } },
    ]);
    assert.deepEqual(schema.definitions, Object.fromEntries(expected));
  });

  it('takes a file that the bin takes, with the name of the schema in it', () => {
    const answers = { $schema: schema.$id, language: 'python', docs: false, 'dry-run': true };
    writeFileSync(join(dir, 'answers.json'), JSON.stringify(answers));
    assert.equal(judge(answers), true);
    assert.equal(judge(answers, 'persistence'), true);
    const { status, stdout, stderr } = run('persistence', '--answers=answers.json', '--yes');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /\+\+\+ .*persistence\.py/);
  });

  for (const [title, answers] of [
    ['an unknown flag', { docz: false }],
    ['a value of another type', { docs: 'no' }],
    ['a value that is none of the choices', { 'on-conflict': 'ask' }],
    ['a list', []],
  ] as const)
    it(`refuses ${title}, as the bin does`, () => {
      writeFileSync(join(dir, 'answers.json'), JSON.stringify(answers));
      assert.equal(judge(answers), false);
      assert.equal(run('persistence', '--answers=answers.json', '--yes').status, 2);
    });

  it('refuses a flag of another command, where the command is named', () => {
    assert.equal(judge({ 'project-type': 'daemon' }, 'app'), true);
    assert.equal(judge({ 'project-type': 'daemon' }, 'persistence'), false);
  });
});
