/** The flags of each command, by its name. It imports little: help and completions are there at once. */

import { projectOptions } from '../new-project/options.js';
import {
  checkOptions,
  docsOptions,
  type OptionTable,
  optionTable,
  removeOptions,
  statusOptions,
  updateOptions,
} from '../run/options.js';
import type { Command } from './commands.js';

export const commandOptions: Readonly<Record<Command, OptionTable>> = {
  app: projectOptions,
  persistence: optionTable,
  utils: optionTable,
  docs: docsOptions,
  update: updateOptions,
  remove: removeOptions,
  status: statusOptions,
  check: checkOptions,
  mcp: {},
  describe: statusOptions,
};
