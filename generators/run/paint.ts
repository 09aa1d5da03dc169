/** Colours for what is said to people, where they want any. */

import chalk, { Chalk, chalkStderr } from 'chalk';
import type { Paint } from '../core/report.js';

/** No colours where no terminal reads, with `--no-color`, or with NO_COLOR in the environment (no-color.org). */
export function createPaint(color: boolean | undefined, stream: 'stdout' | 'stderr' = 'stderr'): Paint {
  const isWanted = color ?? !process.env['NO_COLOR'];
  const { level } = stream === 'stdout' ? chalk : chalkStderr;
  const { green, yellow, red, dim } = new Chalk({ level: isWanted ? level : 0 });
  return { good: green, warn: yellow, bad: red, dim };
}
