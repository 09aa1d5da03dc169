/** The conditions under which templates of a new project are written: the names of their folders. */

import type { ProjectAnswers } from '../types/new-project.js';
import { type KindId, kindIds, kinds } from './kinds.js';

/** The conditions that hold; of each kind and each flag, either its name or `no-` and its name. */
export function conditionsOf(answers: ProjectAnswers): ReadonlySet<string> {
  const { projectType, includePersistenceHelpers: persistence, includeApiUtilities: utils } = answers;
  const { isProgram, isService, needsStateDir } = kinds[projectType as KindId];
  const flags = {
    ...Object.fromEntries(kindIds.map((kind) => [kind, kind === projectType])),
    sample: !answers.minimal,
    persistence,
    utils,
    guides: answers.docsDir !== '',
    program: isProgram,
    'state-dir': isProgram && (persistence || needsStateDir),
    tests: answers.includeTests,
    'pre-commit': answers.includePreCommit,
    'github-actions': answers.includeGithubActions,
    publishing: answers.includePublishing,
    deployment: isService && answers.includeDeployment,
    justfile: answers.includeJustfile,
    'agents-md': answers.includeAgentsMd,
    'github-username': answers.githubUsername !== '',
  };
  const held = Object.entries(flags).map(([name, holds]) => (holds ? name : `no-${name}`));
  const framework = projectType === 'cli_tool' ? [answers.cliFramework] : [];
  return new Set(['always', ...framework, ...held]);
}
