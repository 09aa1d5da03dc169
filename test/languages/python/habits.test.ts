/** Proves that generated files satisfy the settings of a repository's own tools: with these on the PATH, and without. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandResult, run } from '../../acceptance/commands.js';
import { pythonEnvironment, withTools } from '../../python/environment.js';
import { black, type Command, type Habit, habits, isort, ruffCheck, ruffFormat } from './habit-table.js';
import { addPieces, makeRepository, planIn, runIn } from './habits.js';

/** One process for all folders, each with the settings that lie in it. */
const checkAll = `
import json, os, sys
import isort

for folder in json.loads(sys.argv[1]):
    os.chdir(folder)
    config = isort.Config(settings_path=folder)
    for top in ("src", "tests"):
        for place, _, names in os.walk(top):
            for name in names:
                path = os.path.join(folder, place, name)
                if name.endswith(".py") and not isort.check_file(path, config=config):
                    print(path)
`;

/** What a check says of the folders whose habits it belongs to; ruff and the script above take all at once. */
async function check(command: Command, folders: readonly string[]): Promise<string> {
  if (folders.length === 0) return '';
  const python = pythonEnvironment();
  const all = {
    command: command === isort ? [python, '-c', checkAll, JSON.stringify(folders)] : [...command, ...folders],
    cwd: '/',
  };
  const runs =
    command === black ? folders.map((cwd) => ({ command: [...black, 'src', 'tests'], cwd })) : [all];
  const results = await Promise.all(runs.map((each) => inside(each.command, each.cwd)));
  return results.map(({ stdout, stderr }) => `${stdout}\n${stderr}`).join('\n');
}

function inside(command: Command, cwd: string): Promise<CommandResult> {
  return run(command, { cwd, env: { ...withTools(), PYTHONDONTWRITEBYTECODE: '1' } });
}

for (const [kind, group] of Object.entries(habits)) {
  describe(`the generated files, in a repository with ${kind}`, () => {
    const folders = new Map<Habit, string>();
    let said = '';

    before(async () => {
      pythonEnvironment();
      for (const habit of group) {
        const folder = makeRepository(habit.files);
        folders.set(habit, folder);
        await addPieces(folder, habit.needsTools ?? false, habit.package);
      }
      for (const command of [ruffCheck, ruffFormat, isort, black]) {
        const using = group.filter(({ checks }) => checks.includes(command));
        said += await check(
          command,
          using.map((habit) => folders.get(habit) ?? ''),
        );
      }
    });

    for (const habit of group) {
      it(`satisfy it${habit.needsTools ? ' through the formatter' : ''}: ${habit.name}`, () => {
        const folder = folders.get(habit) ?? '';
        assert.deepEqual(
          said.split('\n').filter((line) => line.includes(folder)),
          [],
        );
      });
    }

    it('would not satisfy it with a planted mistake', async () => {
      const [habit] = group;
      assert.ok(habit);
      const folder = makeRepository(habit.files);
      await addPieces(folder, false);
      writeFileSync(join(folder, 'tests/utils/test_errors.py'), 'import sys\nimport os\nX =  "a"\n');
      assert.match(await check(habit.checks[0] ?? [], [folder]), /test_errors\.py/);
    });
  });
}

describe('the files that a formatter has laid out', () => {
  for (const habit of habits['a formatter']?.filter(({ needsTools }) => needsTools).slice(-2) ?? []) {
    it(`are left alone by later runs, with it and without: ${habit.name}`, async () => {
      const folder = makeRepository(habit.files);
      await runIn(folder, true);
      for (const tools of [true, false]) assert.deepEqual((await planIn(folder, tools)).writes, []);
    });
  }
});
