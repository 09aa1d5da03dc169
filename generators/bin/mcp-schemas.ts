/** What the tools of the MCP server take and give, as JSON Schema. */

import { pieceIds } from '../tables/catalogue.js';
import { languageIds } from '../types/language-id.js';
import { commandOptions } from './command-options.js';

const text = { type: 'string' };
const texts = { type: 'array', items: text };

/** Of what a tool takes: any other key is a mistake. */
function objectOf(properties: object, required: readonly string[] = []) {
  return {
    type: 'object' as const,
    properties: { ...properties },
    required: [...required],
    additionalProperties: false,
  };
}

/** Of what a tool gives: all keys are there, and a later version may have more. */
function resultOf(properties: object) {
  return { type: 'object' as const, properties: { ...properties }, required: Object.keys(properties) };
}

const run = {
  outcomes: { type: 'array', items: resultOf({ path: text, status: text, kind: text }) },
  notes: texts,
  diff: { ...text, description: 'As git apply takes it' },
  testCommand: { type: ['string', 'null'], description: 'Runs the new tests' },
  commands: {
    type: 'array',
    items: resultOf({ kind: text, label: text, command: text }),
    description: 'What to run afterwards, in this order',
  },
};

/** The commands that plan: the others only look. */
const planning = Object.entries(commandOptions)
  .filter(([, options]) => 'apply' in options)
  .map(([name]) => name);

const folder = { ...text, description: 'Folder of the project; the first one of the server by default' };
const newFolder = {
  ...text,
  description: `${folder.description}. For app it may be one that is not there yet`,
};

export const statusInput = objectOf({ folder });

export const planInput = objectOf(
  {
    folder: newFolder,
    command: { ...text, enum: planning },
    names: { ...texts, description: 'Pieces, where the command takes some' },
    flags: { type: 'object', additionalProperties: { type: ['string', 'boolean'] } },
  },
  ['command'],
);

export const applyInput = objectOf({ token: text }, ['token']);

export const explainInput = objectOf(
  { piece: { ...text, enum: pieceIds }, language: { ...text, enum: languageIds } },
  ['piece'],
);

export const statusResult = resultOf({
  version: text,
  root: text,
  isCurrent: { type: 'boolean' },
  files: {
    type: 'array',
    items: resultOf({ path: text, state: text, piece: text, part: text, language: text, package: text }),
  },
  notes: texts,
});

export const planResult = resultOf({ token: { ...text, description: 'For apply, once' }, ...run });

export const applyResult = resultOf({ version: text, root: text, ...run });

export const explainResult = resultOf({ piece: text, language: text, guide: text });
