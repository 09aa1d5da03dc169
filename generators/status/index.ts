/** `yo chora:status`: which pieces are here, of which version, and which of their files were edited. */

import type { BaseOptions } from 'yeoman-generator';
import { describeStatuses, listFileStatuses } from '../core/status.js';
import { ChoraGenerator } from '../run/chora-generator.js';
import { findProjectRoot } from '../run/detect.js';
import { readOptions, statusOptions } from '../run/options.js';
import { packageVersion } from '../run/package-root.js';
import { createPaint } from '../run/paint.js';
import { recall } from '../run/recall.js';
import { formatJson, printable, printableData } from '../text/printable.js';
import { diskTree } from '../tree/disk-tree.js';

export default class StatusGenerator extends ChoraGenerator<BaseOptions> {
  override description = 'Shows which pieces are in this project, and which of their files were edited.';

  constructor(args?: string[], options?: BaseOptions) {
    // It installs nothing, and Yeoman would say so.
    super(args, options, { customInstallTask: true });
    this.takeOptions(statusOptions);
  }

  /** What it shows is its result, and so goes to the output. */
  show(): void {
    const { json, color } = readOptions(this.options, statusOptions);
    const root = findProjectRoot(this.destinationRoot());
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
    process.stdout.write(`${json ? formatJson(data) : lines().join('\n')}\n`);
  }
}
