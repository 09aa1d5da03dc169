/** What the tools of the MCP server take and give, as JSON Schema. */

const text = { type: 'string' };
const texts = { type: 'array', items: text };

/** Of what a tool takes: any other key is a mistake. */
export function objectOf(properties: object, required: readonly string[] = []) {
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
