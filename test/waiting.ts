import { setTimeout as delay } from 'node:timers/promises';

/** The machine may be slow and shared; a condition that holds later than this does not hold. */
export const patience = 60_000;

/** A value to compare text with: equal, or matching. */
export type Expected = string | RegExp;

export function fits(actual: string, expected: Expected): boolean {
  return typeof expected === 'string' ? actual === expected : expected.test(actual);
}

/** What was waited for did not come. The extension host's suites wait, too: nothing of the browser's may be needed here. */
export class Late extends Error {
  override readonly name = 'Late';
}

/**
 * Waits for a condition that the browser cannot be asked to wait for.
 * @param probe gives the value once the condition holds, `undefined` before
 * @throws Late, which says what was waited for and, by `seen`, what was there instead
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  seen: () => Promise<string> = () => Promise.resolve(''),
  timeout = patience,
): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Late(`Waited ${timeout / 1000} s for ${what}. ${await seen()}`);
    await delay(50);
  }
}

/** As a person reads it: one space for any run of blanks, and the no-break spaces of editors and `Intl` as spaces. */
export function readable(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
