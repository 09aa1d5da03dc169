/** The ways in which the last bytes written before a power loss can be damaged. Pure. */

import type { Operation } from './history.js';

type Write = Extract<Operation, { kind: 'write' }>;

const SECTOR = 512;
const ZERO = 0x00;
const GARBAGE = 0xa5;

/** The changes as they are, and in every way in which one of the writes among them is damaged. */
export function damagedWrites(changes: readonly Operation[]): Operation[][] {
  const damaged = changes.flatMap((change, i) =>
    change.kind === 'write' ? damage(change).map((worse) => changes.with(i, worse)) : [],
  );
  return [[...changes], ...damaged];
}

/** Cut short; of full size with the tail not written; of full size with the head not written. */
function damage(write: Write): Write[] {
  return cuts(write.data.length).flatMap((cut) => [
    { ...write, data: write.data.subarray(0, cut) },
    ...[ZERO, GARBAGE].map((fill) => ({ ...write, data: Buffer.from(write.data).fill(fill, cut) })),
    ...[ZERO, GARBAGE].map((fill) => ({ ...write, data: Buffer.from(write.data).fill(fill, 0, cut) })),
  ]);
}

/** Where a write may break off: at its ends, in the middle, between sectors. */
function cuts(length: number): number[] {
  const sectors = Array.from({ length: Math.floor(length / SECTOR) }, (_, i) => (i + 1) * SECTOR);
  const places = [0, 1, Math.floor(length / 2), length - 1, ...sectors];
  return [...new Set(places)].filter((place) => place >= 0 && place < length);
}
