import { randomUUID } from 'node:crypto';

import { DiskFolder } from '../../../src/store/diskFolder';
import { HistoryFiles } from '../../../src/store/historyFiles';
import { thisProcess } from '../../../src/store/processes';
import { SharedFiles } from '../../../src/store/sharedFiles';
import { realMoment } from '../../moment';

/** A folder that kills this process in the middle of a change to the history, that many changes on. */
class DeadlyFolder extends DiskFolder {
  constructor(
    root: string,
    private left: number,
  ) {
    super(root);
  }

  override write(name: string, text: string, may?: () => boolean): Promise<boolean> {
    return this.#half(super.write(name, text, may));
  }

  override remove(name: string): Promise<void> {
    return this.#half(super.remove(name));
  }

  /** A change that has begun: how far it gets is the system's affair, and nothing follows it. */
  #half<T>(change: Promise<T>): Promise<T> {
    if (this.left-- > 0) return change;
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), Math.random());
    return new Promise(() => undefined);
  }
}

/** `tidier.ts FOLDER NOW CHANGES`: tidies the history in a folder, unless it dies after so many changes. */
async function main([folder = '', now = '', changes = '']: readonly string[]): Promise<void> {
  const files = new HistoryFiles(
    new SharedFiles(new DeadlyFolder(folder, Number(changes)), {
      moment: realMoment,
      random: Math.random,
      newId: randomUUID,
      processes: thisProcess(),
      onSetAside: (name) => {
        throw new Error(`${name} was set aside.`);
      },
    }),
  );
  await files.tidy(Number(now), 24);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
