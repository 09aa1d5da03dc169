/** Flags as JSON Schema: for `describe --json`, and for the files that `--answers` reads. */

import type { OptionRow, OptionTable } from '../run/options.js';

/** Of the published schema: where it can be had, whatever the version. It never changes. */
const id = 'https://unpkg.com/generator-chora/lib/answers.schema.json';

/** The schema of an answers file: of any command, or of the one that is named by `#/definitions/NAME`. */
export function describeAnswers(commands: Readonly<Record<string, OptionTable>>) {
  const definitions = Object.entries(commands).map(
    ([name, options]) => [name, allowSchemaKey(toSchema(options))] as const,
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: id,
    title: 'Answers for generator-chora: flags of one command',
    anyOf: definitions.map(([name]) => ({ $ref: `#/definitions/${name}` })),
    definitions: Object.fromEntries(definitions),
  };
}

/** Editors find the schema by a key in the file itself. */
function allowSchemaKey({ properties, ...rest }: ReturnType<typeof toSchema>) {
  return { ...rest, properties: { $schema: { type: 'string' }, ...properties } };
}

/** The flags of a command as JSON Schema: of an object whose members are the flags. */
export function toSchema(options: OptionTable) {
  const properties = Object.entries<OptionRow>(options).map(([name, row]) => {
    const { type, description, choices } = row;
    const fallback = row.default === undefined || type === 'string' ? {} : { default: row.default };
    return [name, { type, description, ...(choices && { enum: choices }), ...fallback }];
  });
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}
