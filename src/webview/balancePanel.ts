import { html, nothing } from 'lit';
import * as say from '../text/dashboardMessages';
import type { BalanceView, HistoryView } from '../usage/balanceView';
import type { ChartModel } from './chart/chartModel';
import { lockIcon } from './icons';
import { note, panel, quiet, skeleton, table, type Template } from './panel';
import type { View } from './view';

/** The number itself: level, spendable and frozen, age, days left. */
export function balancePanel(view: View): Template {
  const { account, words } = view;
  const title = words.t(say.panelBalance);
  return panel(view, {
    name: 'now',
    title,
    canExport: account.status === 'known',
    body:
      account.status === 'known'
        ? figures(view, account.balance)
        : account.status === 'unread' && account.problem !== undefined
          ? note(account.problem)
          : skeleton(words.t(say.loading, title)),
  });
}

function figures({ words, act }: View, balance: BalanceView): Template {
  const { level, isFrozen, freezeMessage, freezePlanHint, outlook, at, isBehind, problem } = balance;
  const { t } = words;
  const spendable = spendableText(balance, words);
  return html`<p class="amount" data-testid="balance" elementtiming="balance">
      ${words.number(balance.spendable)}
    </p>
    ${isJudged(balance) ? html`<p class="level level-${level}">${levelText(balance, words)}</p>` : nothing}
    ${spendable === undefined ? nothing : html`<p>${spendable}</p>`}
    ${isFrozen ? html`<p class="frozen">${lockIcon}<span>${t(say.frozen)}</span></p>` : nothing}
    ${[freezeMessage, freezePlanHint].map((text) => (text === undefined ? nothing : quiet(text)))}
    ${outlook === undefined ? nothing : html`<p class="outlook">${outlook.words}</p>`}
    ${problem === undefined ? nothing : note(problem)}
    <p class="quiet">${t(say.readAt, words.time(at))}${isBehind ? ` ${t(say.mayBeOld)}` : ''}</p>
    ${
      level === 'ok' && !isFrozen
        ? nothing
        : html`<p>
            <vscode-button @click=${() => act.run('openBilling')}>${t(say.actionTopUp)}</vscode-button>
          </p>`
    }`;
}

/** What of the balance can be spent, where that is not all of it. */
function spendableText(
  { credits, spendable, frozen = 0 }: BalanceView,
  { t, number }: View['words'],
): string | undefined {
  if (frozen > 0) return t(say.spendableFrozen, number(spendable), number(credits), number(frozen));
  return spendable === credits ? undefined : t(say.spendableOf, number(spendable), number(credits));
}

/** Whether there is a level to tell: with both warnings off there is none but empty. */
function isJudged({ level, lowCredits, criticalCredits }: BalanceView): boolean {
  return level !== 'ok' || lowCredits > 0 || criticalCredits > 0;
}

function levelText(
  { level, lowCredits, criticalCredits }: BalanceView,
  { t, number }: View['words'],
): string {
  switch (level) {
    case 'ok':
      return t(say.levelOk);
    case 'low':
      return `${t(say.levelLow)}: ${t(say.levelUnder, number(lowCredits))}`;
    case 'critical':
      return `${t(say.levelCritical)}: ${t(say.levelUnder, number(criticalCredits))}`;
    case 'empty':
      return t(say.levelEmpty);
  }
}

/** The balance over the range, from what this machine saw. */
export function historyPanel(view: View): Template {
  const { account, words, state } = view;
  const title = words.t(say.panelHistory);
  const history = account.status === 'known' ? account.balance.history : undefined;
  // Nothing is on its way where the balance itself could not be read.
  const isThin = history !== undefined || (account.status === 'unread' && account.problem !== undefined);
  const hasLine = history?.points.some(({ credits }) => credits !== history.points[0]?.credits) ?? false;
  return panel(view, {
    name: 'balance',
    title,
    hasTable: hasLine,
    canExport: hasLine,
    body:
      history !== undefined && hasLine
        ? state.asTable.includes('balance')
          ? historyTable(view, history, title)
          : html`<lm-chart class="chart" .model=${chart(view, history, title)}></lm-chart>`
        : isThin
          ? quiet(words.t(say.historyThin))
          : skeleton(words.t(say.loading, title)),
  });
}

function chart({ words }: View, { from, to, points, topUps }: HistoryView, label: string): ChartModel {
  const added = new Map(topUps.map(({ at, amount }) => [at, amount]));
  const isShort = to - from < 3 * 24 * 3_600_000;
  return {
    label,
    hint: words.t(say.chartHint),
    kind: 'steps',
    x: points.map(({ at }) => at),
    isTime: true,
    series: [{ label, values: points.map(({ credits }) => credits), colour: '--vscode-charts-blue' }],
    tickX: (at) => (isShort ? words.clock(at) : words.localDay(at)),
    // In short, the labels of a small span would all be the same.
    tickY: words.number,
    tip: (index) => {
      const { at, credits } = points[index] ?? { at: from, credits: 0 };
      const amount = added.get(at);
      return {
        title: words.time(at),
        lines: [
          words.plural(say.creditsCount, credits),
          ...(amount === undefined ? [] : [words.plural(say.topUpOf, amount)]),
        ],
      };
    },
    marks: topUps.map(({ at }) => at),
  };
}

function historyTable({ words }: View, { points, topUps }: HistoryView, label: string): Template {
  const { t } = words;
  const added = new Map(topUps.map(({ at, amount }) => [at, amount]));
  return table(
    label,
    [
      { title: t(say.columnTime), isText: true, cell: ({ at }) => words.time(at) },
      { title: t(say.columnCredits), cell: ({ credits }) => words.number(credits) },
      {
        title: t(say.columnToppedUp),
        cell: ({ at }) => (added.has(at) ? words.number(added.get(at)) : ''),
      },
    ],
    points.toReversed(),
  );
}
