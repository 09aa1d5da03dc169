/** The rules that answers keep: each function gives the one that a value breaks, or undefined. */

import { nearest } from '../tables/nearest.js';

/** Folders are made of it, and file systems let names be 255 bytes long, some a good deal less in all. */
const longestName = 100;

/** No file of these names can be made there. */
const deviceNames = /^(con|prn|aux|nul|com\d|lpt\d)$/;

export function findNameProblem(value: string): string | undefined {
  if (!/^[a-z][a-z0-9-]*$/.test(value))
    return 'it must begin with a lower-case letter from a to z, followed by such letters, digits or dashes';
  if (value.length < 2 || value.length > longestName) return `it must have 2 to ${longestName} characters`;
  if (deviceNames.test(value)) return 'Windows keeps that name for a device';
  return value.endsWith('-') ? 'it must end with a letter or a digit, as names of packages do' : undefined;
}

export function findLineProblem(value: string): string | undefined {
  if (value.trim() !== value || value === '') return 'it must be text, without blanks at its ends';
  const isLine = !/\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}/u.test(value);
  return isLine && value.length <= 512 ? undefined : 'it must be one line of text, of at most 512 characters';
}

/** Semantic versions, of which Python's packages (PEP 440) know those with alpha, beta and rc. */
export function findVersionProblem(value: string): string | undefined {
  const number = '(0|[1-9]\\d*)';
  const isVersion = new RegExp(`^${number}\\.${number}\\.${number}(-(alpha|beta|rc)(\\.?${number})?)?$`).test(
    value,
  );
  return isVersion
    ? undefined
    : 'it must be a semantic version such as 0.1.0 or 1.0.0-rc.1 (alpha, beta and rc are what packages know)';
}

export function findEmailProblem(value: string): string | undefined {
  return /^[^\s@<>"',;]+@[^\s@<>"',;]+$/.test(value)
    ? undefined
    : 'it must be an address such as ada@example.org';
}

export function findAccountProblem(value: string): string | undefined {
  return value.length <= 39 && /^[a-z\d]+(-[a-z\d]+)*$/i.test(value)
    ? undefined
    : 'it must be letters, digits and single dashes, at most 39, as GitHub has it';
}

export function findChoiceProblem(value: string, choices: readonly string[]): string | undefined {
  if (choices.includes(value)) return undefined;
  const meant =
    choices.find((choice) => choice.toLowerCase() === value.toLowerCase()) ?? nearest(value, choices);
  return `it must be one of ${choices.join(', ')}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
}
