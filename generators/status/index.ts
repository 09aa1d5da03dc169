/** `yo chora:status`: which pieces are here, of which version, and which of their files were edited. */

import type { BaseOptions } from 'yeoman-generator';
import { ChoraGenerator } from '../run/chora-generator.js';
import { statusOptions } from '../run/options.js';
import { status } from './command.js';

export default class StatusGenerator extends ChoraGenerator<BaseOptions> {
  override description = 'Shows which pieces are in this project, and which of their files were edited.';

  constructor(args?: string[], options?: BaseOptions) {
    // It installs nothing, and Yeoman would say so.
    super(args, options, { customInstallTask: true });
    this.takeOptions(statusOptions);
  }

  show(): void {
    const { args: names, options: flags } = this;
    const call = { dir: this.destinationRoot(), cwd: this.contextRoot, names, flags };
    status.look(call, this.isInWizard ? (text) => this.notify(text) : undefined);
  }
}

/** For yeoman-environment 3, which takes a class by `require`, and then says that it is too old. */
export { StatusGenerator as 'module.exports' };
