/** The one Yeoman class that all generators share: options in, plan, files out, report. */

import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { chalkStderr } from 'chalk';
import type { MemFsEditorFile } from 'mem-fs-editor';
import { clearFileState, isFileStateDeleted, isFileStateModified } from 'mem-fs-editor/state';
import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import { describeCommands, describeOutcomes, describeProject, type Paint, toJson } from '../core/report.js';
import { diskTree } from '../tree/disk-tree.js';
import type { Selection } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { Asker, InputQuestion, Question } from './ask.js';
import type { NewProject } from './begin-project.js';
import { findProjectRoot } from './detect.js';
import { type Options, type OptionTable, optionTable, readOptions } from './options.js';
import { findProject, type PlannedRun, planRun, type Request } from './plan-run.js';
import { type FileContents, writeFiles } from './write-files.js';

/** A generator composed by another of ours gets that one's list of selections, and only adds to it. */
export type PieceOptions = BaseOptions & { readonly selections?: Selection[] };

const paint: Paint = { good: chalkStderr.green, warn: chalkStderr.yellow, dim: chalkStderr.dim };

export abstract class PieceGenerator extends Generator<Record<string, never>, PieceOptions> {
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

  constructor(args?: string[], options?: PieceOptions, features?: BaseFeatures) {
    super(args, options, { ...features, inheritTasks: true });
    this.#isRoot = options?.selections === undefined;
    this.selections = options?.selections ?? [];
    if (this.#isRoot) this.setFeatures({ customInstallTask: true, customCommitTask: () => this.#commit() });
    for (const [name, { description }] of Object.entries(this.optionTable)) {
      // Yeoman's Boolean would turn `--tests=false` into true; `readOptions` checks the values.
      this.option(name, { type: (value: unknown) => value, description });
    }
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

  initializing(): void {
    const options = readOptions(this.options, this.optionTable);
    this.root = this.#isRoot ? this.findRoot() : this.destinationRoot();
    this.#request = { tree: diskTree(this.root), options, asker: this.#createAsker(options) };
  }

  async prompting(): Promise<void> {
    if (this.#isRoot) await this.#findProject();
    await this.select(this.#request);
  }

  /** Only now have composed generators, which are prompting until here, added what they stand for. */
  async configuring(): Promise<void> {
    if (this.#isRoot) this.planned = await planRun(this.#request, this.project, this.selections);
  }

  writing(): void {
    if (!this.#isRoot || this.planned.dryRun) return;
    for (const { path, text } of this.planned.writes) {
      if (text === undefined) this.fs.delete(join(this.root, path));
      else this.fs.write(join(this.root, path), text);
    }
  }

  end(): void | Promise<void> {
    if (!this.#isRoot) return;
    const { json, dryRun } = this.#request.options;
    if (json) process.stdout.write(`${JSON.stringify(toJson(this.planned, this.planned.diff), null, 2)}\n`);
    else if (dryRun) process.stdout.write(this.planned.diff);
    else this.#reportOutcomes();
  }

  async #findProject(): Promise<void> {
    const begun = await this.begin(this.#request);
    if (begun !== undefined) this.#request = { ...this.#request, begun };
    this.project = await findProject(this.#request);
    if (!this.#request.options.json) this.#say(describeProject(this.project, paint));
  }

  #reportOutcomes(): void {
    this.#say(['', ...describeOutcomes(this.planned.outcomes, paint)]);
    if (this.planned.commands.length > 0) this.#say(['', ...describeCommands(this.planned.commands)]);
  }

  #say(lines: readonly string[]): void {
    this.log(lines.join('\n'));
  }

  /** Yeoman's own commit writes in place and one by one; ours leaves every file old or new, never half. */
  async #commit(): Promise<void> {
    await this.fs.commit(
      Duplex.from(async function* (pending: AsyncIterable<MemFsEditorFile>) {
        const files: MemFsEditorFile[] = [];
        for await (const file of pending) files.push(file);
        await writeFiles(files.flatMap(toFileContents));
        files.forEach(clearFileState);
        yield* files;
      }),
    );
  }

  #createAsker(options: Options): Asker {
    return {
      canAsk: !options.yes && !options.json && hasSomebodyToAsk(this.env.adapter),
      select: async (asked: Question) => {
        // `guiOptions` gives the question a control in IDE hosts; Yeoman's types do not know it.
        const question = { ...asked, type: 'select' as const, guiOptions: { type: 'list' } };
        const answers = await this.prompt<Record<string, string>>(question);
        return answers[asked.name] ?? '';
      },
      selectMany: async ({ name, message, choices }: Question) => {
        const question = { type: 'checkbox' as const, name, message, choices: [...choices] };
        const answers = await this.prompt<Record<string, string[]>>(question);
        return answers[name] ?? [];
      },
      input: async ({ name, message, default: suggestion, problem }: InputQuestion) => {
        const validate = (value: string) => problem(value) ?? true;
        const question = { type: 'input' as const, name, message, default: suggestion, validate };
        const answers = await this.prompt<Record<string, string>>(question);
        return answers[name] ?? '';
      },
    };
  }
}

function toFileContents(file: MemFsEditorFile): readonly FileContents[] {
  if (isFileStateDeleted(file)) return [{ path: file.path, contents: undefined }];
  return isFileStateModified(file) && file.contents !== null
    ? [{ path: file.path, contents: file.contents }]
    : [];
}

/** A terminal adapter reads a stream that may be a pipe; an IDE's adapter has no stream, and somebody before it. */
function hasSomebodyToAsk(adapter: object): boolean {
  const { actualAdapter } = adapter as { actualAdapter?: object };
  const { stdin } = (actualAdapter ?? adapter) as { stdin?: { isTTY?: boolean } };
  return stdin === undefined || stdin.isTTY === true;
}
