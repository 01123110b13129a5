import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Fault } from '../fake-leadmagic/faults';
import { seededRandom } from '../fake-leadmagic/random';
import type { RecordedRequest } from '../fake-leadmagic/requestLog';
import { startFakeLeadMagic, type FakeLeadMagic } from '../fake-leadmagic/server';
import { bundleOf } from '../simulation/bundled';
import { Fleet, type Life, type Shown, type Told } from './fleet';

export const KEY = 'process-key-0123456789';
/** What every 429 asks to wait, by the extension's clock. */
export const HOLD_SECONDS = 15;
const FAULTS_A_STEP = 0.06;
const STEP_MS = 100;
const CREDITS = 1500;
/** Longer than that no window takes to see what another one read. */
const REST_MS = 10_000;

export interface RunOptions {
  readonly windows: number;
  readonly seed: number;
  /** Of the machine's clock. */
  readonly seconds: number;
  /** How many times faster the extension's clock goes. */
  readonly speed: number;
  /** Of the extension's clock. */
  readonly cacheTtlSeconds: number;
  /** SIGKILL and a new start of a random window so often, in ms of the machine's clock; none when absent. */
  readonly killEveryMs?: number;
  readonly hasFaults: boolean;
  /** Commands, spends and changes of the focus at random; else every window has the focus all the time. */
  readonly isLively: boolean;
  /** Whether the windows share their folder. */
  readonly isShared: boolean;
}

/** What is left of a run for those who judge it. Times are ms since 1970 of the machine's clock. */
export interface Run {
  readonly options: RunOptions;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly requests: readonly RecordedRequest[];
  readonly lives: readonly Life[];
  readonly told: readonly Told[];
  /** What the server's balance was from when on. */
  readonly balances: readonly { readonly at: number; readonly credits: number }[];
  /** What the windows showed once the faults had ended and every wait was over. */
  readonly atRest: readonly Shown[];
}

/** Fleet as processes against the stand-in API, for some seconds. */
export async function run(options: RunOptions): Promise<Run> {
  const root = await mkdtemp(join(tmpdir(), 'leadmagic-windows-'));
  const api = await startFakeLeadMagic({
    accounts: [{ key: KEY, credits: CREDITS, analytics: { empty: true } }],
  });
  const startedAt = Date.now();
  const fleet = new Fleet(bundleOf('windows/fleetWorker.ts'), (place, starts) => ({
    name: `${place}.${starts}`,
    folder: options.isShared ? root : join(root, String(place)),
    origin: api.origin,
    key: KEY,
    seed: options.seed + starts,
    startedAt,
    speed: options.speed,
    cacheTtlSeconds: options.cacheTtlSeconds,
    isFocused: !options.isLively,
  }));
  try {
    for (let place = 0; place < options.windows; place++) fleet.open(place);
    const balances = [{ at: startedAt, credits: CREDITS }];
    await live(options, api, fleet, (credits) => balances.push({ at: Date.now(), credits }));
    const endedAt = Date.now();
    const atRest = options.isShared ? await comeToRest(options, api, fleet) : [];
    await fleet.killAll();
    return {
      options,
      startedAt,
      endedAt,
      requests: [...api.requests],
      lives: fleet.lives,
      told: fleet.told,
      ...{ balances, atRest },
    };
  } finally {
    await fleet.killAll();
    await api.close();
    await rm(root, { recursive: true, force: true });
  }
}

async function live(
  options: RunOptions,
  api: FakeLeadMagic,
  fleet: Fleet,
  onBalance: (credits: number) => void,
): Promise<void> {
  const random = seededRandom(options.seed);
  const anyWindow = (): number => Math.floor(random() * options.windows);
  const everyWindow = (act: (place: number) => void): void => {
    for (let place = 0; place < options.windows; place++) act(place);
  };
  const steps = Math.round((options.seconds * 1000) / STEP_MS);
  const killEvery = options.killEveryMs === undefined ? Infinity : Math.round(options.killEveryMs / STEP_MS);
  let focused: number | undefined;
  // Until then the machine is busy with starting them.
  await fleet.isUp();
  for (let step = 1; step <= steps; step++) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    if (options.hasFaults && api.faults.length === 0 && random() < FAULTS_A_STEP)
      api.setFault(anyFault(random));
    if (step % killEvery === 0) {
      const place = anyWindow();
      await fleet.kill(place);
      fleet.open(place);
    }
    if (!options.isLively) continue;
    if (random() < 0.1 || step === 1) {
      if (focused !== undefined) fleet.order(focused, { order: 'focus', isFocused: false });
      focused = random() < 0.8 ? anyWindow() : undefined;
      if (focused !== undefined) fleet.order(focused, { order: 'focus', isFocused: true });
    }
    if (random() < 0.04) fleet.order(anyWindow(), { order: 'ask', what: 'refresh' });
    if (random() < 0.04) fleet.order(anyWindow(), { order: 'ask', what: 'health' });
    if (random() < 0.04) everyWindow((place) => fleet.order(place, { order: 'poll' }));
    if (random() < 0.01) everyWindow((place) => fleet.order(place, { order: 'ask', what: 'refresh' }));
    if (random() < 0.02) fleet.order(anyWindow(), { order: 'snooze', lengthMs: 20_000 });
    const before = api.accounts.get(KEY)?.credits;
    changeBalance(api, random);
    const now = api.accounts.get(KEY)?.credits;
    if (now !== undefined && now !== before) onBalance(now);
  }
}

/** Faults end; the windows read once more when they may, and are looked at until they agree, or for some seconds. */
async function comeToRest(
  { speed, windows }: RunOptions,
  api: FakeLeadMagic,
  fleet: Fleet,
): Promise<readonly Shown[]> {
  api.clearFaults();
  await new Promise((resolve) => setTimeout(resolve, (HOLD_SECONDS * 1000) / speed + 500));
  await fleet.isUp();
  const credits = api.accounts.get(KEY)?.credits;
  for (const until = Date.now() + REST_MS; ;) {
    const shown = await fleet.shown();
    const know = shown.every((one) => one.credits === credits);
    // The number of the last read may still be on its way to some of them: no further one is asked for then.
    if ((know && shown.every(({ seq }) => seq === shown[0]?.seq)) || Date.now() > until) return shown;
    if (!know) for (let place = 0; place < windows; place++) fleet.order(place, { order: 'poll' });
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}

function changeBalance(api: FakeLeadMagic, random: () => number): void {
  const account = api.accounts.get(KEY);
  if (random() < 0.2) account?.spend(Math.floor(random() * 300));
  // Up and down through the thresholds.
  if (random() < 0.15 && account !== undefined && account.credits < 600) account.topUp(1500);
}

function anyFault(random: () => number): Fault {
  const faults: readonly Fault[] = [
    { kind: 'error', status: 503 },
    { kind: 'error', status: 500, shape: 'E5' },
    { kind: 'error', status: 429, retryAfter: HOLD_SECONDS },
    { kind: 'reset' },
    { kind: 'truncated' },
    { kind: 'html' },
    { kind: 'pass', delayMs: 200 },
    { kind: 'credits', as: 'null' },
    { kind: 'empty', headers: { 'X-Credits-Remaining': '0' } },
  ];
  return faults[Math.floor(random() * faults.length)] ?? { kind: 'reset' };
}
