/** Decides where the guides go: with the documentation that is there. */

import { hasFolder, isInside, normaliseFolder } from '../../../tree/paths.js';
import type { Answers, DocsNav, Fact } from '../../../types/project.js';
import type { Tree } from '../../../types/tree.js';
import { fileOf, type PythonConfig } from './config.js';
import { docsFolders, findDocsSites, languageFolder } from './docs-site.js';

export interface DocsPlace {
  readonly docsDir: string;
  readonly fact: Fact;
  /** What each page begins with. */
  readonly opening: string;
  readonly nav: DocsNav | undefined;
}

type Place = Pick<DocsPlace, 'docsDir' | 'fact'>;

const guides = ['how-to', 'howto', 'how-tos', 'how_to', 'how-to-guides'];

export function placeDocs(tree: Tree, config: PythonConfig, answers: Answers): DocsPlace {
  const sites = findDocsSites(tree, config);
  const place = choosePlace(tree, { config, site: sites[0] }, answers);
  const around = sites.filter(({ root }) => isInside(place.docsDir, root));
  const nav = around.find(({ wantsNav }) => wantsNav);
  return {
    ...place,
    // Sphinx with MyST reads every page, and warns of one that no toctree has.
    opening: around.some(({ wantsOrphans }) => wantsOrphans) ? '---\norphan: true\n---\n\n' : '',
    nav: nav && { file: nav.file, root: nav.root },
  };
}

interface Found {
  readonly config: PythonConfig;
  readonly site: { readonly root: string; readonly file: string } | undefined;
}

function choosePlace(tree: Tree, { config, site }: Found, answers: Answers): Place {
  if (answers.docsDir !== undefined)
    return describe(normaliseFolder(answers.docsDir, 'docs-dir'), '--docs-dir');
  const found = site?.root ?? docsFolders(config).find((dir) => hasFolder(tree, dir));
  if (found === undefined)
    return describe(`${fileOf(config, 'user-docs')}/how-to`, 'there is no folder of documentation yet');
  const root = languageFolder(tree, found);
  const guide = guides.find((name) => hasFolder(tree, `${root}/${name}`));
  if (guide !== undefined) return describe(`${root}/${guide}`, 'the folder is there');
  return describe(`${root}/how-to`, site === undefined ? `${root}/ is there` : `the pages of ${site.file}`);
}

function describe(docsDir: string, because: string): Place {
  return { docsDir, fact: { label: 'guide', value: docsDir, because } };
}
