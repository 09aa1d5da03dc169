/** What is decided for a TypeScript repository in memory. */

import assert from 'node:assert/strict';
import { typescript } from '../../../generators/languages/typescript/row.js';
import type { Answers, Project } from '../../../generators/types/project.js';
import { memoryTree } from '../../tree/memory-tree.js';

export function projectIn(files: Readonly<Record<string, string>>, answers: Answers = {}): Project {
  const tree = memoryTree(files);
  const [candidate] = typescript.packages(tree, answers);
  assert.ok(candidate, 'there is a candidate');
  return typescript.project(tree, candidate, answers);
}
