import { uptime } from 'node:os';

import type { Moment } from '../src/balance/moment';
import type { Processes } from '../src/store/processes';

/** That moment on a machine that was started in 1970 and whose clocks agree. @param at ms since 1970 */
export function momentOf(at: number): Moment {
  return { at, up: at };
}

/** Now, as the extension tells it. */
export function realMoment(): Moment {
  return { at: Date.now(), up: uptime() * 1000 };
}

/** One that takes every other for gone: dead holders are taken over from at once. */
export const goneProcesses: Processes = { self: 'a later window', isGone: () => true };

/** One that never knows whether another is gone, as with windows of another machine: dead holders are waited out. */
export const unknownProcesses: Processes = { self: 'a window', isGone: () => false };
