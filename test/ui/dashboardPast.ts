import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyLine } from '../../src/balance/historyLine';
import { monthOf } from '../../src/balance/months';
import type { Run } from '../../src/runs/run';
import { formatRun } from '../../src/runs/runLog';

/** What was metered in the last hour. */
export async function writeRuns(account: string): Promise<void> {
  const now = Date.now();
  const run = { account: 'default', startedAt: now - 3_600_000, endedAt: now - 3_000_000 };
  const runs: readonly Run[] = [
    {
      ...run,
      ...{
        id: 'one',
        name: 'npm run enrich',
        kind: 'task',
        folder: 'crm',
        credits: 37.25,
        certainty: 'alone',
      },
    },
    {
      ...{ ...run, endedAt: now - 60_000 },
      ...{ id: 'two', name: '', kind: 'debug', certainty: 'rough', noCost: 'otherKey' },
    },
  ];
  await writeFile(join(account, 'runs.jsonl'), runs.map(formatRun).join(''));
}

/** Four weeks of balance before the test: spent down to 10,000, topped up to 20,000, and spent again. */
export async function writePast(account: string): Promise<void> {
  const step = 3 * 3_600_000;
  const now = Date.now();
  const points = Array.from({ length: 224 }, (_, index) => ({
    t: now - (224 - index) * step,
    c: index < 100 ? 11_000 - index * 10 - 10 : 20_000 - (index - 100) * 36,
  }));
  await mkdir(join(account, 'history'), { recursive: true });
  for (const month of new Set(points.map(({ t }) => monthOf(t)))) {
    const file = join(account, 'history', `${month}.jsonl`);
    const seen = await readFile(file, 'utf8').catch(() => '');
    const past = points.filter(({ t }) => monthOf(t) === month).map((point) => `${historyLine(point)}\n`);
    await writeFile(file, past.join('') + seen);
  }
}
