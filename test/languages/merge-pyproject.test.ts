/** What a new project needs anew, in a pyproject.toml that its user edited. */

import assert from 'node:assert/strict';
import { findUndeclared, mergePyproject } from '../../generators/languages/python/edit/merge-pyproject.js';

const base = `[project]
name = "acme"
version = "1"
dependencies = []

[dependency-groups]
dev = [
    "mypy>=2",
]
`;

const text = `[project]
name = "acme"
version = "1"
dependencies = [
    "platformdirs>=4",
]

[project.scripts]
acme = "acme.cli:main"

[dependency-groups]
dev = [
    "mypy>=2",
    "pytest>=9",
]

[tool.pytest.ini_options]
# Where they are.
testpaths = ["tests"]
`;

const merge = (current: string) => mergePyproject({ base, text, current }, 'pyproject.toml');

describe('a pyproject.toml that its user edited', () => {
  it('gets the requirements that are new, where the user has added some of their own', () => {
    const current = base.replace('[]', '["httpx>=0.28"]  # theirs').replace('"mypy>=2"', '"mypy>=2.1"');
    const merged = merge(current);
    assert.ok(merged.includes('dependencies = ["httpx>=0.28", "platformdirs>=4"]  # theirs'));
    assert.ok(merged.includes('    "mypy>=2.1",\n    "pytest>=9",\n]'));
  });

  it('gets the tables that are new, below all others', () => {
    const current = base.replace('[]', '["httpx>=0.28"]');
    assert.ok(
      merge(current).endsWith(
        '[project.scripts]\nacme = "acme.cli:main"\n\n[tool.pytest.ini_options]\n# Where they are.\ntestpaths = ["tests"]\n',
      ),
    );
  });

  it('is merged line by line where the user edited other lines', () => {
    const current = base.replace('"acme"', '"acme-notes"');
    assert.equal(merge(current), text.replace('"acme"', '"acme-notes"'));
  });

  it('keeps the range that the user chose for what is new to the generator', () => {
    const current = base.replace('[]', '["Platform.Dirs==4.2"]').replaceAll('Platform.Dirs', 'PlatformDirs');
    assert.ok(merge(current).includes('dependencies = ["PlatformDirs==4.2"]'));
  });

  it('does not get back what the user took out since', () => {
    const current = text.replace('    "platformdirs>=4",\n', '').replace(/\[project\.scripts\]\n.*\n\n/, '');
    const merged = mergePyproject({ base: text, text, current }, 'pyproject.toml');
    assert.equal(merged, current);
  });

  it('says what the code imports and nothing declares', () => {
    assert.deepEqual(findUndeclared({ base, text, current: base }, 'pyproject.toml'), ['platformdirs>=4']);
    assert.deepEqual(findUndeclared({ base, text, current: text }, 'pyproject.toml'), []);
  });
});
