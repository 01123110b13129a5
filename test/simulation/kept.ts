import type { Step } from './schedule';
import type { WorldOptions } from './world';

/** Schedules that once broke a rule, each with what was wrong. */
export const kept: readonly {
  readonly was: string;
  readonly world: WorldOptions;
  readonly steps: readonly Step[];
}[] = [
  {
    was: 'a read that took long was held against a moment of before it, and what another wrote meanwhile seemed of before the machine was started',
    world: { seed: 0, windows: 1, credits: 0, diskMs: 0, settings: { lowDaysLeft: 0 } },
    steps: [
      { do: 'stall', window: 0, forMs: 45_000, passMs: 0 },
      { do: 'spend', credits: 1, passMs: 0 },
      { do: 'clearFaults', passMs: 0 },
    ],
  },
];
