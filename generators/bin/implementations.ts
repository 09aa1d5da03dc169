/** What the commands do, by their names: all that is loaded only to be run. */

import { app } from '../app/command.js';
import { check } from '../check/command.js';
import { docs } from '../docs/command.js';
import { persistence } from '../persistence/command.js';
import { remove } from '../remove/command.js';
import type { LookCommand, PieceCommand } from '../run/command.js';
import { status } from '../status/command.js';
import { update } from '../update/command.js';
import { utils } from '../utils/command.js';
import type { Command } from './commands.js';
import { describe } from './describe.js';
import { mcp } from './mcp-command.js';

export const implementations: Readonly<Record<Command, PieceCommand | LookCommand>> = {
  app,
  persistence,
  utils,
  docs,
  update,
  remove,
  status,
  check,
  mcp,
  describe,
};
