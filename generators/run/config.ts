/** The places of a project and what its user allowed, remembered in `.yo-rc.json`, which is Yeoman's file for answers. */

import type { ProjectAnswers } from '../types/new-project.js';
import type { Answers, Project } from '../types/project.js';
import { UserError } from '../types/user-error.js';

export const configPath = '.yo-rc.json';

const configKey = 'generator-chora';
const rememberedNames = ['language', 'package', 'sourceDir', 'testsDir', 'docsDir'] as const;

/** The answers of a new project, as far as they were given to an earlier run. */
export function readProjectConfig(text: string | undefined): Readonly<Record<string, unknown>> {
  const project = readStored(text)['project'];
  return isRecord(project) ? project : {};
}

/** What an earlier run decided. Throws a UserError where the file is not JSON. */
export function readConfig(text: string | undefined): Answers {
  const values = readStored(text);
  const known = rememberedNames.map((name) => [name, values[name]] as const);
  return {
    ...Object.fromEntries(known.filter(([, value]) => typeof value === 'string')),
    ...(values['ignoreRequiresPython'] === true ? { ignoreRequires: true } : {}),
    ...(values['includeAgentsMd'] === false ? { agentsMd: false } : {}),
    ...(isRecord(values['project']) ? { isBegun: true } : {}),
  };
}

export interface Memory extends Pick<Answers, 'ignoreRequires' | 'agentsMd'> {
  /** The answers of a project that is begun now. */
  readonly begun?: ProjectAnswers;
}

/** The file with the places of this project in it, so that later runs put their files beside these, with what
 * its user allowed or declined, and with the answers that a new project began with. */
export function formatConfig(text: string | undefined, project: Project, memory: Memory = {}): string {
  const { language, packageName, sourceDir, testsDir, docsDir } = project;
  const config = {
    ...parseConfig(text),
    [configKey]: {
      language,
      package: packageName,
      sourceDir,
      testsDir,
      docsDir,
      ...(memory.ignoreRequires ? { ignoreRequiresPython: true } : {}),
      ...(memory.agentsMd === false ? { includeAgentsMd: false } : {}),
      ...formatProject(memory.begun ?? readProjectConfig(text)),
    },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function formatProject(answers: object): object {
  return Object.keys(answers).length === 0 ? {} : { project: answers };
}

function readStored(text: string | undefined): Readonly<Record<string, unknown>> {
  const stored = parseConfig(text)[configKey];
  return isRecord(stored) ? stored : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseConfig(text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {};
  try {
    const config: unknown = JSON.parse(text);
    if (isRecord(config)) return { ...config };
  } catch {
    // Said below, in words that help.
  }
  throw new UserError(`${configPath} does not hold a JSON object; mend it, or delete it and run again.`);
}
