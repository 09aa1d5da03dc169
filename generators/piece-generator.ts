/** The one Yeoman class that all generators share: options in, plan, files out, report. */

import { Duplex } from 'node:stream';
import { chalkStderr } from 'chalk';
import type { MemFsEditorFile } from 'mem-fs-editor';
import { clearFileState, isFileStateModified } from 'mem-fs-editor/state';
import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import type { Asker, Question } from './ask.js';
import { diskTree } from './core/disk-tree.js';
import { describeOutcomes, describeProject, type Paint, testCommandOf, toJson } from './core/report.js';
import type { Project, Selection } from './core/types.js';
import { findProjectRoot } from './detect.js';
import { type Options, optionTable, readOptions } from './options.js';
import { findProject, type PlannedRun, planRun, type Request } from './plan-run.js';
import { type FileContents, writeFiles } from './write-files.js';

/** A generator composed by another of ours gets that one's list of selections, and only adds to it. */
export type PieceOptions = BaseOptions & { readonly selections?: Selection[] };

const paint: Paint = { good: chalkStderr.green, warn: chalkStderr.yellow, dim: chalkStderr.dim };

export abstract class PieceGenerator extends Generator<Record<string, never>, PieceOptions> {
  /** What the whole run is asked for; shared by composed generators. */
  protected readonly selections: Selection[];
  readonly #isRoot: boolean;
  #request!: Request;
  #project!: Project;
  #run!: PlannedRun;

  constructor(args?: string[], options?: PieceOptions, features?: BaseFeatures) {
    super(args, options, { ...features, inheritTasks: true });
    this.#isRoot = options?.selections === undefined;
    this.selections = options?.selections ?? [];
    if (this.#isRoot) this.setFeatures({ customInstallTask: true, customCommitTask: () => this.#commit() });
    for (const [name, { description }] of Object.entries(optionTable)) {
      // Yeoman's Boolean would turn `--tests=false` into true; `readOptions` checks the values.
      this.option(name, { type: (value: unknown) => value, description });
    }
  }

  /** Adds to `this.selections` what this generator stands for, and composes with others. */
  protected abstract select(request: Request): void | Promise<void>;

  initializing(): void {
    const options = readOptions(this.options);
    if (this.#isRoot) this.destinationRoot(findProjectRoot(this.destinationRoot()));
    this.#request = { tree: diskTree(this.destinationRoot()), options, asker: this.#createAsker(options) };
  }

  async prompting(): Promise<void> {
    await this.select(this.#request);
    if (!this.#isRoot) return;
    this.#project = await findProject(this.#request);
    if (!this.#request.options.json) this.#say(describeProject(this.#project, paint));
  }

  /** Only now have composed generators, which are prompting until here, added what they stand for. */
  async configuring(): Promise<void> {
    if (this.#isRoot) this.#run = await planRun(this.#request, this.#project, this.selections);
  }

  writing(): void {
    if (!this.#isRoot || this.#run.dryRun) return;
    for (const { path, text } of this.#run.writes) this.fs.write(this.destinationPath(path), text);
  }

  end(): void {
    if (!this.#isRoot) return;
    const { json, dryRun } = this.#request.options;
    if (json) process.stdout.write(`${JSON.stringify(toJson(this.#run, this.#run.diff), null, 2)}\n`);
    else if (dryRun) process.stdout.write(this.#run.diff);
    else this.#reportOutcomes();
  }

  #reportOutcomes(): void {
    const command = testCommandOf(this.#run);
    this.#say(['', ...describeOutcomes(this.#run.outcomes, paint)]);
    if (command !== undefined) this.#say(['', `Run the tests with:  ${command}`]);
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
        await writeFiles(files.filter(isFileStateModified).flatMap(toFileContents));
        files.forEach(clearFileState);
        yield* files;
      }),
    );
  }

  #createAsker(options: Options): Asker {
    return {
      canAsk: !options.yes && !options.json && hasSomebodyToAsk(this.env.adapter),
      select: async ({ name, message, choices }: Question) => {
        // `guiOptions` gives the question a control in IDE hosts; Yeoman's types do not know it.
        const question = { type: 'select' as const, name, message, choices, guiOptions: { type: 'list' } };
        const answers = await this.prompt<Record<string, string>>(question);
        return answers[name] ?? '';
      },
      selectMany: async ({ name, message, choices }: Question) => {
        const question = { type: 'checkbox' as const, name, message, choices: [...choices] };
        const answers = await this.prompt<Record<string, string[]>>(question);
        return answers[name] ?? [];
      },
    };
  }
}

function toFileContents({ path, contents }: MemFsEditorFile): readonly FileContents[] {
  return contents === null ? [] : [{ path, contents }];
}

/** A terminal adapter reads a stream that may be a pipe; an IDE's adapter has no stream, and somebody before it. */
function hasSomebodyToAsk(adapter: object): boolean {
  const { actualAdapter } = adapter as { actualAdapter?: object };
  const { stdin } = (actualAdapter ?? adapter) as { stdin?: { isTTY?: boolean } };
  return stdin === undefined || stdin.isTTY === true;
}
