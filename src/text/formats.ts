import { BarFormats } from './barFormats';
import type { Plural } from './translate';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Where round millions are followed by "de": 1.000.000 de créditos, 1 000 000 de crédits. CLDR calls that form `many`. */
const MILLIONS_OF = /^(es|fr|pt)\b/i;

/** Numbers, times and plurals in one language. */
export class Formats extends BarFormats {
  #rules: Intl.PluralRules | undefined;

  /** A share of 1 as percent: `0.25` is `25%`. */
  percent(share: number): string {
    return this.number('percent', { style: 'percent', maximumFractionDigits: 1 }).format(share);
  }

  /** A clock time, with the day when that is not today's: `14:05`, `2026-01-30 14:05`. Local time. */
  time(at: number, now: number): string {
    const date = new Date(at);
    const clock = `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
    if (date.toDateString() === new Date(now).toDateString()) return clock;
    return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())} ${clock}`;
  }

  /** A time before which nothing may be done. Clock times have no seconds: told late rather than early. */
  deadline(at: number, now: number): string {
    return this.time(Math.ceil(at / MINUTE) * MINUTE, now);
  }

  /** A length of time in its largest unit: `3 days`. */
  span(ms: number): string {
    return ms < HOUR
      ? this.#unit('minute', Math.max(1, Math.round(ms / MINUTE)))
      : this.#span(ms, Math.round);
  }

  /** The same of a time that is still going on: what is not full does not count. */
  spanSoFar(ms: number): string {
    return this.#span(ms, Math.floor);
  }

  #span(ms: number, whole: (value: number) => number): string {
    if (ms < HOUR) return this.#unit('minute', whole(ms / MINUTE));
    return ms < 2 * DAY ? this.#unit('hour', whole(ms / HOUR)) : this.#unit('day', whole(ms / DAY));
  }

  /** Milliseconds: `132 ms`. */
  milliseconds(ms: number): string {
    return this.#unit('millisecond', Math.round(ms), 'short');
  }

  /** The form of a message that fits a number, with the number as `{0}`. */
  plural(forms: Plural, count: number, ...more: readonly (string | number)[]): string {
    this.#rules ??= new Intl.PluralRules(this.locale);
    const category = this.#rules.select(count);
    const number = this.credits(count);
    const isOfMillions = category === 'many' && MILLIONS_OF.test(this.locale);
    return this.t(
      category === 'one' ? forms.one : forms.other,
      isOfMillions ? `${number} de` : number,
      ...more,
    );
  }

  #unit(unit: string, value: number, unitDisplay: 'long' | 'short' = 'long'): string {
    return this.number(unit + unitDisplay, { style: 'unit', unit, unitDisplay }).format(value);
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
