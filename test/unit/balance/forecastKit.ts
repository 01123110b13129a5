import {
  forecast,
  type Forecast,
  type ForecastInput,
  type VendorDay,
  type VendorDays,
} from '../../../src/balance/forecast';
import { day, noon, startOfUtcDay } from './historyKit';

export const now = noon;

export function forecastOf(given: Partial<ForecastInput>): Forecast {
  return forecast({ history: [], spendable: 1000, now, startOfDay: startOfUtcDay, ...given });
}

/** `count` days that end yesterday (UTC). */
export function vendorDays(credits: readonly number[], end = startOfUtcDay(now)): readonly VendorDay[] {
  return credits.map((amount, index) => ({
    date: new Date(end - (credits.length - index) * day).toISOString().slice(0, 10),
    credits: amount,
  }));
}

/** A series that was read just now, and does not tell when it begins but by its days. */
export function read(daily: readonly VendorDay[]): VendorDays {
  return { daily, at: now, start: daily.map(({ date }) => date).sort()[0] };
}
