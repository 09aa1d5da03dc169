/** Settings of repositories that generated files are held against, each with the tools that read it. */

import type { Files } from './habits.js';

export type Command = readonly string[];

export interface Habit {
  readonly name: string;
  /** The texts of the settings, by file. */
  readonly files: Files;
  readonly checks: readonly Command[];
  /** The package, where there are several. */
  readonly package?: string;
  /** Whether the checks can only be met by running the formatter. */
  readonly needsTools?: boolean;
}

export const ruffCheck: Command = ['ruff', 'check', '--no-cache', '--output-format', 'concise'];
export const ruffFormat: Command = ['ruff', 'format', '--check', '--no-cache'];
export const isort: Command = ['isort'];
export const black: Command = ['black', '--check'];

const head = '[project]\nname = "acme"\nversion = "1"\nrequires-python = ">=3.10"\n\n';
const hook = (id: string) => `repos:\n  - repo: local\n    hooks:\n      - id: ${id}\n`;

/** A habit that is a table of the pyproject.toml. */
function table(name: string, lines: string, ...checks: readonly Command[]): Habit {
  return {
    name: `${name}: ${lines.replaceAll('\n', '; ')}`,
    files: { 'pyproject.toml': `${head}[${name}]\n${lines}\n` },
    checks,
  };
}

const sortsImports = (lines: string, ...more: readonly Command[]): Habit => {
  const settings = `[tool.ruff.lint]\nextend-select = ["I"]\n[tool.ruff.lint.isort]\n${lines}\n`;
  return {
    name: `ruff's isort: ${lines.replaceAll('\n', '; ')}`,
    files: { 'pyproject.toml': head + settings },
    checks: [ruffCheck, ...more],
  };
};

const ruffSorters: readonly Habit[] = [
  ...[
    '',
    'force-single-line = true',
    'force-single-line = true\nsingle-line-exclusions = ["typing"]',
    'case-sensitive = true',
    'order-by-type = false',
    'order-by-type = false\ncase-sensitive = true',
    'force-sort-within-sections = true',
    'known-third-party = ["acme"]',
    'known-first-party = ["acme", "pytest"]',
    'known-local-folder = ["acme"]',
    'extra-standard-library = ["pytest"]',
    'no-sections = true',
    'no-sections = true\nforce-sort-within-sections = true',
    'no-lines-before = ["first-party", "local-folder"]',
    'lines-between-types = 1',
    'lines-after-imports = 2',
    'from-first = true',
    'length-sort = true',
    'split-on-trailing-comma = false',
    'default-section = "first-party"',
    'section-order = ["future", "first-party", "standard-library", "third-party", "local-folder"]',
    'sections = { testing = ["pytest"] }\nsection-order = ["future", "standard-library", "third-party", "testing", "first-party", "local-folder"]',
    'required-imports = ["from __future__ import annotations"]',
  ].map((lines) => sortsImports(lines)),
  {
    name: "ruff's isort with the folder of sources unnamed, or named otherwise",
    files: { 'pyproject.toml': `${head}[tool.ruff]\nsrc = ["lib"]\nlint.select = ["I"]\n` },
    checks: [ruffCheck],
  },
  {
    name: "ruff's isort with absolute imports only",
    files: {
      'ruff.toml':
        'line-length = 100\n[lint]\nselect = ["I", "TID"]\n[lint.flake8-tidy-imports]\nban-relative-imports = "all"\n',
    },
    checks: [ruffCheck],
  },
  {
    name: "ruff's settings in a file that is extended",
    files: {
      'ruff.toml': 'extend = "ci/base.toml"\nlint.isort.lines-after-imports = 2\n',
      'ci/base.toml': '[lint]\nselect = ["I"]\n[lint.isort]\nforce-single-line = true\n',
    },
    checks: [ruffCheck],
  },
];

