/** The tests that mocha finds: what its settings name, and what the script does. */

import { hasFile, isInside, joinPath, parentOf } from '../../../tree/paths.js';
import type { Tree } from '../../../types/tree.js';
import { type Listed, listSetting, valueAt } from './settings-data.js';
import type { FileNames } from './settings-of-runner.js';
import { allOf, anyOf, fitsGlobs, fitsOne, globsFrom, isGlob, not, type Suite } from './suite.js';

export const mochaFiles: FileNames = {
  files: [/^\.mocharc\.[cm]?js$/, /^\.mocharc\.ya?ml$/, /^\.mocharc\.jsonc?$/],
  key: 'mocha',
};

/** What counts where nothing else is named. */
const ownFolder = './test';
const ownEndings = ['js', 'cjs', 'mjs'];

export interface MochaCall {
  readonly tree: Tree;
  /** The folder that it is run in. */
  readonly dir: string;
  readonly data: unknown;
  /** The files, folders and patterns of the script. */
  readonly operands: Listed;
  readonly script: string;
}

export function mochaSuite({ tree, dir, data, operands, script }: MochaCall): Suite {
  const told = listSetting(valueAt(data, 'spec'));
  const named = { texts: [...told.texts, ...operands.texts], hasMore: told.hasMore || operands.hasMore };
  const isDefault = named.texts.length === 0 && !named.hasMore;
  const specs = globsFrom(dir, isDefault ? { texts: [ownFolder], hasMore: false } : named);
  const ignored = globsFrom(dir, listSetting(valueAt(data, 'ignore') ?? valueAt(data, 'exclude')));
  const isDeep = valueAt(data, 'recursive') === true || /(^|\s)--recursive\b/.test(script);
  const given = [...script.matchAll(/--ext(?:ension)?[= ](\S+)/g)].flatMap(([, each = '']) =>
    each.split(','),
  );
  const endings = listSetting(valueAt(data, 'extension'), given.length > 0 ? given : ownEndings);
  const isIn = (path: string, folder: string) =>
    isDeep ? isInside(path, folder) : parentOf(path) === folder;
  const fitsFolder = (path: string, folder: string) =>
    isIn(path, folder) && fitsOne(endings, (ending) => path.endsWith(`.${ending.replace(/^\./, '')}`));
  return {
    finds: (path) =>
      allOf([
        anyOf([
          fitsGlobs(path, specs),
          fitsOne(specs, (spec) => !isGlob(spec) && !hasFile(tree, spec) && fitsFolder(path, spec)),
        ]),
        not(fitsGlobs(path, ignored)),
      ]),
    patterns: specs.texts.map((spec) => joinPath(spec)),
  };
}
