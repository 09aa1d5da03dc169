/** The same bugs in TypeScript: each is planted in the source of the real helper. */

import type { Edit } from '../typescript/project.js';
import {
  faults,
  OVER_EXISTING,
  type PlantedBug,
  powerLoss,
  shortWrite,
  transactions,
  unread,
} from './checks.js';

export const PLANTED_BUGS: readonly PlantedBug<Edit>[] = [
  {
    title: 'a write in place',
    edits: [
      { from: 'const temp = durable.hiddenSibling(target, ending);', to: 'const temp = target;' },
      {
        from: "return fs.openSync(temp, 'wx', 0o600);\n  } catch",
        to: "return fs.openSync(temp, 'w', 0o600);\n  } catch",
      },
      { from: '  if (!isRenamed) fs.rmSync(temp, { force: true });\n', to: '' },
    ],
    caughtBy: 'old or new state',
    check: powerLoss(OVER_EXISTING),
  },
  {
    title: 'no fsync of the file',
    edits: [{ from: '    await sync(draft.fd);\n', to: '' }],
    caughtBy: 'old or new state',
    check: powerLoss(OVER_EXISTING),
  },
  {
    title: 'no fsync of the folder',
    edits: [{ from: 'await sync(folder).catch', to: 'await Promise.resolve().catch' }],
    caughtBy: 'acknowledged state survives',
    check: powerLoss(OVER_EXISTING),
  },
  {
    title: 'a rename before the fsync',
    edits: [
      {
        from: 'await sync(draft.fd);\n      publish(draft, inode, text);\n',
        to: 'publish(draft, inode, text);\n      await sync(draft.fd);\n',
      },
    ],
    caughtBy: 'no torn file',
    check: powerLoss('a first save'),
  },
  {
    title: 'parents that are not fsynced after mkdir',
    edits: [
      {
        from: '  changeFolder(dirname(path), () => {\n    fs.mkdirSync(path, { recursive: true });\n  });\n',
        to: '  fs.mkdirSync(path, { recursive: true });\n',
      },
    ],
    caughtBy: 'acknowledged state survives',
    check: powerLoss('a first save into missing folders'),
  },
  {
    title: 'a clear that is not durable',
    edits: [
      {
        from: '  durable.changeFolder(dirname(target), () => {\n    fs.rmSync(target, { force: true });\n  });\n',
        to: '  fs.rmSync(target, { force: true });\n',
      },
    ],
    caughtBy: 'acknowledged state survives',
    check: powerLoss('a clear'),
  },
  {
    title: 'a mode that is set after the fsync',
    edits: [
      {
        from: 'const inode = finish(draft);\n      await sync(draft.fd);\n',
        to: 'await sync(draft.fd);\n      const inode = finish(draft);\n',
      },
    ],
    caughtBy: 'mode and owner kept',
    check: powerLoss('a save that keeps mode and owner'),
  },
  {
    title: 'a symlink that is replaced',
    edits: [
      {
        from: 'return durable.lookAt(durable.followLink(this.path));',
        to: 'return { ...durable.lookAt(durable.followLink(this.path)), target: this.path };',
      },
    ],
    caughtBy: 'symlinks remain',
    check: powerLoss('saves through a symlink'),
  },
  {
    title: 'a temp file that is never swept',
    edits: [{ from: 'hiddenSibling(target, ending)', to: "hiddenSibling(target, process.pid + '.tmp')" }],
    caughtBy: 'nothing stray',
    check: powerLoss('a sweep of what a killed process left'),
  },
  {
    title: 'a corrupt file that is overwritten',
    edits: [{ from: '    rename(target, aside);\n', to: '    fs.rmSync(target);\n' }],
    caughtBy: 'corrupt bytes preserved',
    check: powerLoss('a load that moves a corrupt file aside'),
  },
  {
    title: 'a short write that is ignored',
    edits: [{ from: 'done += wrote.bytesWritten;', to: 'done += Math.max(rest, wrote.bytesWritten);' }],
    caughtBy: 'old state intact',
    check: shortWrite,
  },
  {
    title: 'a temp file that a failure leaves behind',
    edits: [{ from: '  if (!isRenamed) fs.rmSync(temp, { force: true });\n', to: '' }],
    caughtBy: 'no temp file left',
    check: faults,
  },
  {
    title: 'an fsync whose failure is ignored',
    edits: [{ from: 'await sync(draft.fd);', to: 'await sync(draft.fd).catch(Boolean);' }],
    caughtBy: 'raises',
    check: faults,
  },
  {
    title: 'an unread file that is overwritten',
    edits: [
      {
        from: 'await this.refusing(() => durable.readVersion(this.path));',
        to: 'await Promise.resolve(this.path).then(durable.readVersion).catch(() => undefined);',
      },
      { from: '    if (this.isKnown(found)) return', to: '    return' },
    ],
    caughtBy: 'unread bytes preserved',
    check: unread,
  },
  {
    title: 'a lock that others may have, too',
    edits: [{ from: 'MEMORY; BEGIN EXCLUSIVE', to: 'MEMORY; BEGIN; SELECT * FROM sqlite_schema' }],
    caughtBy: 'transactions add up',
    check: transactions,
  },
];
