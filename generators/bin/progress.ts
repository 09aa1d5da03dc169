/** The steps of a run, told to the process that started it with a channel, as the MCP server does. */

const steps = ['begin', 'plan', 'write'] as const;

export type Step = (typeof steps)[number];

export function isStep(message: unknown): message is Step {
  return steps.some((step) => step === message);
}

/** That nobody listens any more is no failure of the run. */
export function tellStep(step: Step): void {
  process.send?.(step, undefined, undefined, () => undefined);
}
