/** What all of our generators do otherwise than Yeoman's. */

import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import { configPath, readConfig } from './config.js';
import type { OptionTable } from './options.js';

export abstract class ChoraGenerator<O extends BaseOptions> extends Generator<Record<string, never>, O> {
  /** Yeoman takes the commit and the installs of any composed generator that brings them. */
  override get features(): BaseFeatures {
    const { customCommitTask, customInstallTask, ...features } = super.features;
    return isHosted(this) ? features : super.features;
  }

  /** Yeoman reads the configuration while it makes a generator, and does not say what to do about a broken one. */
  override createStorage(...args: Parameters<Generator['createStorage']>) {
    try {
      return super.createStorage(...args);
    } catch (error) {
      readConfig(this.readDestination(configPath));
      throw error;
    }
  }

  /** Yeoman's Boolean would turn `--tests=false` into true; `readOptions` checks the values. */
  protected takeOptions(table: OptionTable): void {
    for (const [name, { description }] of Object.entries(table))
      this.option(name, { type: (value: unknown) => value, description });
  }
}

/** Whether it runs under a generator of somebody else, whose commit and installs are its own. */
export function isHosted(generator: Pick<Generator, 'env'>): boolean {
  // Yeoman looks at a generator while it is being made, too.
  const root: unknown = generator.env?.rootGenerator();
  return root !== undefined && root !== null && root !== generator;
}
