/** Looks at what is recorded, prints what it found, and fails where that is to be mended. */

import { relative, sep } from 'node:path';
import { annotate, describeChecked, isFailure, type Strictness } from '../core/check-report.js';
import { describeNotes } from '../core/report.js';
import type { Asker } from '../run/ask.js';
import { type CheckResult, checkProject } from '../run/check-project.js';
import type { Call, LookCommand } from '../run/command.js';
import { findProjectRoot } from '../run/detect.js';
import { lookAround } from '../run/look-around.js';
import { checkOptions } from '../run/options.js';
import { packageVersion } from '../run/package-root.js';
import { createPaint } from '../run/paint.js';
import { type RawOptions, readBoolean, readOptions, toRawOptions } from '../run/read-options.js';
import { formatJson, printable, printableData } from '../text/printable.js';
import { diskTree } from '../tree/disk-tree.js';
import { isBelow } from '../tree/real-path.js';
import { UserError } from '../types/user-error.js';

/** Sets the exit status of the process: what it found is no error of the program. */
export const check: LookCommand = {
  options: checkOptions,
  async look({ dir, names, flags }: Call, show?: (text: string) => void) {
    const options = readOptions(flags, checkOptions);
    const strictness = readStrictness(flags);
    const root = findProjectRoot(dir);
    const request = { tree: diskTree(root), options, asker: nobody, around: lookAround(root, dir) };
    const result = await checkProject(request, names);
    const failures = result.files.filter((file) => isFailure(file, strictness));
    const { json, color } = options;
    const shown = json
      ? formatJson({
          generator: 'generator-chora',
          version: packageVersion,
          root,
          isCurrent: failures.length === 0,
          ...result,
        })
      : [...listAnnotations(failures, root), ...describe(result, strictness, color)].join('\n');
    if (show !== undefined) return show(shown);
    process.stdout.write(`${shown}\n`);
    if (failures.length > 0) process.exitCode = 1;
  },
};

function readStrictness(flags: RawOptions): Strictness {
  const raw = toRawOptions(flags);
  return {
    strict: readBoolean(raw, 'strict') ?? false,
    allowMissing: readBoolean(raw, 'allow-missing') ?? false,
  };
}

function describe(
  { files, notes }: CheckResult,
  strictness: Strictness,
  color: boolean | undefined,
): readonly string[] {
  const paint = createPaint(color, 'stdout');
  return [
    ...describeNotes(notes.map(printable), paint),
    ...describeChecked(printableData(files), strictness, paint),
  ];
}

/** GitHub counts the paths of annotations from the top of the checkout. */
function listAnnotations(
  failures: CheckResult['files'],
  root: string,
  { GITHUB_ACTIONS, GITHUB_WORKSPACE = root }: NodeJS.ProcessEnv = process.env,
): readonly string[] {
  if (GITHUB_ACTIONS !== 'true') return [];
  const way = relative(GITHUB_WORKSPACE, root);
  return annotate(failures, isBelow(way) ? way.split(sep).join('/') : '').map(printable);
}

/** A check asks nothing: what is recorded says which places it is about. */
const nobody: Asker = { canAsk: false, select: refuse, selectMany: refuse, input: refuse };

function refuse(): never {
  throw new UserError('A check asks nothing.');
}
