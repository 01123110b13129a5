import assert from 'node:assert/strict';
import fc from 'fast-check';
import { schedules, worlds } from '../../simulation/arbitraries';
import { loadSimulation } from '../../simulation/bundled';
import { invariants, type Violation } from '../../simulation/invariants';
import { kept } from '../../simulation/kept';
import type { Step } from '../../simulation/schedule';
import type { WorldOptions } from '../../simulation/world';

const seed = Number(process.env['SIM_SEED'] ?? 20_261_122);
const numRuns = Number(process.env['SIM_RUNS'] ?? 50);

/** Over random schedules of windows, faults, spends, top-ups, snoozes, kills, sleeps and clock jumps. */
describe('many windows, simulated', function () {
  this.timeout(numRuns * 5000);
  let simulation: ReturnType<typeof loadSimulation>;
  before(() => (simulation = loadSimulation()));

  /** The tests ask for the same schedules; each is played once. */
  const played = new Map<string, Promise<readonly Violation[]>>();
  const violationsIn = (world: WorldOptions, schedule: readonly Step[]): Promise<readonly Violation[]> => {
    const name = JSON.stringify([world, schedule]);
    const known =
      played.get(name) ?? simulation.play(world, schedule).then(({ oracle }) => oracle.violations);
    played.set(name, known);
    return known;
  };

  for (const invariant of invariants) {
    it(invariant, () =>
      fc.assert(
        fc.asyncProperty(worlds, schedules, async (world, schedule) => {
          const violations = await violationsIn(world, schedule);
          assert.deepEqual(
            violations.filter((violation) => violation.invariant === invariant),
            [],
          );
        }),
        { numRuns, seed, endOnFailure: true },
      ),
    );
  }

  for (const { was, world, steps } of kept) {
    it(`no more: ${was}`, async () =>
      assert.deepEqual((await simulation.play(world, steps)).oracle.violations, []));
  }
});
