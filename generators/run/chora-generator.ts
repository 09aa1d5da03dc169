/** What all of our generators do otherwise than Yeoman's. */

import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import type { Page } from './ask.js';
import { configPath, readConfig } from './config.js';
import type { OptionTable } from './options.js';
import { linkToReadme } from './package-root.js';
import { requireNode } from './require-node.js';

/** How the wizard of an IDE is told its steps: those so far, the one that is asked, and those to come. */
type ShowSteps = (steps: readonly { name: string; description: string }[]) => unknown;

export abstract class ChoraGenerator<O extends BaseOptions> extends Generator<Record<string, never>, O> {
  readonly #asked: string[] = [];
  #showSteps: ShowSteps | undefined;

  constructor(...args: ConstructorParameters<typeof Generator<Record<string, never>, O>>) {
    requireNode();
    super(...args);
  }

  /** The wizard calls it with its own function, detached from the generator, once that is made. A task for Yeoman if it
   * were a method. */
  readonly setPromptsCallback = (show: ShowSteps): void => {
    this.#showSteps = show;
  };

  /** Whether it asks in the pages of a wizard. */
  protected get isInWizard(): boolean {
    return this.#showSteps !== undefined;
  }

  /** The wizard closes its page at the end: only what it shows besides is seen. */
  protected notify(text: string): void {
    const { appWizard } = this.options as {
      appWizard?: { showInformation?(text: string, type: number): void };
    };
    const notification = 1;
    if (appWizard?.showInformation === undefined) this.log(text);
    else appWizard.showInformation(text, notification);
  }

  protected async showSteps({ title, later = [] }: Page): Promise<void> {
    this.#asked.push(title);
    await this.#showSteps?.([...this.#asked, ...later].map((name) => ({ name, description: '' })));
  }

  /** What the first page says besides: where to read what the generator does. */
  protected linkOnce(heading: string): object {
    return this.#asked.length > 1 ? {} : { link: { text: 'What this does', url: linkToReadme(heading) } };
  }

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
