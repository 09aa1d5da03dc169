/** What the files of a new project speak of: links and paths that have to be there, and tools that have to be had. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPage } from '../docs/read-page.js';
import { type NewProject, readFile } from './project.js';

/** Links of pages that lead nowhere. */
export function findBrokenLinks(project: NewProject): readonly string[] {
  return project.files
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => {
      const { links } = readPage({ name: path, text: readFile(project, path) });
      const local = links
        .filter((link) => !/^(https?:|mailto:|#)/.test(link))
        .map((link) => link.replace(/#.*/, ''));
      return local
        .filter((link) => !existsSync(join(project.cwd, dirname(path), link)))
        .map((link) => `${path}: ${link}`);
    });
}

/** Paths that a file names but that are not there: those that begin with one of the project's folders, or are one
 * of the files that a flag adds. */
export function findMissingPaths(project: NewProject): readonly string[] {
  const pattern =
    /(?<![\w/.~-])(?:(?:src|tests|docs|user-docs)\/[\w/.-]*\w|justfile|AGENTS\.md|\.pre-commit-config\.yaml)/g;
  return project.files.filter(isProse).flatMap((path) =>
    [...readFile(project, path).matchAll(pattern)]
      .map(([name]) => name)
      .filter((name) => !existsSync(join(project.cwd, name)))
      .map((name) => `${path}: ${name}`),
  );
}

/** Commands that the project's own files call, without a file or a dependency for them. */
export function findMissingTools(project: NewProject): readonly string[] {
  const pyproject = readFile(project, 'pyproject.toml');
  const tools = {
    pytest: /"pytest[>"]/,
    mypy: /"mypy[>"]/,
    ruff: /"ruff[>"]/,
    'pre-commit': /"pre-commit[>"]/,
  };
  const calls = (path: string, tool: string) =>
    new RegExp(`\\b(uv run|venv/bin/)\\s*${tool}\\b`).test(readFile(project, path));
  return Object.entries(tools)
    .filter(([, declared]) => !declared.test(pyproject))
    .flatMap(([tool]) =>
      project.files.filter((path) => isProse(path) && calls(path, tool)).map((path) => `${path}: ${tool}`),
    );
}

/** The texts that people and tools read for what to do; not the guides, whose examples name files of their own. */
function isProse(path: string): boolean {
  return /^(README\.md|AGENTS\.md|CHANGELOG\.md|justfile|pyproject\.toml|\.pre-commit-config\.yaml|\.github\/.*)$/.test(
    path,
  );
}
