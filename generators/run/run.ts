/** One run of a command, in steps: Yeoman takes them in its phases, the bin one after the other. */

import { setImmediate } from 'node:timers/promises';
import type { FileWrite } from '../core/record.js';
import { diskTree } from '../tree/disk-tree.js';
import { type NotingTree, notingTree } from '../tree/noting-tree.js';
import type { Selection } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import { createHold, type Hold } from '../write/hold.js';
import { describeUnfinished } from '../write/recover.js';
import { listSteps, readPlan, refuseDecisions } from './apply-plan.js';
import { createAsker, type Prompt, stopByInterrupt } from './asker.js';
import type { Call, Chosen, PieceCommand } from './command.js';
import { createFindIgnored } from './find-ignored.js';
import { findProject } from './find-project.js';
import { fitError } from './fit-error.js';
import { lookAround } from './look-around.js';
import { createPaint } from './paint.js';
import { findPatchPlace } from './patch-place.js';
import { type PlannedRun, planRun } from './plan-run.js';
import { readOptions } from './read-options.js';
import { type Audience, reportProject, reportRun, sumUp } from './report-run.js';
import type { Request } from './request.js';
import { createFormat } from './run-formatter.js';

/** Who runs a command: the part of Yeoman, or of a terminal, that a run needs. */
export interface Host {
  readonly canAsk: boolean;
  /** Whether its user typed the command, and so can type another one. */
  readonly isTyped: boolean;
  readonly prompt: Prompt;
  say(line: string): void;
}

export class Run {
  /** The folder that it works in. */
  readonly root: string;
  readonly #command: PieceCommand;
  readonly #call: Call;
  readonly #host: Host;
  readonly #tree: NotingTree;
  #request: Request;
  #project!: Project;
  #planned!: PlannedRun;
  /** Of the project, for the whole run; a preview needs none. */
  #hold: Hold | undefined;

  constructor(command: PieceCommand, call: Call, host: Host) {
    this.#command = command;
    this.#call = call;
    this.#host = host;
    const options = readOptions(call.flags, command.options);
    if (options.apply !== undefined) refuseDecisions(call, command.options, command.begin !== undefined);
    const root = command.findRoot(call);
    this.root = root;
    this.#tree = notingTree(diskTree(root));
    const canAsk = !options.yes && !options.json && host.canAsk;
    this.#request = {
      tree: this.#tree,
      options,
      asker: createAsker(this.#prompt, canAsk, host.say),
      patchPrefix: findPatchPlace(root, call.cwd).prefix,
      around: lookAround(root, call.cwd),
      format: createFormat(root),
      findIgnored: createFindIgnored(root),
      updates: command.updates ?? false,
      removes: command.removes ?? false,
    };
  }

  /** Holds the project from before the first look at it until everything is written. */
  async begin(): Promise<void> {
    if (this.#request.options.dryRun) {
      for (const line of describeUnfinished(this.root)) this.#host.say(line);
    } else {
      this.#hold = createHold(this.root, this.#host.say);
      await this.#hold.take();
    }
    const { apply } = this.#request.options;
    if (apply === undefined) await this.#inItsWords(() => this.#findProject());
    else this.#planned = this.#withoutTrial(readPlan(apply, this.#call.cwd, this.tree));
  }

  async choose(): Promise<Chosen> {
    const { names } = this.#call;
    if (this.#isPlanned) return { selections: [], along: [] };
    return this.#inItsWords(() => this.#command.choose({ ...this.#request, names, project: this.#project }));
  }

  async plan(selections: readonly Selection[]): Promise<void> {
    if (this.#isPlanned) return;
    await this.#inItsWords(async () => {
      const planned = await planRun(this.#request, this.#project, selections);
      const steps = planned.dryRun && { steps: listSteps(planned.writes, this.#tree) };
      this.#planned = { ...planned, ...steps, notes: [...planned.notes, ...(await this.#prove(planned))] };
    });
  }

  get tree(): Tree {
    return this.#request.tree;
  }

  /** What is to be written; nothing in a preview. */
  get writes(): readonly FileWrite[] {
    return this.#planned.dryRun ? [] : this.#planned.writes;
  }

  /** Leaves all files old or all new. */
  async write(): Promise<void> {
    const { tree } = this;
    await hearSignals();
    const read = () => this.writes.map((write) => ({ ...write, before: tree.read(write.path) }));
    if (this.#hold !== undefined) await this.#inItsWords(() => this.#hold?.write(read()));
    await hearSignals();
  }

  /** Reports last: what a program reads is one document, and not of success where the end fails. */
  async end(): Promise<void> {
    const { begun } = this.#request;
    if (begun !== undefined) await this.#command.finish?.(this.root, this.#planned, begun);
    reportRun(this.#planned, this.#audience);
    this.release();
  }

  /** What became of the files, as it was reported. */
  get summary(): string {
    return sumUp(this.#planned, this.#audience.paint).join('\n');
  }

  /** Whether nothing of it is left to the user. */
  get isComplete(): boolean {
    return this.#planned.outcomes.every(({ status }) => status !== 'conflict' && status !== 'marked');
  }

  /** Lets others go on with the project. */
  release(): void {
    this.#hold?.release();
  }

  get #isPlanned(): boolean {
    return this.#request.options.apply !== undefined;
  }

  get #audience(): Audience {
    const { json, color } = this.#request.options;
    const say = (lines: readonly string[]) => this.#host.say(lines.join('\n'));
    return { root: this.root, cwd: this.#call.cwd, json, paint: createPaint(color), say };
  }

  async #prove(planned: PlannedRun): Promise<readonly string[]> {
    const { verify, dryRun, json } = this.#request.options;
    if (!verify || dryRun) return [];
    const say = json ? () => undefined : this.#host.say;
    return (await this.#command.prove?.(this.root, planned, { say })) ?? [];
  }

  /** The commands for a trial would be those of the file. */
  #withoutTrial(planned: PlannedRun): PlannedRun {
    if (this.#command.prove === undefined || planned.writes.length === 0) return planned;
    const note = 'The update was not tried out before it was written: no program is run for a plan.';
    return { ...planned, notes: [...planned.notes, note] };
  }

  async #findProject(): Promise<void> {
    const { root } = this;
    const begun = await this.#command.begin?.({ ...this.#request, root, call: this.#call });
    if (begun !== undefined) this.#request = { ...this.#request, begun };
    this.#project = await findProject(this.#request);
    reportProject(this.#project, this.#audience);
  }

  /** What goes wrong speaks of the flags that this command has and was given. */
  async #inItsWords<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { options: known } = this.#command;
      throw fitError(error, { known, given: this.#call.flags, isTyped: this.#host.isTyped });
    }
  }

  /** A question may be open all day: others go on meanwhile, and what they change is seen before anything is written. */
  readonly #prompt: Prompt = async (question, page) => {
    this.#hold?.release();
    const answers = await this.#host
      .prompt(question, page)
      .catch((error: unknown) => stopByInterrupt(error, this.#host.say));
    await this.#hold?.take();
    return answers;
  };
}

/** A signal that came meanwhile acts now: Node hears of it in the next turn of its loop, which the first may not be. */
async function hearSignals(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
