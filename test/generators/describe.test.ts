/** What programs and coding agents learn of the generator: by `describe`, and by the skill. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandOptions } from '../../generators/bin/command-options.js';
import { type Command, commands } from '../../generators/bin/commands.js';
import { packageRoot } from '../../generators/run/package-root.js';
import { pieceIds } from '../../generators/tables/catalogue.js';
import { writeProject } from '../sample-project.js';

const cli = join(packageRoot, 'dist/generators/bin/cli.js');

describe('what is said to programs', () => {
  let dir: string;
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [cli, ...args], { cwd: dir, encoding: 'utf8' });
  const describeHere = () => JSON.parse(run('describe', '--json').stdout) as Record<string, unknown>;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'chora-describe-'));
    writeProject(dir);
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  describe('describe --json', () => {
    it('has every piece, and every command with its flags as JSON Schema', () => {
      const said = describeHere() as {
        pieces: { id: string; languages: string[] }[];
        commands: {
          name: string;
          flags: { properties: Record<string, { type: string; enum?: string[] }> };
        }[];
      };
      assert.deepEqual(
        said.pieces.map(({ id }) => id),
        pieceIds,
      );
      assert.deepEqual(
        said.commands.map(({ name }) => name),
        Object.keys(commands),
      );
      for (const { name, flags } of said.commands)
        assert.deepEqual(Object.keys(flags.properties), Object.keys(commandOptions[name as Command]));
      const [, persistence] = said.commands;
      assert.deepEqual(persistence?.flags.properties['language']?.enum, ['python', 'typescript']);
    });

    it('says what is detected here, and the places of earlier runs', () => {
      assert.equal(run('persistence', '--yes').status, 0);
      const { here } = describeHere() as { here: { languages: unknown[]; places: { sourceDir: string }[] } };
      assert.deepEqual(here.languages, [
        {
          language: 'python',
          evidence: 'pyproject.toml',
          packages: [{ name: 'acme', dir: 'src/acme', because: "the project's name in pyproject.toml" }],
        },
      ]);
      assert.equal(here.places[0]?.sourceDir, 'src/acme/utils');
    });
  });

  describe('docs --skill', () => {
    const place = '.agents/skills/chora/SKILL.md';
    const skill = readFileSync(join(packageRoot, 'skills/chora/SKILL.md'), 'utf8');

    it('puts the skill where agents of all kinds look, and --no-skill takes it away again', () => {
      assert.equal(run('docs', '--skill', '--yes').status, 0);
      assert.equal(readFileSync(join(dir, place), 'utf8'), skill);
      assert.equal(run('check').status, 0);
      assert.match(
        run('docs', '--no-skill', '--yes').stderr,
        /removed {2}\.agents\/skills\/chora\/SKILL\.md/,
      );
      assert.equal(existsSync(join(dir, '.agents')), false);
    });

    it('puts it where the repository has its skills', () => {
      mkdirSync(join(dir, '.claude/skills/other'), { recursive: true });
      assert.equal(run('docs', '--skill', '--yes').status, 0);
      assert.equal(existsSync(join(dir, '.claude/skills/chora/SKILL.md')), true);
    });

    it('keeps one that its user edited', () => {
      assert.equal(run('docs', '--skill', '--yes').status, 0);
      writeFileSync(join(dir, place), `${skill}\nAsk Ada first.\n`);
      assert.match(run('docs', '--skill', '--yes').stderr, /kept {2}\.agents\/skills\/chora\/SKILL\.md/);
      assert.match(readFileSync(join(dir, place), 'utf8'), /Ask Ada first/);
    });

    it('speaks of commands and flags that there are', () => {
      const calls = [...skill.matchAll(/npx generator-chora (\w+)([^`]*)`/g)];
      assert.ok(calls.length >= 8);
      for (const [, name = '', rest = ''] of calls) {
        const options = commandOptions[name as Command];
        assert.ok(options, name);
        for (const [, flag = ''] of rest.matchAll(/--([\w-]+)/g))
          assert.ok(flag in options, `${name} --${flag}`);
      }
    });
  });

  it('is at most 14 lines in AGENTS.md with all pieces', () => {
    assert.equal(run('utils', '--yes').status, 0);
    assert.equal(run('persistence', '--yes').status, 0);
    const text = readFileSync(join(dir, 'AGENTS.md'), 'utf8');
    const [block = ''] = /<!-- chora:begin pieces -->[\s\S]*<!-- chora:end pieces -->/.exec(text) ?? [];
    assert.ok(block.split('\n').length <= 16, block);
  });
});
