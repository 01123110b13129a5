import { html, nothing } from 'lit';
import * as say from '../text/dashboardMessages';
import type { DayView, Part, SpendingDay, Total, Totals } from '../usage/dashboardView';
import type { ChartModel } from './chart/chartModel';
import { closeIcon } from './icons';
import {
  exportButton,
  isOlder,
  olderNote,
  partBody,
  panel,
  quiet,
  table,
  type Older,
  type Template,
} from './panel';
import type { View } from './view';

/** Credits per day, with what was spent today, this week and this month; a day opens its products. */
export function spendingPanel(view: View): Template {
  const { usage, words, state } = view;
  const title = words.t(say.panelSpending);
  const isTable = state.asTable.includes('spending');
  // What keeps both away, or both old, is said once.
  const isMissing = isKeptAway(usage?.totals) && isKeptAway(usage?.spending);
  const older = bothOlder(usage?.totals, usage?.spending);
  const own = <T>(part: Part<T> | undefined) => (older && part ? withoutProblem(part) : part);
  return panel(view, {
    name: 'spending',
    title,
    hasTable: hasSpending(usage?.spending.value),
    canExport: usage?.spending.value !== undefined,
    body: html`<div class="spending">
      ${older ? olderNote(view, older) : nothing}
      ${
        isMissing
          ? nothing
          : html`<div class="spending-totals">
              ${partBody(view, own(usage?.totals), title, (totals) => totalsList(view, totals))}
            </div>`
      }
      <div class="spending-days">
        ${partBody(view, own(usage?.spending), title, (days) =>
          !hasSpending(days)
            ? quiet(words.t(say.noSpending, state.range))
            : isTable
              ? daysTable(view, days, title)
              : html`<lm-chart class="chart" .model=${chart(view, days, title)}></lm-chart>`,
        )}
        ${hasSpending(usage?.spending.value) ? quiet(words.t(say.daysAreUtc)) : nothing}
        <p class="unseen" role="status">${state.day === undefined ? '' : dayNews(view, state.day)}</p>
        ${state.day === undefined ? nothing : dayPanel(view, state.day)}
      </div>
    </div>`,
  });
}

function isKeptAway(part: Part<unknown> | undefined): boolean {
  return part?.value === undefined && part?.isLoading === false;
}

/** The older of two parts that are both older than asked for. */
function bothOlder(one: Part<unknown> | undefined, other: Part<unknown> | undefined): Older | undefined {
  if (!isOlder(one) || !isOlder(other)) return undefined;
  return (other.at ?? 0) < (one.at ?? 0) ? other : one;
}

function withoutProblem<T>({ problem: _, ...part }: Part<T>): Part<T> {
  return part;
}

function hasSpending(days: readonly SpendingDay[] | undefined): boolean {
  return days?.some(({ credits, requests }) => credits !== 0 || (requests ?? 0) > 0) ?? false;
}

function totalsList({ words }: View, { today, week, month }: Totals): Template {
  const { t } = words;
  const one = (name: string, label: string, total: Total | undefined) =>
    html`<div>
      <dt>${label}</dt>
      <dd data-testid="total-${name}" elementtiming="figures">${words.number(total?.credits)}</dd>
      <dd class="quiet">
        ${total?.requests === undefined ? nothing : words.plural(say.requestsCount, total.requests)}
      </dd>
    </div>`;
  return html`<dl class="totals">
    ${one('today', t(say.today), today)} ${one('week', t(say.thisWeek), week)}
    ${one('month', t(say.thisMonth), month)}
  </dl>`;
}

function chart(view: View, days: readonly SpendingDay[], label: string): ChartModel {
  const { words, state, act } = view;
  const selected = days.findIndex(({ date }) => date === state.day);
  return {
    label,
    hint: words.t(say.chartHintDays),
    kind: 'bars',
    x: [...days.keys()],
    isTime: false,
    series: [{ label, values: days.map(({ credits }) => credits ?? null), colour: '--vscode-charts-blue' }],
    tickX: (index) => words.day(days[index]?.date ?? ''),
    tickY: words.tick,
    tip: (index) => {
      const { date, credits, requests } = days[index] ?? { date: '' };
      return {
        title: words.daySoFar(date),
        lines: [
          credits === undefined ? words.t(say.noValue) : words.plural(say.creditsCount, credits),
          ...(requests === undefined ? [] : [words.plural(say.requestsCount, requests)]),
        ],
      };
    },
    ...(selected >= 0 && { selected }),
    onPick: (index) => {
      const date = days[index]?.date;
      act.openDay(date === state.day ? undefined : date);
    },
  };
}

function daysTable({ words, act }: View, days: readonly SpendingDay[], label: string): Template {
  const { t } = words;
  return table(
    label,
    [
      {
        title: t(say.columnDay),
        isText: true,
        cell: ({ date }) =>
          html`<button
            class="link"
            data-date=${date}
            aria-label=${t(say.openDay, words.longDay(date))}
            @click=${() => act.openDay(date)}
          >
            ${words.longDay(date)}
          </button>`,
      },
      { title: t(say.columnCredits), cell: ({ credits }) => words.number(credits) },
      { title: t(say.columnRequests), cell: ({ requests }) => words.number(requests) },
    ],
    days.toReversed(),
  );
}

function shownDay({ day }: View, date: string): DayView {
  return day?.date === date ? day : { date, isLoading: true };
}

/** What a screen reader says when a day opens: its products stand further down. */
function dayNews(view: View, date: string): string {
  const { t, longDay } = view.words;
  const { value, problem } = shownDay(view, date);
  const title = t(say.panelDay, longDay(date));
  return value === undefined && problem === undefined ? t(say.loading, title) : title;
}

/** The products of the day that is open. */
function dayPanel(view: View, date: string): Template {
  const { words, act } = view;
  const { t } = words;
  const title = t(say.panelDay, words.longDay(date));
  const shown = shownDay(view, date);
  return html`<div class="day" role="group" aria-label=${title}>
    <header>
      <h3>${title}</h3>
      <div class="actions">
        ${shown.value === undefined ? nothing : exportButton(view, 'day', title)}
        <button
          class="icon-button"
          title=${t(say.closeDay)}
          aria-label=${t(say.closeDay)}
          @click=${({ currentTarget }: Event) => {
            focusDays(currentTarget, date);
            act.openDay(undefined);
          }}
        >
          ${closeIcon}
        </button>
      </div>
    </header>
    ${partBody(view, shown, title, (rows) =>
      rows.length === 0
        ? quiet(t(say.noSpendingDay))
        : table(
            title,
            [
              { title: t(say.columnProduct), isText: true, cell: ({ name }) => name },
              { title: t(say.columnRequests), cell: ({ requests }) => words.number(requests) },
              { title: t(say.columnCredits), cell: ({ credits }) => words.number(credits) },
              { title: t(say.columnShare), cell: ({ share }) => words.percent(share) },
              { title: t(say.columnAverage), cell: ({ averageCost }) => words.number(averageCost) },
              { title: t(say.columnMost), cell: ({ mostCost }) => words.number(mostCost) },
            ],
            rows,
          ),
    )}
  </div>`;
}

/** The button that closes a day goes with it; the keyboard is back where the day was opened. */
function focusDays(button: EventTarget | null, date: string): void {
  if (!(button instanceof HTMLElement)) return;
  const opener = button.closest('.spending-days')?.querySelector(`lm-chart, [data-date="${date}"]`);
  if (opener instanceof HTMLElement) opener.focus();
}
