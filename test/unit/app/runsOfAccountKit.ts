import { loadBundled } from '../../simulation/bundled';
import type * as kits from './runsKit';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
/** A moment longer than a run is held back after its last reading. */
export const TOLD = 5 * SECOND;

// In simulated time nothing may be loaded from disk.
export const { RunsWorld, testKey } = loadBundled('unit/app/runsKit.ts') as typeof kits;
export type RunsWorld = kits.RunsWorld;
