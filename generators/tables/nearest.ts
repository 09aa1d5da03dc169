/** Guesses which known name somebody meant. */

import leven from 'leven';

/** A known name that begins like this one, or else the nearest at most two letters away. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const longer = name.length > 2 ? known.find((candidate) => candidate.startsWith(name)) : undefined;
  if (longer !== undefined) return longer;
  const limit = Math.min(2, Math.floor(name.length / 2));
  const ranked = known.map((candidate) => ({ candidate, distance: leven(name, candidate) }));
  return ranked.filter(({ distance }) => distance <= limit).sort((a, b) => a.distance - b.distance)[0]
    ?.candidate;
}
