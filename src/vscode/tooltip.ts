import type { AccountView } from '../app/account';
import type { MonitorView } from '../app/monitor';
import type { ObservationSource } from '../balance/observation';
import { sparklineSvg, type Sparkline } from '../balance/sparkline';
import { spendable } from '../leadmagic/balance';
import { describeError } from '../text/errors';
import type { Formats } from '../text/formats';
import * as say from '../text/messages';
import { lastRunLine } from '../text/runWords';
import { spentLines } from '../text/spending';
import { foreignText } from './foreignText';
import { commandId } from './ids';

const OPEN_SETTINGS = 'workbench.action.openSettings';

/** The commands that links of ours in the tooltip run; nothing else is trusted. */
const linked = ['setApiKey', 'confirmOrigin', 'refresh', 'openBilling', 'checkHealth'] as const;
const enabledCommands: readonly string[] = [...linked.map(commandId), OPEN_SETTINGS];

/** The part of a `MarkdownString` that a tooltip is written with. */
export interface TooltipText {
  isTrusted?: boolean | { readonly enabledCommands: readonly string[] };
  appendText(text: string): TooltipText;
  appendMarkdown(markdown: string): TooltipText;
}

/**
 * Fills the tooltip, an empty one that knows icons: what the bar has no room for. Server text and names go in by
 * `appendText` and as `foreignText` only.
 */
export function renderTooltip<T extends TooltipText>(
  tooltip: T,
  view: MonitorView,
  formats: Formats,
  now: number,
): T {
  tooltip.isTrusted = { enabledCommands };
  const { t } = formats;
  if (view.label !== undefined)
    tooltip.appendMarkdown('$(account) ').appendText(foreignText(view.label)).appendMarkdown('\n\n');
  switch (view.kind) {
    case 'starting':
      paragraph(tooltip, t(say.labelLoading));
      break;
    case 'noKey':
      paragraph(tooltip, t(view.lost ? say.tooltipKeyLost : say.tooltipNoKey));
      if (view.problem === 'environmentKey') paragraph(tooltip, t(say.tooltipBadEnvironmentKey));
      if (view.problem === 'environmentUrl') paragraph(tooltip, t(say.tooltipBadEnvironmentUrl));
      links(tooltip, [link(t(say.actionSetKey), 'key', 'setApiKey'), settingsLink(formats)]);
      break;
    case 'unconfirmed':
      paragraph(
        tooltip,
        view.source === 'stored'
          ? t(say.tooltipUnconfirmed, address(view.boundTo), address(view.wanted))
          : t(say.tooltipUnconfirmedEnvironment, address(view.wanted)),
      );
      links(tooltip, [
        link(t(say.actionConfirm), 'shield', 'confirmOrigin'),
        link(t(say.actionSetKey), 'key', 'setApiKey'),
      ]);
      break;
    case 'account':
      renderAccount(tooltip, view, formats, now);
  }
  return tooltip;
}

function renderAccount(tooltip: TooltipText, view: AccountView, formats: Formats, now: number): void {
  const { t } = formats;
  balanceLines(tooltip, view, formats, now);
  if (view.sparkline) sparklineLines(tooltip, view.sparkline, formats, now);
  for (const line of spentLines(view, formats, now)) paragraph(tooltip, line);
  if (view.lastRun)
    tooltip.appendText(foreignText(lastRunLine(view.lastRun, formats))).appendMarkdown('\n\n');
  troubleLines(tooltip, view, formats, now);
  const where = view.source === 'stored' ? say.tooltipKeyStored : say.tooltipKeyEnvironment;
  paragraph(tooltip, t(where, address(view.origin)));
  if (!view.isShared) paragraph(tooltip, t(say.worksAlone));
  links(tooltip, [
    ...(view.state.snapshot.rejected ? [link(t(say.actionReplaceKey), 'key', 'setApiKey')] : []),
    link(t(say.actionRefresh), 'refresh', 'refresh'),
    link(t(say.actionTopUp), 'add', 'openBilling'),
    link(t(say.actionCheckHealth), 'pulse', 'checkHealth'),
    settingsLink(formats),
  ]);
}

