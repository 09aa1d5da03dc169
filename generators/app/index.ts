/** `yo chora`: begins a new project, in this folder or in one of its own, with any of the pieces. */

import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commonPages } from '../new-project/ask.js';
import PersistenceGenerator from '../persistence/index.js';
import { PieceGenerator, type PieceOptions, type PromptQuestions } from '../run/piece-generator.js';
import UtilsGenerator from '../utils/index.js';
import { app, findFolderProblem } from './command.js';

export default class AppGenerator extends PieceGenerator {
  override description =
    'Begins a new project: a command-line tool, a daemon, an MCP server, a web service or a library.';

  constructor(args?: string[], options?: PieceOptions) {
    super({ command: app, companions }, args, options);
    const description = 'Folder of the project; this one by default';
    this.argument('folder', { type: String, required: false, description });
  }

  override async initializing(): Promise<void> {
    // The wizard opens a folder that often is a project already.
    if (this.isInWizard && this.args.length === 0) this.args = [await this.#askFolder()];
    super.initializing();
  }

  override writing(): void {
    super.writing();
    // The wizard opens it; before, Yeoman would make a folder that nobody may want in the end.
    if (this.isInWizard) this.destinationRoot(resolve(this.destinationRoot(), this.args[0] ?? '.'));
  }

  async #askFolder(): Promise<string> {
    const name = 'folder';
    await this.showSteps({ title: 'Folder', later: commonPages });
    const here = this.destinationRoot();
    const isEmpty = !existsSync(here) || readdirSync(here).every((entry) => entry === '.git');
    const answers = await this.prompt({
      type: 'input',
      name,
      message: 'In which folder should the project be?',
      default: isEmpty ? here : join(here, 'my-project'),
      validate: (value: string) => findFolderProblem(resolve(here, value)) ?? true,
      guiOptions: {
        type: 'folder-browser',
        mandatory: true,
        hint: 'The project is begun in this very folder, which is made if need be.',
        ...this.linkOnce(app.heading),
      },
    } as PromptQuestions);
    return answers[name] as string;
  }
}

/** For yeoman-environment 3, which takes a class by `require`, and then says that it is too old. */
export { AppGenerator as 'module.exports' };

const companions = {
  persistence: { Generator: PersistenceGenerator, path: pathOf('../persistence/index.js') },
  utils: { Generator: UtilsGenerator, path: pathOf('../utils/index.js') },
};

function pathOf(module: string): string {
  return fileURLToPath(new URL(module, import.meta.url));
}
