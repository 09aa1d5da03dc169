/** What the tools of the MCP server do: by the very commands that people use, in the folders that it was given. */

import { fill } from '../core/fill-tags.js';
import { readTemplate } from '../run/package-root.js';
import { findTemplates, isPieceId } from '../tables/catalogue.js';
import type { LanguageId } from '../types/language-id.js';
import { UserError } from '../types/user-error.js';
import { type Confinement, createConfinement } from './confinement.js';
import { type Kept, PlanStore } from './plan-store.js';
import type { Step } from './progress.js';
import { runBin } from './run-bin.js';

export interface PlanInput {
  readonly folder?: string;
  readonly command: string;
  readonly names?: readonly string[];
  readonly flags?: Readonly<Record<string, string | boolean>>;
}

/** Hears which step of a run begins. */
type Tell = (step: Step) => void;

/** A run that leaves something to be mended ends with 1, which is no error of the tool. */
const expected = [0, 1];

/** Where the pieces of somebody would be imported from. */
const importPaths: Readonly<Record<LanguageId, string>> = {
  python: 'your_package.utils',
  typescript: './utils',
};

export class Tools {
  readonly #confinement: Confinement;
  readonly #plans = new PlanStore();

  constructor(folders: readonly string[]) {
    this.#confinement = createConfinement(folders);
  }

  async status(folder?: string): Promise<object> {
    return runBin(['check', '--json'], { cwd: this.#confinement.find(folder), expected });
  }

  async plan(input: PlanInput, onStep: Tell): Promise<object> {
    const { command, names = [], flags = {} } = input;
    const place = placeOf(input, this.#confinement);
    const given = Object.entries({ ...flags, 'dry-run': true, json: true }).map(
      ([name, value]) => `--${name}=${value}`,
    );
    const args = [command, ...given, '--', ...place.names, ...names];
    const made = await runBin(args, { cwd: place.folder, onStep });
    const { diff, outcomes, notes, testCommand, commands } = made as Record<string, unknown>;
    return { token: this.#plans.keep(place, made), diff, outcomes, notes, testCommand, commands };
  }

  async apply(token: string, onStep: Tell): Promise<object> {
    return this.#plans.take(token, ({ command, folder, names, file }) =>
      runBin([command, `--apply=${file}`, '--json', '--', ...names], {
        cwd: folder,
        expected,
        onStep,
      }),
    );
  }

  async explain(piece: string, language: LanguageId = 'python'): Promise<object> {
    const guides = isPieceId(piece) ? (findTemplates(piece, language)?.guides ?? []) : [];
    const names = { packageName: 'your_package', importPath: importPaths[language] };
    const guide = guides.map((name) => fill(readTemplate(`${piece}/${language}/${name}`), names)).join('\n');
    return { piece, language, guide };
  }
}

/** A new project is begun from the nearest folder that is there. */
function placeOf({ command, folder, names = [] }: PlanInput, { find, findNew }: Confinement): Kept {
  if (command !== 'app') return { command, folder: find(folder), names: [] };
  if (names.length > 0)
    throw new UserError(`app takes no names here: give ${names[0]} as the folder of the project.`);
  const { target, nearest } = findNew(folder);
  return { command, folder: nearest, names: [target] };
}
