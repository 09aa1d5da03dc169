/** The answers of a new project, for tests that change one or two of them. */

import type { ProjectAnswers } from '../generators/types/new-project.js';

export const sampleAnswers: ProjectAnswers = {
  language: 'python',
  projectName: 'acme-notes',
  packageName: 'acme_notes',
  projectDescription: 'Notes.',
  projectVersion: '0.1.0',
  authorName: 'Ada',
  authorEmail: 'ada@example.org',
  githubUsername: '',
  license: 'MIT',
  pythonVersion: '3.11',
  projectType: 'cli_tool',
  cliFramework: 'typer',
  minimal: false,
  includeApiUtilities: false,
  includePersistenceHelpers: true,
  includeTests: true,
  includeGuides: true,
  testCoverageThreshold: 85,
  includePreCommit: true,
  includeGithubActions: true,
  includePublishing: false,
  includeDeployment: false,
  includeJustfile: true,
  includeAgentsMd: true,
  year: 2026,
  docsDir: 'docs/how-to',
};
