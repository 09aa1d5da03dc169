/** Colours for what is said to people, where they want any. */

import { Chalk, chalkStderr } from 'chalk';
import type { Paint } from '../core/report.js';

/** No colours where no terminal reads, with `--no-color`, or with NO_COLOR in the environment (no-color.org). */
export function createPaint(color: boolean | undefined, env: NodeJS.ProcessEnv = process.env): Paint {
  const isWanted = color ?? !env['NO_COLOR'];
  const { green, yellow, red, dim } = new Chalk({ level: isWanted ? chalkStderr.level : 0 });
  return { good: green, warn: yellow, bad: red, dim };
}
