/** Tells clients of the MCP server which step of a run begins. */

import type { ServerContext } from '@modelcontextprotocol/server';
import type { Step } from './progress.js';

/** What a client is told of the steps of a run, in their order. */
type Steps = Readonly<Partial<Record<Step, string>>>;

export const planSteps: Steps = { begin: 'Looking at the project', plan: 'Planning what to write' };
export const applySteps: Steps = {
  begin: 'Checking that nothing has changed since the plan',
  write: 'Writing all files, or none',
};

/** Tells a client that asked for it. */
export function createTell({ mcpReq: { _meta, notify } }: ServerContext, steps: Steps): (step: Step) => void {
  const progressToken = _meta?.progressToken;
  const names = Object.keys(steps);
  return (step) => {
    const message = steps[step];
    if (progressToken === undefined || message === undefined) return;
    const params = { progressToken, progress: names.indexOf(step) + 1, total: names.length, message };
    // A client that is gone needs no progress.
    notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}
