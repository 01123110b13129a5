import { html, nothing } from 'lit';
import * as say from '../text/dashboardMessages';
import type { Figures, Limit, Limits, Part } from '../usage/dashboardView';
import { note, partBody, panel, quiet, type Template } from './panel';
import type { View } from './view';

/** Percent of a limit above which LeadMagic's documentation advises to warn. */
const MINUTE_TIGHT = 80;
const DAILY_TIGHT = 90;

/** How much of the rate limits is used, and how many requests run at once. */
export function limitsPanel(view: View): Template {
  const { words, usage } = view;
  const title = words.t(say.panelLimits);
  return panel(view, {
    name: 'limits',
    title,
    canExport: usage?.limits.value !== undefined,
    body: partBody(view, usage?.limits, title, (limits) =>
      Object.keys(limits).length === 0
        ? quiet(words.t(say.noFigures))
        : html`${limitList(view, limits)}${limitsAge(view, usage?.limits)}`,
    ),
  });
}

/** A minute later most of it is not so any more. */
function limitsAge({ words }: View, part: Part<Limits> | undefined): Template {
  const isSaid = part?.at === undefined || part.problem !== undefined;
  return isSaid ? nothing : quiet(words.t(say.readAt, words.time(part.at)));
}

function limitList(view: View, { minute, daily, inFlight, peak, reserved }: Limits): Template {
  const { words } = view;
  const { t } = words;
  return html`${minute && meter(view, t(say.limitMinute), minute, MINUTE_TIGHT)}
    ${daily && meter(view, t(say.limitDaily), daily, DAILY_TIGHT)}
    <dl class="figures">
      ${figure(t(say.inFlight), inFlight, words.number)} ${figure(t(say.peak), peak, words.number)}
      ${figure(t(say.reserved), reserved, words.number)}
    </dl>`;
}

/** @param tight percent above which little is left */
function meter(view: View, label: string, use: Limit, tight: number): Template {
  const { words } = view;
  const { utilization } = use;
  const text = useText(view, use);
  const isTight = utilization !== undefined && utilization > tight;
  return html`<div class="meter">
    <span>${label}</span>
    <span class="figure">${text}</span>
    ${
      utilization === undefined
        ? nothing
        : html`<progress
            max="100"
            value=${Math.min(utilization, 100)}
            class=${isTight ? 'tight' : ''}
            aria-label=${label}
            aria-valuetext=${use.used === undefined ? text : `${text} (${words.percent(utilization)})`}
          ></progress>`
    }
    ${isTight ? note(words.t(say.limitTight, words.percent(tight))) : nothing}
  </div>`;
}

function useText({ words }: View, { used, limit, utilization }: Limit): string {
  if (used === undefined && utilization !== undefined) return words.percent(utilization);
  return limit === undefined
    ? words.number(used)
    : words.t(say.limitUse, words.number(used), words.number(limit));
}

/** The range in a few numbers. */
export function figuresPanel(view: View): Template {
  const { words, usage, state } = view;
  const title = words.t(say.panelFigures, state.range);
  return panel(view, {
    name: 'figures',
    title,
    canExport: usage?.figures.value !== undefined,
    body: partBody(view, usage?.figures, title, (figures) =>
      Object.keys(figures).length === 0 ? quiet(words.t(say.noFigures)) : figureList(view, figures),
    ),
  });
}

function figureList({ words }: View, figures: Figures): Template {
  const { t, number, percent, milliseconds } = words;
  return html`<dl class="figures">
    ${figure(t(say.figureCredits), figures.credits, number)}
    ${figure(t(say.figureRequests), figures.requests, number)}
    ${figure(t(say.figurePerRequest), figures.creditsPerRequest, number)}
    ${figure(t(say.figureChargeable), figures.chargeableRate, percent)}
    ${figure(t(say.figureSuccess), figures.successRate, percent)}
    ${figure(t(say.figureAverage), figures.averageMs, milliseconds)}
  </dl>`;
}

function figure(label: string, value: number | undefined, format: (value: number) => string): Template {
  return value === undefined
    ? nothing
    : html`<div>
        <dt>${label}</dt>
        <dd>${format(value)}</dd>
      </div>`;
}
