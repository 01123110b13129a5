import type { AnalyticsOptions } from '../../fake-leadmagic/analytics';
import { UsageReports } from '../../../src/app/usageReports';
import type { Range } from '../../../src/usage/range';
import type { Snapshot } from '../../../src/store/snapshot';
import { accountKits, type AccountKit, type KitWindow } from './accountKit';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const documented = ['credits', 'daily', 'dashboard', 'products', 'summary', 'usage'];
export const undocumented = ['errors', 'found-rate', 'quality', 'quality/daily', 'requests'];
export const every = [...documented, ...undocumented].sort();

/** A window with the reports of its account; the dashboard shows the last seven days unless said otherwise. */
export class ReportsWindow {
  readonly reports: UsageReports;
  changes = 0;
  aborter = new AbortController();

  constructor(
    kit: AccountKit,
    readonly window: KitWindow,
  ) {
    this.reports = new UsageReports(window.account.session, {
      now: kit.clock.now,
      onDidChange: () => (this.changes += 1),
    });
  }

  get session() {
    return this.window.account.session;
  }

  get snapshot(): Snapshot {
    return this.session.state.snapshot;
  }

  get shown() {
    return this.reports.reports(7);
  }

  renew(isAsked = false, day?: string, range: Range = 7): Promise<void> {
    return this.reports.renew(range, day, isAsked, this.aborter.signal);
  }

  catchUp(day?: string): Promise<void> {
    return this.reports.catchUp(7, day, this.aborter.signal);
  }

  /** What another window writes, and this one has not seen. */
  elsewhere(change: Partial<Snapshot>): Promise<Snapshot> {
    return this.session.store.snapshot.update((before) => ({ ...before, ...change }));
  }

  /** The panel closes, and is opened again. */
  reopen(): void {
    this.aborter.abort();
    this.aborter = new AbortController();
  }
}

export interface ReportsKit {
  readonly kit: AccountKit;
  open(): Promise<ReportsWindow>;
  /** The routes asked for since the last call, sorted. */
  asked(): readonly string[];
  /** Resolves when so many have arrived, answered or not. */
  untilAsked(count: number): Promise<void>;
}

/** Windows over one folder, against a stand-in API that serves the documented reports. */
export function reportsKits(analytics?: AnalyticsOptions): () => ReportsKit {
  const kits = accountKits(500, analytics);
  beforeEach(() => kits().api.clearFaults());
  const paths = (): readonly string[] =>
    kits()
      .api.requests.map(({ path }) => path)
      .filter((path) => path.startsWith('/v1/analytics/'))
      .map((path) => path.replace('/v1/analytics/', ''));
  return () => ({
    kit: kits(),
    open: async () => new ReportsWindow(kits(), await kits().open()),
    asked: () => {
      const asked = [...paths()].sort();
      kits().api.clearRequests();
      return asked;
    },
    untilAsked: async (count) => until(() => paths().length >= count),
  });
}

/** Waits for what goes on behind the scenes. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
