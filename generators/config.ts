/** The places of a project, remembered in `.yo-rc.json`, which is Yeoman's file for answers. */

import { type Answers, type Project, UserError } from './core/types.js';

export const configPath = '.yo-rc.json';

const configKey = 'generator-chora';
const rememberedNames = ['language', 'package', 'sourceDir', 'testsDir', 'docsDir'] as const;

/** What an earlier run decided. Throws a UserError where the file is not JSON. */
export function readConfig(text: string | undefined): Answers {
  const stored = parseConfig(text)[configKey];
  if (typeof stored !== 'object' || stored === null) return {};
  const known = rememberedNames.map((name) => [name, (stored as Record<string, unknown>)[name]] as const);
  return Object.fromEntries(known.filter(([, value]) => typeof value === 'string'));
}

/** The file with the places of this project in it, so that later runs put their files beside these. */
export function formatConfig(text: string | undefined, project: Project): string {
  const { language, packageName, sourceDir, testsDir, docsDir } = project;
  const config = {
    ...parseConfig(text),
    [configKey]: { language, package: packageName, sourceDir, testsDir, docsDir },
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
