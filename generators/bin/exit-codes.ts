/** What the exit statuses mean: they do not change between versions. */

export const exitCodes = {
  0: 'done, or in order',
  1: 'refused, failed, or something of it is left to do: one line says what',
  2: 'the command line is wrong in itself; nothing was looked at',
  130: 'stopped by Ctrl-C; nothing was changed',
} as const;
