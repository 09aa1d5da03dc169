/** Decides where the guides go: with the documentation that is there. */

import { hasFolder, normaliseFolder } from '../../../tree/paths.js';
import type { Answers, Fact } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { fileOf, type PythonConfig } from './config.js';

export interface DocsPlace {
  readonly docsDir: string;
  readonly fact: Fact;
}

const folders = ['user-docs', 'docs', 'doc', 'documentation'];
const guides = ['how-to', 'howto', 'how-tos', 'how_to', 'how-to-guides'];

export function placeDocs(tree: Tree, config: PythonConfig, answers: Answers): DocsPlace {
  if (answers.docsDir !== undefined)
    return describe(normaliseFolder(answers.docsDir, '--docs-dir'), '--docs-dir');
  const candidates = [...folders.map((name) => fileOf(config, name)), ...folders];
  const found = candidates.find((dir) => hasFolder(tree, dir));
  if (found === undefined)
    return describe(`${fileOf(config, 'user-docs')}/how-to`, 'there is no folder of documentation yet');
  const guide = guides.find((name) => hasFolder(tree, `${found}/${name}`));
  return guide === undefined
    ? describe(`${found}/how-to`, `${found}/ is there`)
    : describe(`${found}/${guide}`, 'the folder is there');
}

function describe(docsDir: string, because: string): DocsPlace {
  return { docsDir, fact: { label: 'guide', value: docsDir, because } };
}