const isortSorters: readonly Habit[] = [
  ...[
    'black',
    'django',
    'pycharm',
    'google',
    'open_stack',
    'plone',
    'attrs',
    'hug',
    'wemake',
    'appnexus',
  ].map((profile) => table('tool.isort', `profile = "${profile}"`, isort)),
  ...[
    'line_length = 79',
    'line_length = 60',
    ...[1, 2, 3, 4, 5].map((mode) => `multi_line_output = ${mode}\nline_length = 60`),
    ...[0, 1, 3, 4, 5].map(
      (mode) => `multi_line_output = ${mode}\nline_length = 60\ninclude_trailing_comma = true`,
    ),
    'known_third_party = ["acme"]',
    'known_first_party = ["acme"]\nsrc_paths = ["lib"]',
    'src_paths = ["lib"]',
    'src_paths = ["src/acme", "tests"]',
    'profile = "black"\nsrc_paths = ["src/acme", "tests"]\nforce_sort_within_sections = true',
    'case_sensitive = true',
    'force_sort_within_sections = true',
    'from_first = true',
    'length_sort = true',
    'no_sections = true',
    'known_testing = ["pytest"]\nsections = ["FUTURE", "STDLIB", "THIRDPARTY", "TESTING", "FIRSTPARTY", "LOCALFOLDER"]',
    'lines_between_types = 1\nlines_after_imports = 3',
    'add_imports = ["from __future__ import annotations"]',
    'profile = "black"\nforce_single_line = true',
    'profile = "black"\nline_length = 100\nlines_between_sections = 2',
  ].map((lines) => table('tool.isort', lines, isort)),
  {
    name: 'a member of a workspace, whose root has the settings',
    files: {
      'pyproject.toml':
        '[tool.uv.workspace]\nmembers = ["libs/*"]\n[tool.ruff]\nline-length = 70\nlint.select = ["I"]\n[tool.ruff.lint.isort]\nforce-single-line = true\n',
      'libs/beta/pyproject.toml': head.replace('acme', 'beta'),
      'libs/beta/src/beta/__init__.py': '',
    },
    package: 'beta',
    checks: [ruffCheck],
  },
  {
    name: 'isort without any setting',
    files: { '.pre-commit-config.yaml': hook('isort') },
    checks: [isort],
  },
  {
    name: 'isort with the length of lines in .editorconfig',
    files: {
      '.editorconfig': 'root = true\n\n[*]\nindent_size = 4\n\n[*.py]\nmax_line_length = 62\n',
      '.pre-commit-config.yaml': hook('isort'),
    },
    checks: [isort],
  },
  { name: 'isort in .isort.cfg', files: { '.isort.cfg': '[settings]\nline_length=65\n' }, checks: [isort] },
  {
    name: 'isort in setup.cfg',
    files: { 'setup.cfg': '[isort]\nmulti_line_output=5\nline_length=62\n' },
    checks: [isort],
  },
  { name: 'isort in tox.ini', files: { 'tox.ini': '[isort]\nforce_single_line=True\n' }, checks: [isort] },
];

const formatters: readonly Habit[] = [
  ...[
    '',
    'quote-style = "single"',
    'indent-style = "tab"',
    'docstring-code-format = true',
    'skip-magic-trailing-comma = true',
  ].map((lines) => ({
    ...table('tool.ruff.format', lines, ruffFormat),
    needsTools: /tab|skip|single/.test(lines),
  })),
  { ...table('tool.ruff', 'line-length = 62\nformat.preview = true', ruffFormat), needsTools: true },
  {
    name: 'ruff format with imports sorted in another way',
    files: {
      'pyproject.toml': `${head}[tool.ruff]\nline-length = 70\nformat.quote-style = "single"\nlint.select = ["I", "Q"]\nlint.flake8-quotes.inline-quotes = "single"\n`,
    },
    checks: [ruffFormat, ruffCheck],
    needsTools: true,
  },
  { ...table('tool.black', 'line-length = 79', black), needsTools: false },
  { ...table('tool.black', 'line-length = 66\nskip-magic-trailing-comma = true', black), needsTools: true },
  {
    name: 'black and isort by hooks only',
    files: {
      '.pre-commit-config.yaml': `${hook('black')}      - id: isort\n`,
      'setup.cfg': '[isort]\nprofile = black\n',
    },
    checks: [black, isort],
  },
];

const linters: readonly Habit[] = [
  table('tool.ruff.lint', 'select = ["Q"]\nflake8-quotes.inline-quotes = "single"', ruffCheck),
  {
    name: 'docstrings of packages, types apart, and an old Python',
    files: {
      'pyproject.toml': `${head}[tool.ruff]\ntarget-version = "py310"\nlint.select = ["D104", "TC", "UP"]\n`,
      'src/acme/__init__.py': '"""Acme."""\n',
      'tests/__init__.py': '"""Tests."""\n',
    },
    checks: [ruffCheck],
  },
];

export const habits: Readonly<Record<string, readonly Habit[]>> = {
  "a habit of ruff's isort": ruffSorters,
  'a habit of isort': isortSorters,
  'a formatter': formatters,
  'a linter': linters,
};
