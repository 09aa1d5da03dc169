/** The one Yeoman class that all generators of pieces share: the steps of a run in Yeoman's phases. */

import type Generator from 'yeoman-generator';
import type { BaseOptions } from 'yeoman-generator';
import { diskTree } from '../tree/disk-tree.js';
import type { Selection } from '../types/change.js';
import { chooseAlong } from './along.js';
import { hasSomebodyToAsk, type Prompt } from './asker.js';
import { ChoraGenerator, isHosted } from './chora-generator.js';
import type { Call, PieceCommand } from './command.js';
import { addPending, commitOthers } from './commit.js';
import { Run } from './run.js';

/** A generator composed by another of ours gets that one's list of selections, and only adds to it. */
export type PieceOptions = BaseOptions & { readonly selections?: Selection[] };

/** What a generator stands for. */
interface Part {
  readonly command: PieceCommand;
  /** The generators of the commands that it may bring along, by their names. */
  readonly companions?: Readonly<Record<string, Companion>>;
}

/** A generator's class and its file. */
export interface Companion {
  readonly Generator: new (args?: string[], options?: PieceOptions) => PieceGenerator;
  readonly path: string;
}

export abstract class PieceGenerator extends ChoraGenerator<PieceOptions> {
  /** What the whole run is asked for; shared by composed generators. */
  readonly #selections: Selection[];
  readonly #part: Part;
  readonly #isRoot: boolean;
  #run!: Run;

  constructor(part: Part, args?: string[], options?: PieceOptions) {
    super(args, options, { inheritTasks: true });
    this.#part = part;
    this.#isRoot = options?.selections === undefined;
    this.#selections = options?.selections ?? [];
    if (this.#isRoot) this.setFeatures({ customInstallTask: true, customCommitTask: () => this.#commit() });
    this.takeOptions(part.command.options);
  }

  initializing(): void {
    if (!this.#isRoot) return;
    const { adapter } = this.env;
    const prompt: Prompt = async (question, page) => {
      await this.showSteps(page);
      const guiOptions = { ...question.guiOptions, ...this.linkOnce(this.#part.command.heading) };
      const shown: Record<string, unknown> & { name: string } = { ...question, guiOptions };
      return this.prompt(shown as PromptQuestions);
    };
    const host = {
      canAsk: hasSomebodyToAsk(adapter),
      isTyped: !this.isInWizard,
      prompt,
      say: (line: string) => this.log(line),
    };
    this.#run = new Run(this.#part.command, this.#call, host);
    this.env.once('error', () => this.#run.release());
  }

  async prompting(): Promise<void> {
    if (this.#isRoot) await this.#run.begin();
    const { selections, along } = await (this.#isRoot
      ? this.#run.choose()
      : chooseAlong({ command: this.#part.command, ...this.#call }, diskTree(this.#call.dir)));
    this.#selections.push(...selections);
    for (const { command, names, flags } of along) {
      const companion = this.#part.companions?.[command.name] as Companion;
      await this.composeWith<PieceGenerator>(companion, [...names], {
        ...flags,
        selections: this.#selections,
      });
    }
  }

  /** Only now have composed generators, which are prompting until here, added what they stand for. */
  async configuring(): Promise<void> {
    if (this.#isRoot) await this.#run.plan(this.#selections);
  }

  writing(): void {
    if (!this.#isRoot) return;
    addPending(this.fs, this.#run.root, this.#run.writes);
    if (isHosted(this)) this.#run.release();
  }

  async end(): Promise<void> {
    if (!this.#isRoot) return;
    await this.#run.end();
    // The wizard closes without a word where no folder is new.
    if (this.isInWizard && this.#run.writes.length === 0) this.notify(this.#run.summary);
    if (!this.#run.isComplete && !isHosted(this) && !this.isInWizard) process.exitCode = 1;
  }

  get #call(): Call {
    // Yeoman takes a name of digits for a number.
    const names = this.args.map(String);
    return { dir: this.destinationRoot(), cwd: this.contextRoot, names, flags: this.options };
  }

  /** Yeoman's own commit writes in place and one by one; that of a run leaves all files old or all new. */
  async #commit(): Promise<void> {
    await this.#run.write();
    await commitOthers(this.fs, this.#run.root, this.#run.writes);
  }
}

/** Yeoman's types do not know what is for wizards. */
export type PromptQuestions = Parameters<Generator['prompt']>[0];
