import * as say from '../text/dashboardMessages';
import { AxisFormats } from '../text/axisFormats';
import { translateBy, type Plural } from '../text/translate';
import type { Problem } from '../usage/dashboardView';
import { utcDay } from '../usage/utcDay';

/** Messages, numbers and days in the language of VS Code. */
export class Words {
  readonly t: AxisFormats['t'];
  readonly #formats: AxisFormats;
  readonly #days = new Map<string, Intl.DateTimeFormat>();

  constructor(
    readonly locale: string,
    messages: Readonly<Record<string, string>>,
    private readonly now: () => number,
  ) {
    this.t = translateBy(messages);
    this.#formats = new AxisFormats(locale, this.t);
  }

  plural(forms: Plural, count: number, ...more: readonly (string | number)[]): string {
    return this.#formats.plural(forms, count, ...more);
  }

  readonly number = (value: number | undefined): string =>
    value === undefined ? this.t(say.unknown) : this.#formats.credits(value);

  /** A round number for an axis, in short: `1.25K`. */
  readonly tick = (value: number): string => this.#formats.tick(value);

  /** @param value round, 0 to 100 */
  readonly percentTick = (value: number): string => this.#formats.percentTick(value / 100);

  /** @param value 0 to 100 */
  readonly percent = (value: number | undefined): string =>
    value === undefined ? this.t(say.unknown) : this.#formats.percent(value / 100);

  readonly milliseconds = (value: number | undefined): string =>
    value === undefined ? this.t(say.unknown) : this.#formats.milliseconds(value);

  /** A clock time, with the day when that is not today's. */
  time(at: number): string {
    return this.#formats.time(at, this.now());
  }

  /** A UTC day in short: `Sep 3`. */
  day(date: string): string {
    return this.#day({ month: 'short', day: 'numeric', timeZone: 'UTC' }).format(startOf(date));
  }

  /** A UTC day in full: `Wed, September 3, 2026`. */
  readonly longDay = (date: string): string =>
    this.#day({
      weekday: 'short',
      month: 'long',
      day: 'numeric',
      year: 'numeric',
      timeZone: 'UTC',
    }).format(startOf(date));

  /** The same, with a word where the day is not over. */
  readonly daySoFar = (date: string): string =>
    date === utcDay(this.now()) ? this.t(say.soFar, this.longDay(date)) : this.longDay(date);

  /** The local day of a time, in short. */
  localDay(at: number): string {
    return this.#day({ month: 'short', day: 'numeric' }).format(at);
  }

  /** The clock time, or the local day that begins then. */
  clock(at: number): string {
    return at === new Date(at).setHours(0, 0, 0, 0) ? this.localDay(at) : this.#formats.time(at, at);
  }

  /** Why something is missing, and when it was tried. */
  problem(problem: Problem): string {
    const { triedAt } = problem;
    const reason = this.#reason(problem);
    return triedAt === undefined ? reason : `${reason} ${this.t(say.triedAt, this.time(triedAt))}`;
  }

  #reason({ kind, status = 0, until }: Problem): string {
    switch (kind) {
      case 'waiting':
        return this.t(
          say.problemWaiting,
          until === undefined ? '' : this.#formats.deadline(until, this.now()),
        );
      case 'unauthorized':
      case 'rejected':
        return this.t(say.problemUnauthorized);
      case 'payment':
        return this.t(say.problemPayment);
      case 'forbidden':
        return this.t(say.problemForbidden);
      case 'notOffered':
        return this.t(say.problemNotOffered);
      case 'rateLimited':
        return this.t(say.problemRateLimited);
      case 'badRequest':
        return this.t(say.problemBadRequest, status);
      case 'server':
        return this.t(say.problemServer, status);
      case 'timeout':
        return this.t(say.problemTimeout);
      case 'network':
        return this.t(say.problemNetwork);
      case 'redirect':
        return this.t(say.problemRedirect);
      case 'cancelled':
        return this.t(say.problemCancelled);
      case 'protocol':
        return this.t(say.problemProtocol);
    }
  }

  #day(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const name = JSON.stringify(options);
    const format = this.#days.get(name) ?? new Intl.DateTimeFormat(this.locale, options);
    this.#days.set(name, format);
    return format;
  }
}

function startOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}
