import type { Figure } from './figure';
import { loadBundled } from '../simulation/bundled';
import type * as simulation from '../simulation/soak';

const HOURS = 10_000;
/** Of the requests of a working day; with the rests in between, in which all must be well, it is 30 % of all. */
const FAULT_SHARE = 0.32;

/** Simulated hours with faults: nothing gets stuck, nothing is thrown, no invariant breaks. */
export async function soak(): Promise<readonly Figure[]> {
  const { soak: live } = loadBundled('simulation/soak.ts') as typeof simulation;
  const { hours, requests, faults, stuck, unhandled, violations } = await live({
    hours: HOURS,
    seed: 11,
    faultShare: FAULT_SHARE,
    tickMs: 20_000,
  });
  return [
    { name: 'soak', value: stuck, unit: 'times stuck', budget: 0 },
    { name: 'soak-unhandled', value: unhandled, unit: 'errors', budget: 0 },
    { name: 'soak-violations', value: violations.length, unit: 'violations', budget: 0 },
    { name: 'soak-hours', value: hours, unit: 'hours' },
    { name: 'soak-requests', value: requests, unit: 'requests' },
    { name: 'soak-faults', value: (100 * faults) / requests, unit: '%' },
  ];
}