function balanceLines(tooltip: TooltipText, view: AccountView, formats: Formats, now: number): void {
  const { t } = formats;
  const { observation } = view.state.snapshot;
  if (observation === undefined) {
    paragraph(tooltip, `**${t(say.tooltipTitle)}**`);
    return;
  }
  const { balance } = observation;
  const total = formats.credits(balance.credits);
  paragraph(tooltip, `**${t(say.tooltipTitle)}: ${total}**`);
  if (balance.frozen) {
    const parts = [formats.credits(spendable(balance)), total, formats.credits(balance.frozen)];
    paragraph(tooltip, t(say.tooltipSpendableFrozen, ...parts));
  } else if (spendable(balance) !== balance.credits) {
    paragraph(tooltip, t(say.tooltipSpendable, formats.credits(spendable(balance)), total));
  }
  if (balance.isFrozen) paragraph(tooltip, `$(lock) ${t(say.tooltipFrozen)}`);
  for (const text of [balance.freezeMessage, balance.freezePlanHint]) {
    if (text !== undefined) tooltip.appendText(foreignText(text)).appendMarkdown('\n\n');
  }
  const level = levelLine(view, formats);
  if (level !== undefined) paragraph(tooltip, level);
  const read = t(readBy(observation.source), formats.time(observation.at, now));
  paragraph(tooltip, `$(clock) ${read}${view.isBehind ? ` ${t(say.tooltipStale)}` : ''}`);
}

/** Nothing where both levels are turned off. */
function levelLine({ level = 'ok', thresholds }: AccountView, formats: Formats): string | undefined {
  const { t } = formats;
  const low = formats.credits(thresholds.lowCredits);
  const critical = formats.credits(thresholds.criticalCredits);
  switch (level) {
    case 'empty':
      return `$(error) ${t(say.tooltipLevelEmpty)}`;
    case 'critical':
      return `$(error) ${t(say.tooltipLevelCritical, critical)}`;
    case 'low':
      return `$(warning) ${t(say.tooltipLevelLow, low)}`;
    case 'ok': {
      const { lowCredits, criticalCredits } = thresholds;
      if (lowCredits > 0 && criticalCredits > 0) return `$(check) ${t(say.tooltipLevelOk, low, critical)}`;
      if (lowCredits > 0) return `$(check) ${t(say.tooltipLevelOkLow, low)}`;
      return criticalCredits > 0 ? `$(check) ${t(say.tooltipLevelOkCritical, critical)}` : undefined;
    }
  }
}

function readBy(source: ObservationSource): string {
  if (source === 'handed') return say.tooltipReadHanded;
  return source === 'header' ? say.tooltipReadHeader : say.tooltipReadPoll;
}

/** A small picture of the week, with its meaning in words. */
function sparklineLines(tooltip: TooltipText, line: Sparkline, formats: Formats, now: number): void {
  const first = line.points[0]?.c ?? 0;
  const last = line.points.at(-1)?.c ?? 0;
  const words = formats.t(
    line.topUps.length === 0 ? say.sparklineWords : say.sparklineWordsTopUp,
    formats.credits(first),
    formats.time(line.from, now),
    formats.credits(last),
  );
  const svg = sparklineSvg(line, { width: 240, height: 40 });
  const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  paragraph(tooltip, `![${words}](${image}|width=240,height=40)`);
  paragraph(tooltip, words);
}

function troubleLines(tooltip: TooltipText, view: AccountView, formats: Formats, now: number): void {
  const { t } = formats;
  const { lastError } = view.state.snapshot;
  if (lastError !== undefined) {
    const words = describeError(lastError, t);
    paragraph(tooltip, `$(warning) ${t(say.tooltipError, formats.time(lastError.at, now), words)}`);
    if (lastError.message !== undefined) {
      tooltip.appendText(foreignText(t(say.serverSays, lastError.message))).appendMarkdown('\n\n');
    }
  }
  if (view.holdUntil !== undefined)
    paragraph(tooltip, t(say.tooltipHold, formats.deadline(view.holdUntil, now)));
}

/** As code, or it would turn into a link. */
function address(origin: string): string {
  return `\`${origin}\``;
}

/** Our own words only. */
function paragraph(tooltip: TooltipText, markdown: string): void {
  tooltip.appendMarkdown(`${markdown}\n\n`);
}

function links(tooltip: TooltipText, all: readonly string[]): void {
  tooltip.appendMarkdown(`---\n\n${all.join(' &nbsp;·&nbsp; ')}`);
}

function link(label: string, icon: string, command: (typeof linked)[number]): string {
  return `[$(${icon}) ${label}](command:${commandId(command)})`;
}

function settingsLink({ t }: Formats): string {
  const filter = encodeURIComponent(JSON.stringify([`@ext:leadmagic-credits.leadmagic-credits`]));
  return `[$(gear) ${t(say.actionSettings)}](command:${OPEN_SETTINGS}?${filter})`;
}
