/** Knows a prompt that ended by Ctrl-C. */

/** Inquirer throws this then. */
export function isInterrupt(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}
