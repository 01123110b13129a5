import { html, nothing } from 'lit';
import * as say from '../text/dashboardMessages';
import type { PageCommand } from '../usage/pageMessage';
import { ranges } from '../usage/range';
import { isUnused, reportsAt } from '../usage/usageView';
import { balancePanel, historyPanel } from './balancePanel';
import { extrasPanel } from './extrasPanel';
import { figuresPanel, limitsPanel } from './limitsPanel';
import type { Template } from './panel';
import { productsPanel } from './productsPanel';
import { runsPanel } from './runsPanel';
import { errorsPanel, latencyPanel } from './servicePanels';
import { spendingPanel } from './spendingPanel';
import type { View } from './view';

/** The whole page: its state in one sentence with a way on, or all panels. */
export function page(view: View): Template {
  const { account, words } = view;
  const { t } = words;
  switch (account.status) {
    case 'starting':
      return frame(view, message(view, t(say.starting)));
    case 'noKey':
      return frame(view, message(view, t(say.noKey), ['setApiKey', say.actionSetKey]));
    case 'unconfirmed':
      return frame(view, message(view, t(say.unconfirmed), ['confirmOrigin', say.actionConfirm]));
    case 'rejected':
      return frame(
        view,
        message(view, t(say.rejected), ['setApiKey', say.actionSetKey], ['showLog', say.actionShowLog]),
      );
    case 'unread':
    case 'known':
      return frame(view, panels(view), html`${age(view)}${toolbar(view)}`);
  }
}

function frame({ words }: View, content: Template, tools: Template = nothing): Template {
  return html`<main>
    <header class="top">
      <h1>${words.t(say.heading)}</h1>
      ${tools}
    </header>
    ${content}
  </main>`;
}

/** Of when the reports are. Its line is there before they are: what stands beside and below it stays where it is. */
function age({ words, usage }: View): Template {
  const at = usage && reportsAt(usage);
  return html`<p class="quiet age" role="status">
    ${at === undefined ? '' : words.t(say.reportsOf, words.time(at))}
  </p>`;
}

function toolbar({ words, state, act }: View): Template {
  const { t } = words;
  return html`<div class="tools">
    <fieldset class="ranges">
      <legend>${t(say.rangeLegend)}</legend>
      ${ranges.map(
        (range) =>
          html`<label>
            <input
              type="radio"
              name="range"
              value=${range}
              .checked=${range === state.range}
              @change=${() => act.setRange(range)}
            /><span>${t(say.rangeDays, range)}</span>
          </label>`,
      )}
    </fieldset>
    <vscode-button secondary @click=${act.refresh}>${t(say.refresh)}</vscode-button>
  </div>`;
}

function panels(view: View): Template {
  const { usage, words, state } = view;
  return html`<div class="panels">
    ${balancePanel(view)} ${historyPanel(view)}
    ${
      usage && isUnused(usage)
        ? html`<p class="empty" data-testid="empty">${words.t(say.emptyAccount, state.range)}</p>
            ${runsPanel(view)} ${limitsPanel(view)}`
        : html`${spendingPanel(view)} ${productsPanel(view)} ${runsPanel(view)} ${latencyPanel(view)}
          ${errorsPanel(view)} ${limitsPanel(view)} ${figuresPanel(view)} ${extrasPanel(view)}`
    }
  </div>`;
}

function message(
  { words, act }: View,
  text: string,
  ...buttons: readonly (readonly [PageCommand, string])[]
): Template {
  return html`<div class="message">
    <p>${text}</p>
    <p>
      ${buttons.map(
        ([command, label], index) =>
          html`<vscode-button ?secondary=${index > 0} @click=${() => act.run(command)}
            >${words.t(label)}</vscode-button
          >`,
      )}
    </p>
  </div>`;
}
