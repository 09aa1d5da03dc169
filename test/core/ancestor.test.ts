/** Recognising unedited files of the ancestor, on texts made up here: none of its own may be in this repository. */

import assert from 'node:assert/strict';
import { hashAncestor, isAncestors } from '../../generators/core/ancestor/recognise.js';
import type { Project } from '../../generators/types/project.js';

const project = { language: 'python', packageName: 'acme', importPath: 'acme.utils' } as Project;
const path = 'src/acme/utils/errors.py';

const generated = `"""Tools of {{ package_name }}.utils.

Made up for a test.
"""

import json
from {{ package_name }}.utils.names import first, second


class Greeter:
    """Greets."""

    def greet(self, name: str, times=1, **extra):
        # Not too loud
        if name in ["x", 'y'] and (times < 2) == True:
            raise ValueError(
                f"{name} is no name: "
                "only {others} are"
            )
        return {"text": 'Hello %s' % name, "times": [times, 2]}  # a dict
    
    def wave(self): return (first, second(1)[2:3])


def call(greeter, *names):
    for name in names:
        greeter.greet(name)
        greeter.wave()
    return json.dumps({})
`;

const formatted = `"""Tools of acme.utils.

Made up for a test.
"""
import json

from acme.utils.names import (
    first,
    second,
)

class Greeter:
    """Greets."""
    def greet(
        self,
        name: str,
        times=1,
        **extra,
    ):
        # Not too loud
        if (
            name in ["x", "y"] and (times < 2) == True
        ):
            raise ValueError(f"{name} is no name: only {{others}} are")
        return {
            "text": "Hello %s" % name,
            "times": [
                times,
                2,
            ],
        }  # a dict

    def wave(self):
        return (
            first,
            second(1)[2:3],
        )

def call(greeter, *names):
    for name in names:
        greeter.greet(name)
        greeter.wave()


    return json.dumps({})`;

const known = { 'errors.py': [hashAncestor({ path, text: generated }, project)] };
const isKnown = (text: string, where = project) => isAncestors({ path, text }, where, known);

const edits: readonly (readonly [string, string, string])[] = [
  ['a changed number', 'times=1', 'times=2'],
  ['a changed name', 'greeter.wave()', 'greeter.save()'],
  ['a changed operator', 'times < 2', 'times <= 2'],
  ['a changed constant', '== True', '== None'],
  ['another keyword', ' and (', ' or ('],
  ['an argument more', 'greet(name)', 'greet(name, 2)'],
  ['a star less', '**extra', '*extra'],
  ['a remark that is changed', '# Not too loud', '# Not so loud'],
  ['a remark that is added', 'greeter.wave()', 'greeter.wave()  # mine'],
  ['a remark that is removed', '  # a dict', ''],
  ['a remark on a line of its own', '  # a dict', '\n        # a dict'],
  ['a directive for a linter', 'import json', 'import json  # noqa'],
  ['a blank in a string', '"text"', '"text "'],
  ['a blank in a docstring', 'Made up', 'Made  up'],
  ['a line in a docstring', 'Made up for', 'Made up\nfor'],
  ['a blank in an f-string', '{name} is', '{name}  is'],
  ['a blank at the end of a part of a string', 'no name: "', 'no name:"'],
  ['another expression in an f-string', 'f"{name}', 'f"{names}'],
  ['an f-string that was none', '"only {others}', 'f"only {others}'],
  ['a prefix of a string', '"text"', 'r"text"'],
  ['a string that is raw bytes', '"text"', 'b"text"'],
  ['a statement that left its block', '        greeter.wave()', '    greeter.wave()'],
  ['a statement that came into a block', '    return json', '        return json'],
  ['a statement less', '        greeter.wave()\n', ''],
  ['two statements in another order', '[times, 2]', '[2, times]'],
  ['parentheses that change a comparison', '(times < 2) == True', 'times < 2 == True'],
  ['a comma that makes a tuple', '(1)[2:3]', '(1,)[2:3,]'],
  ['an import more', 'import json', 'import json, os'],
  ['an import under another name', 'import json', 'import json as json_'],
  ['another module to import from', 'utils.names', 'utils.other'],
  ['another package', '{{ package_name }}.utils.names', 'other.utils.names'],
  ['another placeholder', '{{ package_name }}.utils.names', '{{ project_name }}.utils.names'],
  ['a syntax error', 'def call(', 'def call(('],
  ['a line at the end', '({})\n', '({})\nprint()\n'],
  ['a line at the beginning', '"""Tools', 'print()\n"""Tools'],
];

describe('a file of the ancestor', () => {
  it('is recognised as it was generated', () => assert.ok(isKnown(generated)));

  it('is recognised however it is formatted', () => assert.ok(isKnown(formatted)));

  it('is recognised with the line endings and the mark of Windows', () => {
    assert.ok(isKnown(`\uFEFF${generated.replaceAll('\n', '\r\n')}`));
  });

  it('is recognised with the placeholder and with the name of the package', () => {
    assert.ok(isKnown(generated.replaceAll('{{ package_name }}', 'acme')));
    assert.ok(isKnown(generated.replaceAll('{{ package_name }}', '{{package_name}}')));
  });

  it('is recognised in a package of another name, also where its folder is taken for the package', () => {
    const elsewhere = generated.replaceAll('{{ package_name }}', 'my.tools');
    for (const packageName of ['my.tools', 'my.tools.utils'])
      assert.ok(isKnown(elsewhere, { ...project, packageName, importPath: 'my.tools.utils' }));
    assert.ok(!isKnown(elsewhere));
  });

  it('is not recognised under another name', () => {
    assert.ok(!isAncestors({ path: 'src/acme/utils/other.py', text: generated }, project, known));
  });

  for (const [what, old, edited] of edits) {
    it(`is not taken for unedited with ${what}`, () => {
      for (const text of [generated, formatted.replaceAll('acme.utils', '{{ package_name }}.utils')]) {
        const changed = text.replace(old, () => edited);
        if (changed !== text) assert.ok(!isKnown(changed));
      }
      assert.ok(generated.includes(old));
    });
  }

  it('has the hash that the table was made with: another parser would make it worthless', () => {
    assert.deepEqual(known['errors.py'], [
      '8d9bfb6403d5b772743cd62ffc8a12cd9fb574aa2e38711661be88b1afdd6c44',
    ]);
  });
});

describe('a guide of the ancestor', () => {
  const guide = { path: 'docs/how-to/use-it.md', text: 'last_updated: \n\nImport `acme.utils`.\n' };
  const guides = { 'use-it.md': [hashAncestor(guide, project)] };
  const isGuide = (text: string) => isAncestors({ ...guide, text }, project, guides);

  it('is recognised with any date and author, which Copier filled in', () => {
    assert.ok(isGuide('last_updated: 2025-10-29\r\n\r\nImport `acme.utils`.'));
  });

  it('is not taken for unedited with another word or line', () => {
    assert.ok(!isGuide('last_updated: \n\nImport `acme.tools`.\n'));
    assert.ok(!isGuide('last_updated: \n\nImport `acme.utils`.\n\nMine.\n'));
  });
});
