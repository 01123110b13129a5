import { window, workspace } from 'vscode';

import type { Monitor } from '../app/monitor';
import { historyCsv, historyJson } from '../app/historyExport';
import { utcDay } from '../leadmagic/analyticsDays';
import type { Formats } from '../text/formats';
import * as say from '../text/messages';
import { offeredFile } from './offeredFile';
import { alarm, ask, inform } from './toasts';

/** The commands about the history on this machine: export and clear. */
export class HistoryCommands {
  constructor(
    private readonly monitor: Monitor,
    private readonly formats: Formats,
  ) {}

  async export(): Promise<void> {
    const { t } = this.formats;
    const companion = await this.monitor.account?.companion();
    const records = (await companion?.history.readSince(0)) ?? [];
    if (records.length === 0) {
      void inform(t(say.exportNone));
      return;
    }
    const file = await window.showSaveDialog({
      title: t(say.exportTitle),
      filters: { [t(say.exportCsv)]: ['csv'], [t(say.exportJson)]: ['json'] },
      defaultUri: offeredFile(`leadmagic-credits-${utcDay(Date.now())}.csv`),
    });
    if (file === undefined) return;
    const text = file.path.toLowerCase().endsWith('.json') ? historyJson(records) : historyCsv(records);
    try {
      await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    } catch {
      void alarm(t(say.exportFailed, workspace.asRelativePath(file)));
      return;
    }
    const words = this.formats.plural(say.exportDone, records.length, workspace.asRelativePath(file));
    const open = { title: t(say.exportOpen) };
    if ((await inform(words, open)) === open) {
      await window.showTextDocument(file);
    }
  }

  async clear(): Promise<void> {
    const { t } = this.formats;
    const { account } = this.monitor;
    if (account === undefined) return;
    const yes = { title: t(say.clearHistoryYes) };
    if ((await ask(t(say.clearHistoryQuestion), t(say.clearHistoryDetail), yes)) !== yes) return;
    await (await account.companion()).clearHistory();
    void inform(t(say.historyCleared));
  }
}
