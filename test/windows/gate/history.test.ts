import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { hourMs, isHour, type HistoryPoint, type HistoryRecord } from '../../../src/balance/history';
import { walk } from '../../../src/balance/historyEvents';
import { historyLine } from '../../../src/balance/historyLine';
import { monthOf } from '../../../src/balance/months';
import { DiskFolder } from '../../../src/store/diskFolder';
import { HistoryFiles } from '../../../src/store/historyFiles';
import { seededRandom } from '../../fake-leadmagic/random';
import { bundleOf } from '../../simulation/bundled';
import { openStore } from '../../unit/store/harness';

const FROM = Date.UTC(2025, 0, 1);
const MONTHS = 8;
/** The first six of these months are old enough to be compacted. */
const NOW = Date.UTC(2025, MONTHS - 1, 20);
const STEP_MS = 60 * 60_000;

describe('a history that is tidied by processes that are killed', function () {
  this.timeout(180_000);

  it('is whole for whoever reads it meanwhile, and tidy in the end', async () => {
    const root = await mkdtemp(join(tmpdir(), 'leadmagic-history-'));
    try {
      const points = spending();
      await writeMonths(root, points);
      const files = new HistoryFiles(openStore(new DiskFolder(root)).store);
      const expected = sums(points);
      const file = bundleOf('windows/gate/tidier.ts');
      let kills = 0;
      for (;;) {
        const tidier = tidy(file, root, kills % 3);
        do assert.deepEqual(sums(await files.readSince(0)), expected, `after ${kills} kills`);
        while (!tidier.isOver());
        const end = await tidier.end;
        if (end !== 'SIGKILL') {
          assert.equal(end, 0);
          break;
        }
        kills += 1;
      }
      const compacted = (await files.readSince(0)).filter(isHour).length;
      // The last change of each may have been made before it died: six months may take no more than 1 + 2 + 3.
      assert.ok(kills >= 3 && compacted > 6 * 28 * 24, `${kills} kills, ${compacted} hours`);
      assert.deepEqual(sums(await files.readSince(0)), expected);
      assert.deepEqual(
        (await readdir(join(root, 'history'))).filter((name) => !/^\d{4}-\d{2}\.jsonl$/.test(name)),
        [],
      );
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});

interface Tidier {
  readonly isOver: () => boolean;
  /** Its exit code, or the signal that ended it. */
  readonly end: Promise<number | string | null>;
}

/** A process that tidies until it dies, so many changes on. */
function tidy(file: string, root: string, changes: number): Tidier {
  const child = fork(file, [root, String(NOW), String(changes)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let isOver = false;
  const end = new Promise<number | string | null>((resolve) => {
    child.on('exit', (code, signal) => {
      isOver = true;
      resolve(signal ?? code);
    });
  });
  return { isOver: () => isOver, end };
}

/** Every hour a balance: spends, small corrections, a top-up now and then. */
function spending(): readonly HistoryPoint[] {
  const random = seededRandom(7);
  const points: HistoryPoint[] = [];
  let cents = 5_000_000;
  for (let t = FROM; t < NOW; t += STEP_MS) {
    const dice = random();
    if (dice < 0.05) cents += 300;
    else if (dice > 0.999) cents += 1_000_000;
    else cents -= Math.floor(random() * 900);
    points.push({ t, c: cents / 100 });
  }
  return points;
}

async function writeMonths(root: string, points: readonly HistoryPoint[]): Promise<void> {
  await mkdir(join(root, 'history'));
  const months = new Set(points.map(({ t }) => monthOf(t)));
  for (const month of months) {
    const lines = points.filter(({ t }) => monthOf(t) === month).map((point) => `${historyLine(point)}\n`);
    await writeFile(join(root, 'history', `${month}.jsonl`), lines.join(''));
  }
}

/** Credits spent and added, by hour. */
function sums(records: readonly HistoryRecord[]): ReadonlyMap<number, readonly [number, number]> {
  const cents = new Map<number, readonly [number, number]>();
  for (const { kind, at, amount, netted } of walk(records)) {
    if (kind === 'correction' || amount === netted) continue;
    const hour = at - (at % hourMs);
    const [spent, added] = cents.get(hour) ?? [0, 0];
    const moved = Math.round((amount - netted) * 100);
    cents.set(hour, kind === 'spend' ? [spent + moved, added] : [spent, added + moved]);
  }
  return cents;
}
