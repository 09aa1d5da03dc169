/** Keeps what Node compiled for the next run, where Node can: from 22.1 on. */

import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

interface Caching {
  /** Unknown to the types of the oldest Node that we support. */
  enableCompileCache?(dir: string): unknown;
}

/** In a folder of the user's: in that of all users for temporary files, somebody else could prepare what is run. */
export function keepCompiled(env: NodeJS.ProcessEnv = process.env): void {
  const caches = env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  (module as Caching).enableCompileCache?.(join(caches, 'generator-chora'));
}
