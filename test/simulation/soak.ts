import type { Fault } from '../fake-leadmagic/faults';
import { act, comeToRest, type Step } from './schedule';
import { World } from './world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const MOST_WINDOWS = 3;

export interface SoakOptions {
  /** Simulated. */
  readonly hours: number;
  readonly seed: number;
  /** Of the requests that meet a fault. */
  readonly faultShare: number;
  /** ms between the ticks of a window; the extension's own are 5 s apart. */
  readonly tickMs: number;
  readonly onDay?: (hours: number) => void;
}

export interface SoakResult {
  readonly hours: number;
  readonly requests: number;
  readonly faults: number;
  /** How often the balance was not fresh again in time after the faults had ended. */
  readonly stuck: number;
  /** Rejections nobody caught, and errors out of timers and events. */
  readonly unhandled: number;
  /** Of every other invariant. */
  readonly violations: readonly string[];
}

/** Day after day of work, sleep, faults, kills and clock jumps; each ends with a rest in which all must be well again. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const counts = { faults: 0, unhandled: 0 };
  const onUnhandled = (): void => void (counts.unhandled += 1);
  process.on('unhandledRejection', onUnhandled);
  const world = new World({
    seed: options.seed,
    windows: MOST_WINDOWS,
    tickMs: options.tickMs,
    credits: 20_000,
  });
  const { oracle, random, time } = world;
  const chance = (): Fault | undefined => {
    if (random() >= options.faultShare) return undefined;
    counts.faults += 1;
    return anyFault(random);
  };
  try {
    let lived = 0;
    while (lived < options.hours * HOUR) {
      const before = time.elapsed;
      world.api.chance = chance;
      await liveThroughADay(world);
      world.api.chance = () => undefined;
      await comeToRest(world);
      for (const window of world.living.slice(0, -MOST_WINDOWS)) window.kill();
      lived += time.elapsed - before;
      options.onDay?.(lived / HOUR);
    }
    await oracle.checkHistory();
    const named = (name: string) => oracle.violations.filter(({ invariant }) => invariant.startsWith(name));
    const stuck = named('always fresh');
    const thrown = named('nothing throws');
    return {
      hours: lived / HOUR,
      requests: oracle.requests,
      faults: counts.faults,
      stuck: stuck.length,
      unhandled: counts.unhandled + thrown.length,
      violations: oracle.violations.map(({ invariant, text }) => `${invariant}: ${text}`),
    };
  } finally {
    world.dispose();
    process.off('unhandledRejection', onUnhandled);
  }
}

/** Eight hours of work with something every few minutes, then nobody at the keyboard, or a closed lid. */
async function liveThroughADay(world: World): Promise<void> {
  const { random, time } = world;
  const evening = time.elapsed + 8 * HOUR;
  world.focus(0);
  while (time.elapsed < evening) {
    const step = anyStep(random);
    await act(world, step);
    await world.pass(step.passMs);
    if (world.living.length === 0) world.open();
    if (random() < 0.3) world.focus(Math.floor(random() * MOST_WINDOWS));
  }
  if (random() < 0.1) world.jump((random() < 0.5 ? 1 : -1) * YEAR);
  if (random() < 0.1) world.restart(10 * MINUTE);
  if (random() < 0.5) world.sleep(14 * HOUR);
  else await world.pass(14 * HOUR);
  world.oracle.check();
}

function anyStep(random: () => number): Step {
  const passMs = Math.floor(random() * 15 * MINUTE);
  const window = Math.floor(random() * MOST_WINDOWS);
  const roll = random();
  if (roll < 0.45) return { do: 'spend', credits: Math.floor(random() * 300), passMs };
  if (roll < 0.5) return { do: 'topUp', credits: Math.floor(random() * 5000), passMs };
  if (roll < 0.6) return { do: 'ask', window, what: random() < 0.5 ? 'refresh' : 'health', passMs };
  if (roll < 0.65)
    return { do: 'handOver', window, credits: undefined, ageMs: Math.floor(random() * 2000), passMs };
  if (roll < 0.7) return { do: 'kill', window, afterOperations: Math.floor(random() * 12), passMs };
  if (roll < 0.78) return { do: 'open', window, passMs };
  if (roll < 0.8) return { do: 'billing', window, passMs };
  if (roll < 0.82) return { do: 'snooze', window, lengthMs: HOUR, passMs };
  if (roll < 0.84) return { do: 'tidy', window, passMs };
  if (roll < 0.86) return { do: 'storm', what: random() < 0.5 ? 'poll' : 'handOver', passMs };
  if (roll < 0.88) return { do: random() < 0.5 ? 'freeze' : 'unfreeze', passMs };
  return { do: 'nothing', passMs };
}

function anyFault(random: () => number): Fault {
  const faults: readonly Fault[] = [
    { kind: 'error', status: 500 },
    { kind: 'error', status: 502, shape: 'E5' },
    { kind: 'error', status: 503 },
    { kind: 'error', status: 429, retryAfter: Math.floor(random() * 600) },
    { kind: 'error', status: 503, retryAfter: Math.floor(random() ** 6 * 20_000) },
    { kind: 'error', status: 402 },
    { kind: 'error', status: 403 },
    ...(random() < 0.1 ? [{ kind: 'error', status: 401 } as const] : []),
    { kind: 'reset' },
    { kind: 'hang' },
    { kind: 'truncated' },
    { kind: 'html' },
    { kind: 'empty' },
    { kind: 'notJson' },
    { kind: 'credits', as: 'null' },
    { kind: 'credits', as: 'nanText' },
    { kind: 'empty', headers: { 'X-Credits-Remaining': '0' } },
    { kind: 'pass', delayMs: 12_000 },
    { kind: 'pass', headers: { 'Retry-After': '120' } },
  ];
  return faults[Math.floor(random() * faults.length)] ?? { kind: 'reset' };
}
