import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { emptyReports, parseReports } from '../../../src/app/reportTable';
import type { Moment } from '../../../src/balance/moment';
import { parseAlertMemory } from '../../../src/balance/parseAlerts';
import { emptyAlertMemory } from '../../../src/balance/alerts';
import { AccountStore } from '../../../src/store/accountStore';
import { DiskFolder } from '../../../src/store/diskFolder';
import { thisProcess } from '../../../src/store/processes';
import type { ReadClass, Snapshot } from '../../../src/store/snapshot';
import { realMoment } from '../../moment';
import { until } from '../../waiting';

/** What the extension keeps on disk, read and changed as one more window would: under its locks. */
export class KeptFiles {
  /** The extension's global storage. */
  readonly folder: string;

  constructor(settingsFile: string) {
    this.folder = join(dirname(settingsFile), 'globalStorage', 'leadmagic-credits.leadmagic-credits');
  }

  /** The names of the account folders. */
  async accounts(): Promise<readonly string[]> {
    return readdir(join(this.folder, 'accounts')).catch(() => []);
  }

  async snapshots(): Promise<readonly Snapshot[]> {
    return Promise.all((await this.#stores()).map((store) => store.snapshot.read()));
  }

  /**
   * Makes everything that waits believe that it has waited that much longer: the limits of the read classes, deadlines,
   * reports, back-offs, snoozes. What was read, and when, stays. A test needs no patience then.
   * @param classes whose limits wait no longer; all unless said otherwise
   */
  async letTimePass(ms: number, classes?: readonly ReadClass[]): Promise<void> {
    const earlier = <T extends Moment>(moment: T): T => ({
      ...moment,
      at: moment.at - ms,
      up: moment.up - ms,
    });
    const isMeant = (name: string): boolean => classes?.some((known) => known === name) ?? true;
    for (const store of await this.#stores()) {
      const lease = await until('the request under way to end', () => store.takeLease());
      await store.snapshot.update(({ hold, backoff, attempts, ...rest }) => ({
        ...rest,
        ...(hold && { hold: earlier(hold) }),
        ...(backoff && { backoff: earlier(backoff) }),
        attempts: Object.fromEntries(
          Object.entries(attempts).map(([name, attempt]) => [
            name,
            isMeant(name) ? earlier(attempt) : attempt,
          ]),
        ),
      }));
      await store
        .share({ name: 'alerts.json', empty: () => emptyAlertMemory, parse: parseAlertMemory })
        .update((memory) => (memory.snooze ? { ...memory, snooze: earlier(memory.snooze) } : memory));
      if (classes === undefined) await letReportsAge(store, earlier);
      await lease.release();
    }
  }

  /**
   * As if no documented report had ever been asked for; what a window knows it still shows.
   * @param range `-90` and the like; all unless said otherwise
   */
  async forgetReports(range = ''): Promise<void> {
    const isLeft = (name: string): boolean => name.startsWith('probe-') || !name.endsWith(range);
    for (const store of await this.#stores()) {
      await reportsOf(store).update(({ reports, ...rest }) => ({
        ...rest,
        reports: Object.fromEntries(Object.entries(reports).filter(([name]) => isLeft(name))),
      }));
      const names = await store.folder.list('reports');
      for (const name of names)
        if (!isLeft(name.replace('.json', ''))) await store.folder.remove(`reports/${name}`);
    }
  }

  /** Waits until no window makes a request: one that is closed during it leaves the others to wait for it. */
  async untilIdle(): Promise<void> {
    await this.letTimePass(0);
  }

  /** Makes the balances look as if they had been read that much earlier. */
  async letValuesAge(ms: number): Promise<void> {
    for (const store of await this.#stores()) {
      await store.snapshot.update((snapshot) => {
        const { observation } = snapshot;
        if (observation === undefined) return snapshot;
        const { at, up, sentAt } = observation;
        const aged = { ...observation, at: at - ms, up: up - ms, sentAt: sentAt - ms };
        return { ...snapshot, observation: aged };
      });
    }
  }

  /** Every file under it with its text. */
  async files(): Promise<ReadonlyMap<string, string>> {
    return readTree(this.folder);
  }

  async #stores(): Promise<readonly AccountStore[]> {
    return (await this.accounts()).map(
      (name) =>
        new AccountStore(new DiskFolder(join(this.folder, 'accounts', name)), {
          moment: realMoment,
          processes: thisProcess(),
          random: Math.random,
          newId: randomUUID,
          onSetAside: (file) => {
            throw new Error(`${file} of ${name} cannot be understood.`);
          },
        }),
    );
  }
}

function reportsOf(store: AccountStore) {
  return store.share({ name: 'reports.json', empty: () => emptyReports, parse: parseReports });
}

async function letReportsAge(store: AccountStore, earlier: (moment: Moment) => Moment): Promise<void> {
  await reportsOf(store).update((file) => {
    const aged = Object.entries(file.reports).map(
      ([name, entry]) => [name, { ...entry, asked: earlier(entry.asked) }] as const,
    );
    return aged.length === 0 ? file : { ...file, reports: Object.fromEntries(aged) };
  });
}

/** Every file under a folder with its text (bytes as Latin-1, so that a search finds ASCII in any of them). */
export async function readTree(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  // A file may go while others are read: locks and temporary files do.
  const texts = await Promise.all(files.map((file) => readFile(file, 'latin1').catch(() => '')));
  return new Map(files.map((file, index) => [file, texts[index] ?? '']));
}
