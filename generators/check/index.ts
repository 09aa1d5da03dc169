/** `yo chora:check`: whether what earlier runs wrote is current, edited, outdated or missing. */

import type { BaseOptions } from 'yeoman-generator';
import { ChoraGenerator } from '../run/chora-generator.js';
import { checkOptions } from '../run/options.js';
import { pieceIds } from '../tables/catalogue.js';
import { check } from './command.js';

export default class CheckGenerator extends ChoraGenerator<BaseOptions> {
  override description =
    'Checks whether the pieces of this project are current, edited, outdated or missing.';

  constructor(args?: string[], options?: BaseOptions) {
    // It installs nothing, and Yeoman would say so.
    super(args, options, { customInstallTask: true });
    this.argument('pieces', { type: Array, required: false, description: `Any of: ${pieceIds.join(', ')}` });
    this.takeOptions(checkOptions);
  }

  async show(): Promise<void> {
    const { args: names, options: flags } = this;
    const call = { dir: this.destinationRoot(), cwd: this.contextRoot, names, flags };
    await check.look(call, this.isInWizard ? (text) => this.notify(text) : undefined);
  }
}

/** For yeoman-environment 3, which takes a class by `require`, and then says that it is too old. */
export { CheckGenerator as 'module.exports' };
