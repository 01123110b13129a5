import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { historyView } from '../../src/app/usageHistory';
import { historyLine } from '../../src/balance/historyLine';
import { monthOf } from '../../src/balance/months';
import { DiskFolder } from '../../src/store/diskFolder';
import { HistoryFiles } from '../../src/store/historyFiles';
import { SharedFiles } from '../../src/store/sharedFiles';
import { momentOf, unknownProcesses } from '../moment';
import { median, type Figure } from './figure';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const MONTHS = 24;
const ROUNDS = 5;

/** Two years at a changed observation a minute, compacted as the extension does it, then read for 90 days of the dashboard. */
export async function history(): Promise<readonly Figure[]> {
  const root = await mkdtemp(join(tmpdir(), 'leadmagic-bench-'));
  try {
    const now = Date.UTC(2026, 10, 22, 12);
    const folder = new DiskFolder(root);
    await writeRaw(folder, now);
    const raw = await bytesIn(join(root, 'history'));
    const tools = {
      moment: () => momentOf(now),
      processes: unknownProcesses,
      ...{ random: Math.random, newId: () => 'bench', onSetAside: () => undefined },
    };
    const files = new HistoryFiles(new SharedFiles(folder, tools));
    await files.tidy(now, MONTHS);
    const compacted = await bytesIn(join(root, 'history'));
    const rounds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      const records = await files.readSince(now - 90 * DAY);
      const { points } = historyView(records, now - 90 * DAY, now, undefined);
      if (points.length < 90) throw new Error(`The summary has ${points.length} points.`);
      rounds.push(performance.now() - start);
    }
    return [
      { name: 'history', value: median(rounds), unit: 'ms', budget: 150 },
      { name: 'history-raw', value: raw / 1024 / 1024, unit: 'MB' },
      { name: 'history-compacted', value: compacted / 1024 / 1024, unit: 'MB' },
    ];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function writeRaw(folder: DiskFolder, now: number): Promise<void> {
  const lines = new Map<string, string[]>();
  let credits = 100_000;
  for (let t = now - MONTHS * 30 * DAY; t <= now; t += MINUTE) {
    credits = credits < 10 ? 100_000 : Math.round((credits - 0.25) * 100) / 100;
    const month = monthOf(t);
    const list = lines.get(month) ?? [];
    list.push(historyLine({ t, c: credits }));
    lines.set(month, list);
  }
  for (const [month, list] of lines) await folder.write(`history/${month}.jsonl`, `${list.join('\n')}\n`);
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
  );
  return sizes.reduce((total, size) => total + size, 0);
}
