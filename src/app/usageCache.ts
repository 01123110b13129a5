import { Emitter, type Subscribe } from './emitter';
import { fingerprint } from './fingerprint';
import type { AccountSession } from './session';
import { UsageReports, type UsageTools } from './usageReports';

/**
 * The reports of every account that this window looked at: they outlive a dashboard that closes, and an account that is
 * left for another and comes back.
 */
export class UsageCache {
  readonly #changed: Emitter<void>;
  readonly #known = new Map<string, UsageReports>();

  constructor(
    private readonly now: UsageTools['now'],
    onListenerError: (error: unknown) => void,
  ) {
    this.#changed = new Emitter(onListenerError);
  }

  /** What is known of one of them changed. */
  get onDidChange(): Subscribe<void> {
    return this.#changed.event;
  }

  of(session: AccountSession): UsageReports {
    const { key, origin } = session.client.options;
    const name = fingerprint(key, origin);
    const known = this.#known.get(name);
    known?.use(session);
    const reports =
      known ?? new UsageReports(session, { now: this.now, onDidChange: () => this.#changed.fire() });
    this.#known.set(name, reports);
    return reports;
  }
}
