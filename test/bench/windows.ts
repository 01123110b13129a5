import type { Figure } from './figure';
import { earlyRequests, figuresOf } from '../windows/fleetJudge';
import { run, type Run, type RunOptions } from '../windows/fleetRun';

const SECONDS = 15;
/** All windows have the focus and poll as often as they may. */
const steady: RunOptions = {
  ...{ windows: 8, seed: 3, seconds: SECONDS, speed: 10, cacheTtlSeconds: 10 },
  ...{ hasFaults: false, isLively: false, isShared: true },
};

/**
 * Requests of eight windows as processes, against what the limits allow: background with and without kills, beside
 * windows that know nothing of each other; the most of the other classes within their spacing, with faults, with and
 * without kills.
 */
export async function windows(): Promise<readonly Figure[]> {
  const calm = figuresOf(await run(steady)).background;
  const deadly = await run({ ...steady, killEveryMs: 600 });
  const killed = figuresOf(deadly).background;
  const alone = figuresOf(await run({ ...steady, isShared: false })).background;
  const lively = await run({ ...steady, hasFaults: true, isLively: true });
  const livelyAndDeadly = await run({ ...steady, hasFaults: true, isLively: true, killEveryMs: 600 });
  const kills = deadly.lives.filter(({ killedAt = Infinity }) => killedAt < deadly.endedAt).length;
  return [
    { name: 'windows-background', value: calm.requests, unit: 'requests', budget: calm.allowed },
    { name: 'windows-background-most', value: calm.mostInOne, unit: 'requests/TTL', budget: 1 },
    { name: 'windows-background-kills', value: killed.requests, unit: 'requests', budget: killed.allowed },
    { name: 'windows-background-kills-most', value: killed.mostInOne, unit: 'requests/TTL', budget: 1 },
    { name: 'windows-kills', value: kills, unit: 'kills' },
    { name: 'windows-background-uncoordinated', value: alone.requests, unit: 'requests' },
    ...mostOf(lively, ''),
    ...mostOf(livelyAndDeadly, '-kills'),
    {
      name: 'windows-early',
      value: earlyRequests(lively).length + earlyRequests(livelyAndDeadly).length,
      unit: 'requests',
      budget: 0,
    },
  ];
}

/** The most requests of a class within its spacing. */
function mostOf(lively: Run, suffix: string): readonly Figure[] {
  const figures = figuresOf(lively);
  return (['refresh', 'health', 'watch', 'usage'] as const).map((name) => ({
    name: `windows-${name}${suffix}-most`,
    value: figures[name].mostInOne,
    unit: 'requests/spacing',
    budget: 1,
  }));
}
