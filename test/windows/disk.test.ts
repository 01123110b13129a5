import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';

import { schedules, worlds } from '../simulation/arbitraries';
import { loadSimulation } from '../simulation/bundled';

const seed = Number(process.env['SIM_SEED'] ?? 20_261_129);
const numRuns = Number(process.env['SIM_RUNS'] ?? 12);

/** The unit suite's schedules over a real folder, which tells nothing of changes; each operation takes real time. */
describe('many windows, simulated, on disk', function () {
  this.timeout(numRuns * 20_000);

  it('keeps to every invariant', async () => {
    const simulation = loadSimulation();
    await fc.assert(
      fc.asyncProperty(worlds, schedules, async (world, schedule) => {
        const root = await mkdtemp(join(tmpdir(), 'leadmagic-sim-'));
        try {
          const { oracle } = await simulation.play({ ...world, root }, schedule);
          assert.deepEqual(oracle.violations, []);
        } finally {
          await rm(root, { recursive: true, force: true });
        }
      }),
      { numRuns, seed, endOnFailure: true },
    );
  });
});
