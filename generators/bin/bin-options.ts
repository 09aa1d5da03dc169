/** What the bin can be told of any command, beside the command's own flags. */

import type { OptionTable } from '../run/options.js';

export const binOptions = {
  answers: {
    type: 'string',
    description: 'Take flags from a JSON file, such as {"package": "acme"}; those given here win',
  },
  quiet: { type: 'boolean', default: false, description: 'Say nothing but errors' },
} as const satisfies OptionTable;
