/** The places of a project and what its user allowed, remembered in `.yo-rc.json`, which is Yeoman's file for answers. */

import { type Answers, type Project, UserError } from './core/types.js';

export const configPath = '.yo-rc.json';

const configKey = 'generator-chora';
const rememberedNames = ['language', 'package', 'sourceDir', 'testsDir', 'docsDir'] as const;

/** What an earlier run decided. Throws a UserError where the file is not JSON. */
export function readConfig(text: string | undefined): Answers {
  const stored = parseConfig(text)[configKey];
  if (typeof stored !== 'object' || stored === null) return {};
  const values = stored as Record<string, unknown>;
  const known = rememberedNames.map((name) => [name, values[name]] as const);
  return {
    ...Object.fromEntries(known.filter(([, value]) => typeof value === 'string')),
    ...(values['ignoreRequiresPython'] === true ? { ignoreRequires: true } : {}),
  };
}

/** The file with the places of this project in it, so that later runs put their files beside these, and with
 * the leave to do so in a project for an older Python. */
export function formatConfig(text: string | undefined, project: Project, answers: Answers = {}): string {
  const { language, packageName, sourceDir, testsDir, docsDir } = project;
  const leave = answers.ignoreRequires ? { ignoreRequiresPython: true } : {};
  const config = {
    ...parseConfig(text),
    [configKey]: { language, package: packageName, sourceDir, testsDir, docsDir, ...leave },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function parseConfig(text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {};
  try {
    const config: unknown = JSON.parse(text);
    if (typeof config === 'object' && config !== null && !Array.isArray(config)) return { ...config };
  } catch {
    // Said below, in words that help.
  }
  throw new UserError(`${configPath} does not hold a JSON object; mend it, or delete it and run again.`);
}
