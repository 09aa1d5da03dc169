/** Shows which pieces are here, of which version, and which of their files were edited. */

import { describeStatuses, listFileStatuses } from '../core/status.js';
import type { Call, LookCommand } from '../run/command.js';
import { findProjectRoot } from '../run/detect.js';
import { statusOptions } from '../run/options.js';
import { packageVersion } from '../run/package-root.js';
import { createPaint } from '../run/paint.js';
import { readOptions } from '../run/read-options.js';
import { recall } from '../run/recall.js';
import { formatJson, printable, printableData } from '../text/printable.js';
import { diskTree } from '../tree/disk-tree.js';

export const status: LookCommand = {
  options: statusOptions,
  /** What it shows is its result, and so goes to the output. */
  look({ dir, flags }: Call, show?: (text: string) => void) {
    const { json, color } = readOptions(flags, statusOptions);
    const root = findProjectRoot(dir);
    const tree = diskTree(root);
    // It shows what it can: it takes no flag that would say which of two copies is meant.
    const { manifest } = recall(tree, {}, () => undefined);
    const files = listFileStatuses(manifest, tree);
    const lines = () => [
      `generator-chora ${packageVersion} in ${printable(root)}`,
      '',
      ...describeStatuses(printableData(files), createPaint(color, 'stdout')),
    ];
    const data = { generator: 'generator-chora', version: packageVersion, root, files };
    const text = json ? formatJson(data) : lines().join('\n');
    if (show === undefined) process.stdout.write(`${text}\n`);
    else show(text);
  },
};
