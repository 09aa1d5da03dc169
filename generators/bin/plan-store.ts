/** Keeps plans until they are applied: each by a token that nobody can guess, in a folder that goes with the process. */

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../types/user-error.js';

export interface Kept {
  readonly command: string;
  /** The folder that it is run in. */
  readonly folder: string;
  /** What it is called with besides its flags: the folder of a new project. */
  readonly names: readonly string[];
}

export class PlanStore {
  readonly #dir = mkdtempSync(join(tmpdir(), 'chora-plans-'));
  readonly #kept = new Map<string, Kept>();

  constructor() {
    process.once('exit', () => rmSync(this.#dir, { recursive: true, force: true }));
  }

  keep(kept: Kept, plan: object): string {
    const token = randomUUID();
    writeFileSync(this.#fileOf(token), JSON.stringify(plan), { mode: 0o600 });
    this.#kept.set(token, kept);
    return token;
  }

  /** Once applied, a plan is gone. Throws a UserError for a token that is not known. */
  async take<T>(token: string, use: (plan: Kept & { readonly file: string }) => Promise<T>): Promise<T> {
    const kept = this.#kept.get(token);
    if (kept === undefined) throw new UserError('There is no plan of this token: make one with plan.');
    const done = await use({ ...kept, file: this.#fileOf(token) });
    this.#kept.delete(token);
    return done;
  }

  #fileOf(token: string): string {
    return join(this.#dir, `${token}.json`);
  }
}
