/** Describes what there is to have and what is detected here, for programs above all. */

import { languages } from '../languages/languages.js';
import type { Call, LookCommand } from '../run/command.js';
import { configPath, readConfig } from '../run/config.js';
import { findProjectRoot } from '../run/detect.js';
import { statusOptions } from '../run/options.js';
import { packageVersion } from '../run/package-root.js';
import { readOptions } from '../run/read-options.js';
import { catalogue, pieceIds } from '../tables/catalogue.js';
import { kinds } from '../tables/kinds.js';
import { formatJson, printable, printableData } from '../text/printable.js';
import { diskTree } from '../tree/disk-tree.js';
import { languageIds } from '../types/language-id.js';
import type { Tree } from '../types/tree.js';
import { UserError } from '../types/user-error.js';
import { toSchema } from './answers-schema.js';
import { binOptions } from './bin-options.js';
import { commandOptions } from './command-options.js';
import { type Command, commands } from './commands.js';
import { exitCodes } from './exit-codes.js';

export const describe: LookCommand = { options: statusOptions, look: print };

function print({ dir, flags }: Call): void {
  const { json } = readOptions(flags, statusOptions);
  const root = findProjectRoot(dir);
  const here = { root, ...detect(diskTree(root)) };
  const data = {
    generator: 'generator-chora',
    version: packageVersion,
    pieces: pieceIds.map(describePiece),
    kinds: Object.entries(kinds).map(([id, { title, description }]) => ({ id, title, description })),
    commands: Object.keys(commands).map((name) => describeCommand(name as Command)),
    flagsOfAll: toSchema(binOptions),
    exitCodes,
    here,
  };
  process.stdout.write(`${json ? formatJson(data) : describeInWords(data).join('\n')}\n`);
}

function describePiece(id: (typeof pieceIds)[number]) {
  const { title, summary, useWhen, generator, templates } = catalogue[id];
  return { id, title, summary, useWhen, command: generator, languages: Object.keys(templates) };
}

function describeCommand(name: Command) {
  const { summary, positionals, examples } = commands[name];
  const flags = toSchema(commandOptions[name]);
  return { name, summary, positionals: positionals.trim(), examples, flags };
}

function detect(tree: Tree) {
  const found = languageIds.flatMap((language) => {
    const evidence = languages[language].findEvidence(tree);
    return evidence === undefined ? [] : [{ language, evidence, ...listPackages(tree, language) }];
  });
  return { languages: found, places: readConfig(tree.read(configPath)).places };
}

function listPackages(tree: Tree, language: (typeof languageIds)[number]) {
  try {
    return { packages: languages[language].packages(tree) };
  } catch (error) {
    if (error instanceof UserError) return { packages: [], problem: error.message };
    throw error;
  }
}

interface Described {
  readonly pieces: readonly ReturnType<typeof describePiece>[];
  readonly commands: readonly ReturnType<typeof describeCommand>[];
  readonly here: { readonly root: string } & ReturnType<typeof detect>;
}

function describeInWords({ pieces, commands: all, here }: Described): readonly string[] {
  const found = printableData(here.languages).map(
    ({ language, evidence }) => `${language.padEnd(14)}${evidence}`,
  );
  return [
    'Pieces:',
    ...pieces.map(
      ({ id, summary, languages: of }) =>
        `  ${id.padEnd(14)}${summary.replaceAll('`', '')} (${of.join(', ')})`,
    ),
    '',
    'Commands:',
    ...all.map(({ name, summary }) => `  ${name.padEnd(14)}${summary}`),
    '',
    `Here: ${printable(here.root)}`,
    ...(found.length > 0 ? found : ['no project of a known language']).map((line) => `  ${line}`),
    '',
    'As JSON, with all flags: generator-chora describe --json',
  ];
}
