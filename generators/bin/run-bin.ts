/** Runs this bin in a process of its own, and reads what it prints as JSON. */

import { execFile } from 'node:child_process';
import { isRecord, parseJson } from '../text/json.js';
import { UserError } from '../types/user-error.js';

/** Throws a UserError with the message of the run where its status is none of the expected ones. */
export function runBin(args: readonly string[], cwd: string, expected: readonly number[]): Promise<object> {
  const [, bin = ''] = process.argv;
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [bin, ...args],
      { cwd, maxBuffer: 100_000_000 },
      (_error, stdout, stderr) => {
        const data = parseJson(stdout);
        const { error } = isRecord(data) ? data : { error: undefined };
        const message = isRecord(error) ? String(error['message']) : stderr.trim();
        if (isRecord(data) && error === undefined && expected.includes(child.exitCode ?? -1)) resolve(data);
        else reject(new UserError(message || `generator-chora ${args[0]} ended with ${child.exitCode}.`));
      },
    );
    child.stdin?.end();
  });
}
