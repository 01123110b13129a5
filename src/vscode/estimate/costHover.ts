import { MarkdownString } from 'vscode';

import { spendable } from '../../leadmagic/balance';
import type { MonitorView } from '../../app/monitor';
import type { Cost } from '../../runs/costOf';
import { estimate } from '../../runs/estimate';
import type { CostUnit } from '../../runs/costTable';
import * as say from '../../text/estimateMessages';
import type { Formats } from '../../text/formats';
import type { Plural } from '../../text/translate';
import { commandId } from '../ids';
import { notesOf, priceText, sourceText } from './costWords';

const affords: Readonly<Record<CostUnit, Plural>> = {
  request: say.hoverAffordsRequests,
  row: say.hoverAffordsRows,
  result: say.hoverAffordsResults,
};

/** What the hover on a path tells: the price, what a miss costs, what the balance pays for, and where it was read. */
export function costHover(cost: Cost, view: MonitorView, formats: Formats): MarkdownString {
  const { t } = formats;
  const command = commandId('estimateRun');
  const hover = new MarkdownString('', true);
  hover.isTrusted = { enabledCommands: [command] };
  const lines = [
    `**LeadMagic · ${cost.endpoint.name}** — ${priceText(cost, formats)}`,
    notesOf(cost, formats).join(' '),
    affordsText(cost, view, formats),
    `*${sourceText(cost, formats)}*`,
    cost.max === 0
      ? ''
      : `[$(symbol-operator) ${t(say.hoverEstimate)}](command:${command}?${encodeURIComponent(JSON.stringify([cost.endpoint.id]))})`,
  ];
  hover.appendMarkdown(lines.filter((text) => text !== '').join('\n\n'));
  return hover;
}

function affordsText(cost: Cost, view: MonitorView, formats: Formats): string {
  const observation = view.kind === 'account' ? view.state.snapshot.observation : undefined;
  if (view.kind !== 'account' || observation === undefined) return '';
  const credits = spendable(observation.balance);
  const { affordableCalls } = estimate({ cost, rows: 0, spendable: credits });
  if (affordableCalls === undefined) return '';
  return [
    formats.plural(affords[cost.endpoint.unit], affordableCalls, formats.credits(credits)),
    ...(cost.min < cost.max ? [formats.t(say.hoverAtMost)] : []),
    ...(view.isBehind ? [formats.t(say.hoverStale)] : []),
  ].join(' ');
}
