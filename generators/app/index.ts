/** `yo chora`: begins a new project, in this folder or in one of its own, with any of the pieces. */

import { fileURLToPath } from 'node:url';
import PersistenceGenerator from '../persistence/index.js';
import { PieceGenerator, type PieceOptions } from '../run/piece-generator.js';
import UtilsGenerator from '../utils/index.js';
import { app } from './command.js';

export default class AppGenerator extends PieceGenerator {
  override description =
    'Begins a new project: a command-line tool, a daemon, an MCP server, a web service or a library.';

  constructor(args?: string[], options?: PieceOptions) {
    super({ command: app, companions }, args, options);
    const description = 'Folder of the project; this one by default';
    this.argument('folder', { type: String, required: false, description });
  }
}

const companions = {
  persistence: { Generator: PersistenceGenerator, path: pathOf('../persistence/index.js') },
  utils: { Generator: UtilsGenerator, path: pathOf('../utils/index.js') },
};

function pathOf(module: string): string {
  return fileURLToPath(new URL(module, import.meta.url));
}
