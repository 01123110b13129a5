import { html, svg } from 'lit';
import * as say from '../text/dashboardMessages';
import type { ServicePoint } from '../usage/dashboardView';
import type { ChartModel, ChartSeries } from './chart/chartModel';
import { partBody, panel, quiet, table, type Column, type Template } from './panel';
import type { View } from './view';

/** Latency per day: p50, p95, p99. */
export function latencyPanel(view: View): Template {
  const { words } = view;
  const { t } = words;
  const title = t(say.panelLatency);
  return servicePanel(view, {
    name: 'latency',
    title,
    isKnown: ({ p50, p95, p99 }) => (p50 ?? p95 ?? p99) !== undefined,
    columns: [
      { title: t(say.p50), cell: ({ p50 }) => words.milliseconds(p50) },
      { title: t(say.p95), cell: ({ p95 }) => words.milliseconds(p95) },
      { title: t(say.p99), cell: ({ p99 }) => words.milliseconds(p99) },
    ],
    chart: (points) =>
      html`${chart(latencyChart(view, points, title))}
      ${legend(latencySeries(view, points), t(say.latencyNote))}`,
  });
}

/** The share of requests that failed, per day. */
export function errorsPanel(view: View): Template {
  const { words } = view;
  const { t } = words;
  const title = t(say.panelErrors);
  return servicePanel(view, {
    name: 'errors',
    title,
    isKnown: ({ errorRate }) => errorRate !== undefined,
    columns: [
      { title: t(say.columnRequests), cell: ({ requests }) => words.number(requests) },
      { title: t(say.columnErrorRate), cell: ({ errorRate }) => words.percent(errorRate) },
    ],
    chart: (points) => chart(errorsChart(view, points, title)),
  });
}

interface ServicePanel {
  readonly name: 'latency' | 'errors';
  readonly title: string;
  /** Whether there is anything to show of a day. */
  readonly isKnown: (point: ServicePoint) => boolean;
  /** Beside the day. */
  readonly columns: readonly Column<ServicePoint>[];
  readonly chart: (points: readonly ServicePoint[]) => Template;
}

/** How the service was, day by day: a chart, or the same as a table. */
function servicePanel(view: View, { name, title, isKnown, columns, chart: draw }: ServicePanel): Template {
  const { words, usage, state } = view;
  const { t } = words;
  const days = usage?.service.value;
  const hasValues = days?.some(isKnown) ?? false;
  const day = {
    title: t(say.columnDay),
    isText: true,
    cell: ({ date }: ServicePoint) => words.longDay(date),
  };
  return panel(view, {
    name,
    title,
    hasTable: hasValues,
    canExport: days !== undefined,
    body: partBody(view, usage?.service, title, (points) => {
      if (!hasValues) return quiet(t(say.noService, state.range));
      return state.asTable.includes(name)
        ? table(title, [day, ...columns], points.toReversed())
        : draw(points);
    }),
  });
}

function chart(model: ChartModel): Template {
  return html`<lm-chart class="chart small" .model=${model}></lm-chart>`;
}

function latencyChart(view: View, points: readonly ServicePoint[], label: string): ChartModel {
  const { words } = view;
  const series = latencySeries(view, points);
  return {
    ...dailyChart(view, points, label),
    hint: `${words.t(say.chartHint)} ${words.t(say.latencyNote)}`,
    kind: 'lines',
    series,
    tickY: words.milliseconds,
    tip: (index) => ({
      title: words.daySoFar(points[index]?.date ?? ''),
      lines: series.map(({ label: name, values }) => {
        const value = values[index] ?? undefined;
        return `${name}: ${value === undefined ? words.t(say.noValue) : words.milliseconds(value)}`;
      }),
    }),
  };
}

function latencySeries({ words: { t } }: View, points: readonly ServicePoint[]): readonly ChartSeries[] {
  return [
    { label: t(say.p50), values: points.map(({ p50 }) => p50 ?? null), colour: '--vscode-charts-blue' },
    {
      label: t(say.p95),
      values: points.map(({ p95 }) => p95 ?? null),
      colour: '--vscode-charts-purple',
      dash: [6, 3],
    },
    {
      label: t(say.p99),
      values: points.map(({ p99 }) => p99 ?? null),
      colour: '--vscode-charts-yellow',
      dash: [2, 3],
    },
  ];
}

function errorsChart(view: View, points: readonly ServicePoint[], label: string): ChartModel {
  const { words } = view;
  return {
    ...dailyChart(view, points, label),
    kind: 'bars',
    series: [
      { label, values: points.map(({ errorRate }) => errorRate ?? null), colour: '--vscode-charts-red' },
    ],
    tickY: words.percentTick,
    tip: (index) => {
      const { date, errorRate, requests } = points[index] ?? { date: '' };
      const rate = errorRate === undefined ? words.t(say.noValue) : words.percent(errorRate);
      return {
        title: words.daySoFar(date),
        lines: [
          errorRate === undefined || requests === undefined
            ? rate
            : words.plural(say.errorsOf, requests, rate),
        ],
      };
    },
  };
}

function dailyChart({ words }: View, points: readonly ServicePoint[], label: string) {
  return {
    label,
    hint: words.t(say.chartHint),
    x: [...points.keys()],
    isTime: false,
    tickX: (index: number) => words.day(points[index]?.date ?? ''),
  };
}

/** Which line is which, by colour and dashes. */
function legend(series: readonly ChartSeries[], meaning: string): Template {
  return html`<ul class="legend" aria-hidden="true" title=${meaning}>
    ${series.map(
      ({ label, dash = [] }, index) =>
        html`<li>
          ${svg`<svg class="sample sample-${index}" viewBox="0 0 20 4"><path d="M0 2h20" stroke-dasharray=${dash.join(' ')} /></svg>`}${label}
        </li>`,
    )}
  </ul>`;
}
