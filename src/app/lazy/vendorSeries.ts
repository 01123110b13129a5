import type { VendorDay, VendorDays } from '../../balance/forecast';
import type { UsageReport } from '../../leadmagic/analytics';
import { creditsOfDay } from '../../leadmagic/analyticsDays';
import { present } from '../../leadmagic/present';
import { amount, listOf, object, oneOf, text, time } from '../../store/shape';
import type { Shared } from '../../store/sharedFiles';
import type { Snapshot } from '../../store/snapshot';
import { headersWithWait } from '../headersWithWait';
import type { AccountSession } from '../session';
import { HOUR } from '../schedule';

const DAYS = 7;
/** Days that an older series does not have would be taken for idle ones. */
const LONGEST_KEPT_MS = 2 * HOUR;
/** A failure counts until the next ask is at hand: that may bring the series back. */
const FAILURE_COUNTS_MS = HOUR - 60_000;
/** A failure that lasts so long is none that passes. */
const FAILS_FOR_GOOD_MS = 6 * HOUR;

/** `usage.json` */
interface SeriesFile extends VendorDays {
  readonly v: 1;
  /** When it was asked for in vain since; ms since 1970. */
  readonly failedAt?: number;
  /** The first of these times. */
  readonly failedSince?: number;
}

const parse = object<SeriesFile>(
  { v: oneOf(1 as const), at: time, daily: listOf(object<VendorDay>({ date: text, credits: amount })) },
  { start: text, failedAt: time, failedSince: time },
);

/** The vendor's own credits a day: read at most once an hour, over all windows, and shared on disk. */
export class VendorSeries {
  readonly #file: Shared<SeriesFile>;
  #known: Omit<SeriesFile, 'v'> = { at: 0, daily: [] };
  #told: string | undefined;
  #hasLooked = false;
  #hasAsked = false;

  constructor(
    private readonly session: AccountSession,
    private readonly now: () => number,
  ) {
    this.#file = session.store.share<SeriesFile>({
      name: 'usage.json',
      empty: () => ({ v: 1, at: 0, daily: [] }),
      parse,
    });
  }

  /** Absent while the vendor offers none, and once it is older than two hours. */
  get days(): VendorDays | undefined {
    const { at, daily, start } = this.#known;
    return daily.length > 0 && this.#isYounger(at, LONGEST_KEPT_MS) ? { at, daily, start } : undefined;
  }

  /**
   * Whether a pace may be judged by what there is: not before the file was looked at, and not while a series that there
   * was is about to come again, as at start or after sleep. Else the pace would change its source, and back. One that
   * does not come when it is asked for is not waited for.
   */
  isSettled(mayAsk: boolean): boolean {
    if (!mayAsk || !this.#hasLooked) return this.#hasLooked;
    const { at, daily, failedAt = 0 } = this.#known;
    if (this.#isYounger(at, LONGEST_KEPT_MS) || this.#isYounger(failedAt, FAILURE_COUNTS_MS)) return true;
    return daily.length === 0 && this.#hasAsked;
  }

  /** Whether another pace stands in for a series that failed a short while ago, and may come again any hour. */
  get isMissed(): boolean {
    const { at, daily, failedSince = 0 } = this.#known;
    const isGone = daily.length > 0 && !this.#isYounger(at, LONGEST_KEPT_MS);
    return isGone && this.#isYounger(failedSince, FAILS_FOR_GOOD_MS);
  }

  /**
   * Follows the shared file, and asks when it is an hour old, if it may. Says whether the series changed, also by being
   * let go of.
   */
  async update(mayAsk: boolean): Promise<boolean> {
    const before = this.#told;
    this.#known = await this.#file.read();
    if (mayAsk && !this.#isYounger(this.#known.at, HOUR)) await this.#ask();
    this.#hasLooked = true;
    this.#told = JSON.stringify(this.days);
    return this.#told !== before;
  }

  #isYounger(at: number, ms: number): boolean {
    const age = this.now() - at;
    return age >= 0 && age < ms;
  }

  async #ask(): Promise<void> {
    const { AnalyticsClient } = await import('../../leadmagic/lazy/analyticsClient');
    const client = new AnalyticsClient(this.session.client.options);
    const brought: Pick<SeriesFile, 'daily' | 'start'>[] = [];
    const result = await this.session.request('usage', async (signal) => {
      const answer = await client.credits(DAYS, signal);
      const { result: report, sentAt, receivedAt } = answer;
      if (report.ok) brought.push(seriesOf(report.value));
      else if (report.error.kind === 'notOffered') brought.push({ daily: [] });
      // About usage, not the balance: a failure here is none of the balance's, but how long to wait is.
      return { result: undefined, headers: headersWithWait(answer), source: 'header', sentAt, receivedAt };
    });
    this.#hasAsked ||= result.kind !== 'busy';
    if (result.kind !== 'answered') return;
    const [series] = brought;
    if (series !== undefined)
      this.#known = await this.#file.update(() => ({ v: 1, at: this.now(), ...series }));
    else if (this.#saysSomething(result.snapshot)) {
      const failedAt = this.now();
      this.#known = await this.#file.update((file) => ({ failedSince: failedAt, ...file, failedAt }));
    }
  }

  /** A failure says nothing of the series while the balance cannot be read either, or when this window gave up. */
  #saysSomething({ failures }: Snapshot): boolean {
    return failures === 0 && !this.session.isOver();
  }
}

/**
 * Days left out are taken for idle ones: of a series with a day of which the vendor does not tell what it cost, there is
 * nothing to go by.
 */
function seriesOf({ daily, period }: UsageReport): Pick<SeriesFile, 'daily' | 'start'> {
  const days = daily.flatMap((day) => {
    const credits = creditsOfDay(day);
    return credits === undefined ? [] : [{ date: day.date, credits }];
  });
  return { daily: days.length === daily.length ? days : [], ...present({ start: period?.start }) };
}
