/** What isort's profiles stand for, as far as generated files show it. */

const black = {
  'multi-line-output': 3,
  'include-trailing-comma': true,
  'split-on-trailing-comma': true,
  'line-length': 88,
};

export const isortProfiles: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  black,
  django: { 'include-trailing-comma': true, 'multi-line-output': 5, 'line-length': 79 },
  pycharm: { 'multi-line-output': 3, 'force-grid-wrap': 2, 'lines-after-imports': 2 },
  google: {
    'force-single-line': true,
    'force-sort-within-sections': true,
    'line-length': 1000,
    'single-line-exclusions': ['collections.abc', 'six.moves', 'typing', 'typing_extensions'],
    'order-by-type': false,
  },
  open_stack: { 'force-single-line': true, 'force-sort-within-sections': true, lexicographical: true },
  plone: { ...black, 'force-single-line': true, 'force-alphabetical-sort': true },
  attrs: {
    'include-trailing-comma': true,
    'lines-after-imports': 2,
    'lines-between-types': 1,
    'multi-line-output': 3,
  },
  hug: { 'multi-line-output': 3, 'include-trailing-comma': true, 'line-length': 100 },
  wemake: { 'multi-line-output': 3, 'include-trailing-comma': true, 'line-length': 80 },
  appnexus: {
    ...black,
    'force-sort-within-sections': true,
    'order-by-type': false,
    'no-lines-before': ['LOCALFOLDER'],
  },
};
