/** The TypeScript helper as a subject, compiled, whole or with a bug planted in its source. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nodeOf } from '../typescript/nodes.js';
import { compile, type Edit, makeProject } from '../typescript/project.js';
import { type Command, repositoryRoot } from './commands.js';
import type { Subject } from './subject.js';

/** What makes the system calls come in one order: a single thread for files, and no queue in the kernel. */
const ONE_ORDER = ['UV_USE_IO_URING=0', 'UV_THREADPOOL_SIZE=1', 'NODE_NO_WARNINGS=1'];

/** How it saves outside of transactions. */
export type Way = 'async' | 'sync';

export function typescriptSubject(way: Way, edits: readonly Edit[] = []): Subject {
  const folder = makeProject({ type: 'commonjs', extension: '.js' }, edits);
  const [program, ...args] = compile(folder);
  const compiled = spawnSync(program, [...args, '--noCheck'], { encoding: 'utf8' });
  if (compiled.status !== 0) throw new Error(compiled.stdout);
  const driver = join(repositoryRoot(), 'test/crash/drivers/typescript/driver.cjs');
  const node = nodeOf(24);
  const run = (...rest: string[]): Command => [
    'env',
    ...ONE_ORDER,
    node,
    driver,
    join(folder, 'dist'),
    way,
    ...rest,
  ];
  return {
    act: (actions) => run('act', JSON.stringify(actions)),
    recover: () => run('recover'),
    count: (path) => run('count', path),
    increment: (path, times) => run('increment', path, String(times)),
    isLock: (file) => /\.lock$/.test(file),
  };
}
