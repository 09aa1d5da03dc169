/** The least that survives a power loss, written by hand: no check, no clean-up, no mode, no symlink, no lock. */

import { closeSync, fsyncSync, openSync, promises, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export async function saveFloor(path, state) {
  const temp = `${path}.tmp`;
  const file = await promises.open(temp, 'wx', 0o600);
  await file.writeFile(JSON.stringify(state));
  await file.sync();
  await file.close();
  await promises.rename(temp, path);
  const folder = await promises.open(dirname(path), 'r');
  await folder.sync();
  await folder.close();
}

export function saveFloorSync(path, state) {
  const temp = `${path}.tmp`;
  const file = openSync(temp, 'wx', 0o600);
  writeFileSync(file, JSON.stringify(state));
  fsyncSync(file);
  closeSync(file);
  renameSync(temp, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

export const loadFloor = (path) => JSON.parse(readFileSync(path, 'utf8'));
