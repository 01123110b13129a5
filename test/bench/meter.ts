import { loadBundled } from '../simulation/bundled';
import type * as kits from '../unit/app/runsKit';
import type { Figure } from './figure';

const SECOND = 1000;
const TERMINALS = 8;
/** Between two commands of a terminal. */
const PROMPT_MS = 150;

/**
 * What the run meter asks the API for, in simulated time: two windows with four terminals each, over one shared folder,
 * real meters and gates. The most reads in any 15 s while 100 commands of 4 s run, all of them, and those of 1,000
 * commands of 2 s.
 * @throws Error when the runs were not metered, which would make any number of reads too many
 */
export async function meter(): Promise<readonly Figure[]> {
  const long = await commands(100, 4 * SECOND);
  if (long.metered !== 100) throw new Error(`${long.metered} of 100 commands were metered.`);
  const short = await commands(1000, 2 * SECOND);
  return [
    { name: 'meter', value: long.most, unit: 'reads/15s', budget: 1 },
    { name: 'meter-reads', value: long.reads, unit: 'reads' },
    { name: 'meter-short', value: short.reads, unit: 'reads', budget: 0 },
  ];
}

interface Outcome {
  readonly reads: number;
  /** The most reads that any 15 s saw. */
  readonly most: number;
  readonly metered: number;
}

async function commands(count: number, lastsMs: number): Promise<Outcome> {
  // In simulated time nothing may be loaded from disk.
  const { RunsWorld } = loadBundled('unit/app/runsKit.ts') as typeof kits;
  const world = new RunsWorld();
  try {
    const windows = [await world.window(), await world.window()];
    await windows[0]?.refresh();
    // Reads of the refresh do not count, and its value gets old.
    await world.pass(60 * SECOND);
    world.requests.length = 0;
    const terminals = Array.from({ length: TERMINALS }, (_, at) =>
      work(world, windows[at % windows.length]!, at, Math.ceil((count - at) / TERMINALS), lastsMs),
    );
    const done = Promise.all(terminals);
    await world.pass(TERMINALS * SECOND + Math.ceil(count / TERMINALS) * (lastsMs + PROMPT_MS) + 60 * SECOND);
    await done;
    return {
      reads: world.requests.length,
      most: mostWithin(world.requests, 15 * SECOND),
      metered: windows.flatMap(({ finished }) => finished).filter(({ credits }) => credits !== undefined)
        .length,
    };
  } finally {
    world.end();
  }
}

/** One terminal: commands one after the other, each of which spends a credit. */
async function work(
  world: kits.RunsWorld,
  window: kits.RunsWindow,
  terminal: number,
  count: number,
  lastsMs: number,
): Promise<void> {
  await wait(terminal * 700);
  for (let number = 0; number < count; number += 1) {
    const id = `${terminal}-${number}`;
    window.command(id);
    await wait(lastsMs);
    world.spend(1);
    window.runs.end(id);
    await wait(PROMPT_MS);
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function mostWithin(times: readonly number[], ms: number): number {
  const counts = times.map((from) => times.filter((time) => time >= from && time < from + ms).length);
  return Math.max(0, ...counts);
}
