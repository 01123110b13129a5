import { HistoryFiles } from './historyFiles';
import { RunFiles } from './runFiles';
import type { SharedFiles } from './sharedFiles';

/** Compacts the history of an account, and drops what is past keeping: months of it, and the runs of that time. */
export async function tidyFiles(
  store: SharedFiles,
  now: number,
  keepMonths: number,
): Promise<{ readonly compacted: number; readonly dropped: number }> {
  const history = new HistoryFiles(store);
  const done = await history.tidy(now, keepMonths);
  await new RunFiles(store).dropBefore(await history.keptSince(now, keepMonths));
  return done;
}
