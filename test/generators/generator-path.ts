/** Where Yeoman finds a generator of this package. */

import { join } from 'node:path';
import { packageRoot } from '../../generators/run/package-root.js';

export function generatorPath(name: string): string {
  return join(packageRoot, 'dist/generators', name, 'index.js');
}
