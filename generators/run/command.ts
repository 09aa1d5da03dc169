/** What a command is, whoever hosts it: which pieces and parts it selects, and which commands it brings along. */

import type { Selection } from '../types/change.js';
import type { Project } from '../types/project.js';
import type { NewProject } from './begin-project.js';
import type { OptionTable } from './options.js';
import type { PlannedRun } from './plan-run.js';
import type { Trial } from './prove-update.js';
import type { RawOptions } from './read-options.js';
import type { Request } from './request.js';

/** A command as it was called. */
export interface Call {
  /** The folder that it was called for. */
  readonly dir: string;
  /** The folder that the user is in. */
  readonly cwd: string;
  readonly names: readonly string[];
  /** As given, unchecked. */
  readonly flags: RawOptions;
}

/** What a command can look at to begin a project in the folder `root`. */
export interface Beginning extends Request {
  readonly root: string;
  readonly call: Call;
}

/** What a command can look at to choose. */
export interface Choosing extends Request {
  readonly names: readonly string[];
  /** Unknown to a command that another one brings along. */
  readonly project?: Project;
}

export interface Chosen {
  readonly selections: readonly Selection[];
  readonly along: readonly Along[];
}

/** Another command that takes part in the run. */
export interface Along {
  readonly command: PieceCommand;
  readonly names: readonly string[];
  readonly flags: RawOptions;
}

export interface PieceCommand {
  readonly name: string;
  readonly options: OptionTable;
  /** The heading of the README below which it is described. */
  readonly heading: string;
  /** The folder that it works in. */
  findRoot(call: Call): string;
  /** The project that it begins, where it does. */
  begin?(beginning: Beginning): Promise<NewProject>;
  choose(choosing: Choosing): Promise<Chosen>;
  /** Whether it brings what is there up to date, and merges. */
  readonly updates?: boolean;
  /** Tries a plan out before it is written; returns what the user should know, and throws where it is not to be written. */
  prove?(root: string, planned: PlannedRun, trial: Trial): Promise<readonly string[]>;
  /** Whether it takes what it selects away. */
  readonly removes?: boolean;
  /** What is left to do when everything is written. */
  finish?(root: string, planned: PlannedRun, begun: NewProject): Promise<void>;
}

/** A command that only looks, and prints what it sees. */
export interface LookCommand {
  readonly options: OptionTable;
  /** A host without an output, and whose process is not about this, shows it by `show`. */
  look(call: Call, show?: (text: string) => void): void | Promise<void>;
}
