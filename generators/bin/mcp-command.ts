/** Starts the MCP server, where the package that it is built on is installed. */

import type { Call, LookCommand } from '../run/command.js';
import { UserError } from '../types/user-error.js';

const sdk = '@modelcontextprotocol/server';

export const mcp: LookCommand = {
  options: {},
  async look({ dir, names }: Call) {
    const { serve } = await import('./mcp.js').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
      throw new UserError(
        `The MCP server needs ${sdk}: npx --package=generator-chora --package=${sdk} generator-chora mcp`,
      );
    });
    serve(names.length > 0 ? names : [dir]);
  },
};
