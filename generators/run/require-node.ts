/** Says in one line that Node is too old: what is missing in it would say so half-way, in its own words. */

import { UserError } from '../types/user-error.js';

/** As `engines` of package.json says; throws a UserError. */
export function requireNode(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isFit = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (!isFit) throw new UserError(`Node ${version} is too old: Node 20.19, 22.12 or newer is needed.`);
}
