import type { Fault } from '../fake-leadmagic/faults';
import { World, type WorldOptions } from './world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const BACKOFF_CAP_MS = 30 * MINUTE;

/** One thing that happens in a world, and how long it goes on by itself afterwards. */
export type Step = { readonly passMs: number } & (
  | { readonly do: 'nothing' }
  | { readonly do: 'focus'; readonly window: number | undefined }
  | { readonly do: 'spend' | 'topUp'; readonly credits: number }
  | { readonly do: 'freeze' | 'unfreeze' | 'revoke' | 'restore' }
  | { readonly do: 'fault'; readonly fault: Fault }
  | { readonly do: 'clearFaults' }
  | { readonly do: 'ask'; readonly window: number; readonly what: 'refresh' | 'health' }
  | { readonly do: 'billing' | 'open' | 'tidy'; readonly window: number }
  | { readonly do: 'snooze'; readonly window: number; readonly lengthMs: number }
  | {
      readonly do: 'handOver';
      readonly window: number;
      readonly credits: number | undefined;
      readonly ageMs: number;
    }
  | { readonly do: 'kill'; readonly window: number; readonly afterOperations: number }
  /** Its next file operation takes so long, as when the process is stopped just then. */
  | { readonly do: 'stall'; readonly window: number; readonly forMs: number }
  | { readonly do: 'jump' | 'sleep' | 'restart'; readonly byMs: number }
  /** Every window does it at the same time. */
  | { readonly do: 'storm'; readonly what: 'poll' | 'ask' | 'handOver' | 'snooze' | 'look' }
);

/** Plays a schedule, then ends all faults and sees whether the world comes to rest. The world is disposed of. */
export async function play(options: WorldOptions, steps: readonly Step[]): Promise<World> {
  const world = new World(options);
  try {
    for (const step of steps) {
      await act(world, step);
      await world.pass(step.passMs);
      world.oracle.check();
    }
    await comeToRest(world);
    await world.oracle.checkHistory();
    return world;
  } finally {
    world.dispose();
  }
}

/** Does one thing; time passes only as far as it has to. */
export async function act(world: World, step: Step): Promise<void> {
  const { account, faults } = world.api;
  switch (step.do) {
    case 'nothing':
      return;
    case 'focus': {
      world.focus(step.window);
      return;
    }
    case 'spend':
      account.spend(step.credits);
      return;
    case 'topUp': {
      account.topUp(step.credits);
      return;
    }
    case 'freeze': {
      account.freeze('all');
      return;
    }
    case 'unfreeze': {
      account.unfreeze();
      return;
    }
    case 'revoke': {
      account.revoke();
      return;
    }
    case 'restore': {
      account.restore();
      return;
    }
    case 'fault': {
      faults.add(step.fault);
      return;
    }
    case 'clearFaults': {
      faults.clear();
      return;
    }
    case 'ask':
      return world.window(step.window)?.ask(step.what);
    case 'billing':
      return world.window(step.window)?.companion?.topUps.arm();
    case 'tidy':
      await raceTime(world, world.window(step.window)?.companion?.tidy());
      return;
    case 'snooze':
      await raceTime(world, snooze(world, step.window, step.lengthMs));
      return;
    case 'handOver': {
      handOver(world, step.window, step.credits ?? account.credits, step.ageMs);
      return;
    }
    case 'kill':
      return world.window(step.window)?.folder.dieAfter(step.afterOperations);
    case 'open':
      world.bury();
      if (world.living.length < 6) world.open();
      return;
    case 'storm':
      return storm(world, step.what);
    case 'stall':
      return world.window(step.window)?.folder.stall(step.forMs);
    case 'jump': {
      world.jump(step.byMs);
      return;
    }
    case 'sleep': {
      world.sleep(step.byMs);
      return;
    }
    case 'restart': {
      world.restart(step.byMs);
      return;
    }
  }
}

async function storm(world: World, what: (Step & { do: 'storm' })['what']): Promise<void> {
  for (const [number, window] of world.living.entries()) {
    const { session } = window.account;
    if (what === 'poll') window.run(session.poll('watch'));
    if (what === 'ask') window.ask(number % 2 === 0 ? 'refresh' : 'health');
    if (what === 'snooze') window.run(snooze(world, number, MINUTE));
    if (what === 'look') lookAgain(world, number, 100);
    if (what === 'handOver') {
      world.api.account.spend(1);
      handOver(world, number, world.api.account.credits, 0);
    }
    await world.pass(1);
  }
}

/** As when the folder's watcher fires all the time. */
function lookAgain(world: World, number: number, times: number): void {
  const window = world.window(number);
  if (times === 0 || window === undefined) return;
  window.run(window.account.session.look());
  setTimeout(() => lookAgain(world, number, times - 1), 7);
}

async function snooze(world: World, number: number, lengthMs: number): Promise<void> {
  const alerter = world.window(number)?.companion?.alerter;
  if (alerter === undefined) return;
  await alerter.snooze(lengthMs);
  world.oracle.notices.snoozed(lengthMs);
}

function handOver(world: World, number: number, credits: number, ageMs: number): void {
  world.oracle.balances.handed(credits);
  world.oracle.notices.handed(credits);
  world.window(number)?.handOver(credits, world.time.wall - ageMs);
}

/** Lets time pass until the work is done, at most some seconds; says whether it is. */
async function raceTime(world: World, work: Promise<unknown> | undefined): Promise<boolean> {
  if (work === undefined) return false;
  const state = { isDone: false };
  void work.then(() => (state.isDone = true));
  for (let waited = 0; !state.isDone && waited < 10 * SECOND; waited += 100) await world.pass(100);
  return state.isDone;
}

/** Faults end, a window has the focus; after the longest wait that is allowed the balance is fresh. */
export async function comeToRest(world: World): Promise<void> {
  const { account, faults } = world.api;
  const { limits } = world.oracle;
  faults.clear();
  account.restore();
  world.bury();
  const window = world.open();
  // Those that were to be killed by their next operations are.
  await world.pass(30 * SECOND);
  world.focus(world.living.indexOf(window));
  // Requests that are under way may bring one more deadline or failure.
  await world.pass(MINUTE);
  await world.pass(Math.max(BACKOFF_CAP_MS, limits.untilFree) + 2 * world.tickMs);
  if (window.account.session.state.snapshot.rejected) {
    // No request is made for a refused key until the user asks.
    window.ask('refresh');
    await world.pass(MINUTE);
  }
  const interval = Math.max(
    world.settings.refreshIntervalMinutes * MINUTE,
    world.settings.cacheTtlSeconds * SECOND,
  );
  // Not in the middle of a request.
  while (world.time.elapsed - limits.lastSent < 15 * SECOND) await world.pass(5 * SECOND);
  world.oracle.checkFresh(window, account.credits, world.time.wall - interval - MINUTE);
  world.oracle.check();
  await world.oracle.checkAgreement(world.living);
}
