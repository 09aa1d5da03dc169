/** Small projects as a user might have them, for the tests and the demo to add pieces to; most are of Python. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const sampleFiles: Readonly<Record<string, string>> = {
  'pyproject.toml': `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "acme"
version = "1.0.0"
requires-python = ">=3.10"

[dependency-groups]
dev = ["ruff>=0.12"]  # linting only, so far
`,
  'src/acme/__init__.py': '"""Notes that survive."""\n',
  'src/acme/notes.py': `"""Keep notes."""


def add(notes: list[str], note: str) -> list[str]:
    """Return the notes with one more."""
    return [*notes, note]
`,
  'tests/test_notes.py': `from acme.notes import add


def test_adds_a_note() -> None:
    assert add(["a"], "b") == ["a", "b"]
`,
};

export const sampleTypescript: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'acme',
    type: 'module',
    devDependencies: { typescript: '^6.0.0', '@types/node': '^20.0.0' },
  }),
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext" } }\n',
  'src/notes.ts': "import { b } from './b.js';\n\nexport const notes: string = b;\n",
  'src/b.ts': "export const b = 'note';\n",
};

export function writeProject(dir: string, files: Readonly<Record<string, string>> = sampleFiles): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
}
