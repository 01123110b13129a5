import { Uri, ViewColumn, window, type WebviewPanel } from 'vscode';

import { thrownFields } from '../../app/log';
import { UsageCache } from '../../app/usageCache';
import * as say from '../../text/dashboardMessages';
import { Formats } from '../../text/formats';
import type { Range } from '../../usage/range';
import { DashboardPanel, type DashboardTools } from '../dashboard/dashboardPanel';
import { dashboardViewType } from '../ids';

/** The dashboard of this window: at most one. */
export class Dashboard {
  #open: DashboardPanel | undefined;
  /** What the last one showed: the next one begins with it. */
  #range: Range = 30;

  readonly #tools: DashboardTools;

  constructor(
    tools: Omit<DashboardTools, 'formats' | 'reports'> & { readonly formats: Pick<Formats, 'locale' | 't'> },
  ) {
    const { locale, t } = tools.formats;
    const reports = new UsageCache(tools.now, (error) => tools.log.error('reports', thrownFields(error)));
    this.#tools = { ...tools, formats: new Formats(locale, t), reports };
  }

  /** Shows the panel that is open, or opens one. */
  open(): void {
    if (this.#open !== undefined) {
      this.#open.panel.reveal();
      return;
    }
    this.#take(
      window.createWebviewPanel(dashboardViewType, this.#tools.formats.t(say.title), ViewColumn.Active),
      true,
    );
  }

  /** After a reload VS Code brings the panel back; the page remembers what it showed. */
  restore(panel: WebviewPanel): void {
    if (this.#open === undefined) this.#take(panel, false);
    else panel.dispose();
  }

  #take(panel: WebviewPanel, isOpened: boolean): void {
    panel.iconPath = Uri.joinPath(this.#tools.extensionUri, 'media/icon.png');
    const open = new DashboardPanel(panel, this.#tools, this.#range, isOpened);
    this.#open = open;
    panel.onDidDispose(() => {
      this.#range = open.range;
      if (this.#open === open) this.#open = undefined;
    });
  }
}
