/** What a run is asked for, and with which eyes it looks at the repository. */

import type { AncestorHashes } from '../core/ancestor/hashes.js';
import type { Around } from '../types/around.js';
import type { Answers } from '../types/project.js';
import type { Tree } from '../types/tree.js';
import type { Asker } from './ask.js';
import type { NewProject } from './begin-project.js';
import { configPath, readConfig } from './config.js';
import type { FindIgnored } from './find-ignored.js';
import type { Format } from './format-files.js';
import type { Options } from './read-options.js';

export interface Request {
  readonly tree: Tree;
  readonly options: Options;
  readonly asker: Asker;
  /** Runs the repository's formatters, where they may be run. */
  readonly format?: Format;
  /** Asks git, where that may be asked. */
  readonly findIgnored?: FindIgnored;
  /** Whether it brings what is there up to date, and merges. */
  readonly updates?: boolean;
  /** Whether it takes what is selected away. */
  readonly removes?: boolean;
  /** The project that the run begins, where it does. */
  readonly begun?: NewProject;
  /** Other files of chora-base than the known ones, for tests. */
  readonly ancestorHashes?: AncestorHashes;
  /** What lies around the project. */
  readonly around?: Around;
  /** What stands before each path in the patch of a preview. */
  readonly patchPrefix?: string;
}

/** What an earlier run was told and holds for later ones, too. */
export function readDecisions(
  tree: Tree,
  options: Pick<Options, 'ignoreRequiresPython' | 'includeAgentsMd'>,
): Pick<Answers, 'ignoreRequires' | 'agentsMd'> {
  const { ignoreRequires = false, agentsMd = true } = readConfig(tree.read(configPath));
  return {
    ignoreRequires: options.ignoreRequiresPython || ignoreRequires,
    agentsMd: options.includeAgentsMd ?? agentsMd,
  };
}
