/** The section of an import: what its module counts as, by the settings of a project. */

import { matchesGlob } from '../../../tree/glob.js';
import type { ImportSections } from './import-layout.js';
import type { PythonImport } from './names.js';
import { standardModules } from './reserved-names.js';

/** What imports from the package of the repository itself count as where no setting names it. */
export interface OwnPackage {
  readonly name: string;
  readonly isFirstParty: boolean;
}

export function sectionOf(
  { level, module }: Pick<PythonImport, 'level' | 'module'>,
  sections: ImportSections,
  own: OwnPackage,
): string {
  const found = findSection({ level, module }, sections, own);
  if (sections.names.includes(found)) return found;
  return sections.names.includes('') ? '' : sections.default;
}

function findSection(
  { level, module }: Pick<PythonImport, 'level' | 'module'>,
  sections: ImportSections,
  own: OwnPackage,
): string {
  if (module === '__future__') return 'future';
  if (level > 0) return 'local-folder';
  const known = findKnown(module, sections);
  if (known !== undefined) return known;
  const [top = ''] = module.split('.');
  if (standardModules.has(top)) return 'standard-library';
  return top === own.name.split('.')[0] && own.isFirstParty ? 'first-party' : sections.default;
}

/** The longest pattern that a module, or a package around it, matches. */
function findKnown(module: string, { known }: ImportSections): string | undefined {
  const parts = module.split('.');
  const around = parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
  for (const name of around) {
    const found = known.find(([, patterns]) => patterns.some((pattern) => matchesGlob(name, pattern)));
    if (found) return found[0];
  }
  return undefined;
}
