import { window, workspace } from 'vscode';

import { utcDay } from '../../leadmagic/analyticsDays';
import * as say from '../../text/dashboardMessages';
import type { Translate } from '../../text/translate';
import { csv } from '../../usage/csv';
import { panelRows, type Shown } from '../../usage/panelRows';
import type { Panel } from '../../usage/panels';
import { offeredFile } from '../offeredFile';
import { alarm, inform } from '../toasts';

/** Asks where to, and writes a panel as CSV. */
export async function exportCsv(panel: Panel, shown: Shown, t: Translate, now: number): Promise<void> {
  const rows = panelRows(panel, shown);
  if (rows === undefined) {
    void inform(t(say.exportNothing));
    return;
  }
  const file = await window.showSaveDialog({
    title: t(say.exportTitle),
    defaultUri: offeredFile(`leadmagic-${panel}-${utcDay(now)}.csv`),
    filters: { CSV: ['csv'] },
  });
  if (file === undefined) return;
  try {
    await workspace.fs.writeFile(file, new TextEncoder().encode(csv(rows)));
  } catch {
    void alarm(t(say.exportFailed));
    return;
  }
  const open = { title: t(say.exportOpen) };
  const done = t(say.exportDone, file.path.split('/').at(-1) ?? '');
  // Not waited for: the notification may stay for long.
  void inform(done, open).then((button) => {
    if (button === open) void window.showTextDocument(file);
  });
}
