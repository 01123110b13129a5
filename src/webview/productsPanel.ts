import { html, nothing } from 'lit';
import * as say from '../text/dashboardMessages';
import type { ProductRow } from '../usage/dashboardView';
import { downIcon, upIcon } from './icons';
import { partBody, panel, quiet, type Template } from './panel';
import { sortRows, type SortColumn } from './sortRows';
import type { View } from './view';

const columns: readonly (readonly [SortColumn, string])[] = [
  ['name', say.columnProduct],
  ['requests', say.columnRequests],
  ['credits', say.columnCredits],
  ['share', say.columnShare],
  ['successRate', say.columnSuccess],
  ['averageCost', say.columnAverage],
];

/** What each product took. */
export function productsPanel(view: View): Template {
  const { words, usage, state } = view;
  const title = words.t(say.panelProducts);
  return panel(view, {
    name: 'products',
    title,
    canExport: usage?.products.value !== undefined,
    body: partBody(view, usage?.products, title, (rows) =>
      rows.length === 0 ? quiet(words.t(say.noSpending, state.range)) : productTable(view, rows, title),
    ),
  });
}

function productTable(view: View, rows: readonly ProductRow[], title: string): Template {
  const { words, state } = view;
  return html`<div class="scroll wide" tabindex="0" role="group" aria-label=${title}>
    <table aria-label=${title}>
      <thead>
        <tr>
          ${columns.map(([column, label]) => heading(view, column, words.t(label)))}
        </tr>
      </thead>
      <tbody>
        ${sortRows(rows, state.sort, words.locale).map(
          (row) =>
            html`<tr>
              <th scope="row" class="text">${row.name}</th>
              <td class="figure">${words.number(row.requests)}</td>
              <td class="figure">${words.number(row.credits)}</td>
              <td class="figure share">
                <svg class="bar" aria-hidden="true"><rect width="${row.share ?? 0}%" height="100%" /></svg>
                <span class="percent">${words.percent(row.share)}</span>
              </td>
              <td class="figure">${words.percent(row.successRate)}</td>
              <td class="figure">${words.number(row.averageCost)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function heading({ state, act, words }: View, column: SortColumn, label: string): Template {
  const { by, isDescending } = state.sort;
  const isSorted = by === column;
  return html`<th
    scope="col"
    class=${column === 'name' ? 'text' : 'figure'}
    aria-sort=${isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}
  >
    <button class="sort" title=${words.t(say.sortBy, label)} @click=${() => act.sortBy(column)}>
      <span>${label}</span>${isSorted ? (isDescending ? downIcon : upIcon) : nothing}
    </button>
  </th>`;
}
