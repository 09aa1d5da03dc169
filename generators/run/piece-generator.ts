/** The one Yeoman class that all generators share: options in, plan, files out, report. */

import type Generator from 'yeoman-generator';
import type { BaseFeatures, BaseOptions } from 'yeoman-generator';
import { requireTemplates } from '../core/pages.js';
import type { PieceId } from '../tables/catalogue.js';
import { diskTree } from '../tree/disk-tree.js';
import type { Selection } from '../types/change.js';
import type { Project } from '../types/project.js';
import { createHold, type Hold } from '../write/hold.js';
import { describeUnfinished } from '../write/recover.js';
import { createAsker, hasSomebodyToAsk, type Prompt, stopByInterrupt } from './asker.js';
import type { NewProject } from './begin-project.js';
import { ChoraGenerator, isHosted } from './chora-generator.js';
import { addPending, commitOthers } from './commit.js';
import { findProjectRoot } from './detect.js';
import { createFindIgnored } from './find-ignored.js';
import { fitError } from './fit-error.js';
import { lookAround } from './look-around.js';
import { type OptionTable, optionTable, readOptions } from './options.js';
import { createPaint } from './paint.js';
import { findPatchPlace } from './patch-place.js';
import { findProject, type PlannedRun, planRun, type Request } from './plan-run.js';
import { type Audience, reportProject, reportRun } from './report-run.js';
import { createFormat } from './run-formatter.js';

/** A generator composed by another of ours gets that one's list of selections, and only adds to it. */
export type PieceOptions = BaseOptions & { readonly selections?: Selection[] };

export abstract class PieceGenerator extends ChoraGenerator<PieceOptions> {
  /** What the whole run is asked for; shared by composed generators. */
  protected readonly selections: Selection[];
  /** The folder that the run works in. */
  protected root!: string;
  /** The project that the run is about, known to the root once it selects. */
  protected project!: Project;
  /** The run as planned, from the configuring phase on. */
  protected planned!: PlannedRun;
  readonly #isRoot: boolean;
  #request!: Request;
  /** Of the project, for the whole run; a preview needs none. */
  #hold: Hold | undefined;

  constructor(args?: string[], options?: PieceOptions, features?: BaseFeatures) {
    super(args, options, { ...features, inheritTasks: true });
    this.#isRoot = options?.selections === undefined;
    this.selections = options?.selections ?? [];
    if (this.#isRoot) this.setFeatures({ customInstallTask: true, customCommitTask: () => this.#commit() });
    this.takeOptions(this.optionTable);
  }

  /** The flags that it takes. */
  protected get optionTable(): OptionTable {
    return optionTable;
  }

  /** The folder that the run works in. */
  protected findRoot(): string {
    return findProjectRoot(this.destinationRoot());
  }

  /** The project that this generator begins, where it does. */
  protected async begin(_request: Request): Promise<NewProject | undefined> {
    return undefined;
  }

  /** Adds to `this.selections` what this generator stands for, and composes with others. */
  protected abstract select(request: Request): Promise<void>;

  /** Refuses pieces that the language of the project lacks; one that is composed leaves that to the plan of its root. */
  protected requirePieces(pieces: readonly PieceId[]): void {
    if (this.#isRoot) requireTemplates(pieces, this.project);
  }

  initializing(): void {
    const options = readOptions(this.options, this.optionTable);
    this.root = this.#isRoot ? this.findRoot() : this.destinationRoot();
    const canAsk = !options.yes && !options.json && hasSomebodyToAsk(this.env.adapter);
    this.#request = {
      tree: diskTree(this.root),
      options,
      asker: createAsker(this.#prompt, canAsk, (line) => this.#say([line])),
      patchPrefix: findPatchPlace(this.root, this.contextRoot).prefix,
      around: lookAround(this.root, this.contextRoot),
      format: createFormat(this.root),
      findIgnored: createFindIgnored(this.root),
    };
  }

  async prompting(): Promise<void> {
    await this.#inItsWords(async () => {
      if (this.#isRoot) await this.#begin();
      await this.select(this.#request);
    });
  }

  /** Only now have composed generators, which are prompting until here, added what they stand for. */
  async configuring(): Promise<void> {
    if (!this.#isRoot) return;
    this.planned = await this.#inItsWords(() => planRun(this.#request, this.project, this.selections));
  }

  writing(): void {
    if (!this.#isRoot || this.planned.dryRun) return;
    addPending(this.fs, this.root, this.planned.writes);
    if (isHosted(this)) this.#hold?.release();
  }

  end(): void | Promise<void> {
    if (!this.#isRoot) return;
    reportRun(this.planned, this.#audience);
    this.#hold?.release();
  }

  get #audience(): Audience {
    const { json, color } = this.#request.options;
    const say = (lines: readonly string[]) => this.#say(lines);
    return { root: this.root, cwd: this.contextRoot, json, paint: createPaint(color), say };
  }

  /** Holds the project from before the first look at it until everything is written. */
  async #begin(): Promise<void> {
    if (this.#request.options.dryRun) {
      for (const line of describeUnfinished(this.root)) this.#say([line]);
    } else {
      this.#hold = createHold(this.root, (line) => this.#say([line]));
      this.env.once('error', () => this.#hold?.release());
      await this.#hold.take();
    }
    await this.#findProject();
  }

  async #findProject(): Promise<void> {
    const begun = await this.begin(this.#request);
    if (begun !== undefined) this.#request = { ...this.#request, begun };
    this.project = await findProject(this.#request);
    reportProject(this.project, this.#audience);
  }

  /** What goes wrong speaks of the flags that this command has and was given. */
  async #inItsWords<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw fitError(error, this.optionTable, this.options);
    }
  }

  #say(lines: readonly string[]): void {
    this.log(lines.join('\n'));
  }

  /** Yeoman's own commit writes in place and one by one; ours leaves all files old or all new. */
  async #commit(): Promise<void> {
    const { writes, dryRun } = this.planned;
    const { tree } = this.#request;
    const read = () => writes.map((write) => ({ ...write, before: tree.read(write.path) }));
    if (!dryRun) await this.#inItsWords(() => this.#hold?.write(read()));
    await commitOthers(this.fs, this.root, writes);
  }

  /** A question may be open all day: others go on meanwhile, and what they change is seen before anything is written. */
  readonly #prompt: Prompt = async (question) => {
    this.#hold?.release();
    const answers = await this.prompt<Record<string, unknown>>(question as PromptQuestions).catch(
      (error: unknown) => stopByInterrupt(error, (line) => this.#say([line])),
    );
    await this.#hold?.take();
    return answers;
  };
}

type PromptQuestions = Parameters<Generator['prompt']>[0];
