import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as v from 'valibot';

import { bundleOf } from '../../simulation/bundled';

const PROCESSES = 8;
const DEATHS = 60;
const COUNTS = 400;
const newsSchema = v.union([v.object({ lost: v.number() }), v.object({ counted: v.number() })]);

/** `LEADMAGIC_TEST_LOCK=naive` runs it on a lock that is unlinked when stale, with which it has to fail. */
const kind = process.env['LEADMAGIC_TEST_LOCK'] ?? '';

describe('the write lock, over eight processes that die while they hold it', function () {
  this.timeout(180_000);

  it('loses no update, and none of them is kept from it', async () => {
    const root = await mkdtemp(join(tmpdir(), 'leadmagic-lock-'));
    const done = await countTogether(root).finally(() => rm(root, { recursive: true, force: true }));
    assert.equal(
      done.lost,
      0,
      `${done.lost} of ${done.counted} updates were lost over ${done.deaths} deaths`,
    );
    assert.ok(done.deaths >= DEATHS && done.counted >= COUNTS);
  });
});

interface Outcome {
  readonly counted: number;
  readonly lost: number;
  readonly deaths: number;
}

/** Until so many have died, and so often was counted. */
function countTogether(root: string): Promise<Outcome> {
  const file = bundleOf('windows/gate/counter.ts');
  const outcome = { counted: 0, lost: 0, deaths: 0 };
  const children = new Set<ReturnType<typeof fork>>();
  return new Promise((resolve) => {
    const start = (): void => {
      // Each lives for another number of updates.
      const deathAfter = String((children.size + outcome.deaths) % 7);
      const child = fork(file, [root, deathAfter, kind], {
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      children.add(child);
      child.on('message', (message) => {
        const news = v.parse(newsSchema, message);
        if ('lost' in news) outcome.lost += news.lost;
        else outcome.counted += 1;
      });
      child.on('exit', () => {
        children.delete(child);
        outcome.deaths += 1;
        if (outcome.deaths < DEATHS || outcome.counted < COUNTS) start();
        else if (children.size === 0) resolve(outcome);
      });
    };
    for (let count = 0; count < PROCESSES; count++) start();
  });
}
