import { randomUUID } from 'node:crypto';

import { DiskFolder } from '../../../src/store/diskFolder';
import { Exclusive } from '../../../src/store/exclusive';
import { isGone } from '../../../src/store/goneProcess';
import { Lock, type Held } from '../../../src/store/lock';
import { thisProcess } from '../../../src/store/processes';
import { realMoment } from '../../moment';

const FILE = 'counts.json';
const NAIVE = 'naive.lock';
/** How slowly it is judged whether a process is gone: others judge meanwhile, and act. */
const JUDGING_MS = 15;

type Counts = Readonly<Record<string, number>>;

/**
 * A process that counts up its own number in a file that others count in, too, and at some point dies while it holds the
 * lock. What it finds less than it wrote was lost to another one's write.
 */
async function main([root = '', deathAfter = '0', kind = '']: readonly string[]): Promise<void> {
  const me = randomUUID();
  const folder = new DiskFolder(root);
  const { self } = thisProcess();
  const processes = { self, isGone: (name: string) => isSlowlyGone(name, self) };
  const lock =
    kind === 'naive'
      ? new NaiveLock(folder, self)
      : new Lock(folder, { name: 'write', staleMs: 5000, moment: realMoment, processes });
  const exclusive = new Exclusive(lock, Math.random);
  for (let count = 0; ;) {
    await exclusive.run(async () => {
      const counts = JSON.parse((await folder.read(FILE)) ?? '{}') as Counts;
      const found = counts[me] ?? 0;
      if (found !== count) process.send?.({ lost: count - found });
      if (count === Number(deathAfter)) process.kill(process.pid, 'SIGKILL');
      if (await folder.write(FILE, JSON.stringify({ ...counts, [me]: found + 1 }), exclusive.isHeld))
        count = found + 1;
    });
    process.send?.({ counted: count });
  }
}

function isSlowlyGone(name: string, self: string): boolean {
  const gone = isGone(name, self);
  if (gone) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, JUDGING_MS * Math.random());
  return gone;
}

/** A file made with O_EXCL, and unlinked when its maker is gone: what the real lock is better than. */
class NaiveLock {
  constructor(
    private readonly folder: DiskFolder,
    private readonly self: string,
  ) {}

  async tryTake(): Promise<Held | undefined> {
    const holder = await this.folder.read(NAIVE);
    if (holder !== undefined) {
      if (!isSlowlyGone(holder, this.self)) return undefined;
      await this.folder.remove(NAIVE);
    }
    if (!(await this.folder.create(NAIVE, this.self))) return undefined;
    return { isHeld: () => true, release: () => this.folder.remove(NAIVE) };
  }
}

void main(process.argv.slice(2));
