import { html, nothing, type TemplateResult } from 'lit';
import * as say from '../text/dashboardMessages';
import type { Part, Problem } from '../usage/dashboardView';
import type { Panel } from '../usage/panels';
import { chartIcon, exportIcon, tableIcon, warningIcon } from './icons';
import type { View } from './view';

export type Template = TemplateResult | typeof nothing;

interface PanelFrame {
  readonly name: Panel;
  readonly title: string;
  /** Offers to swap the chart for a table. */
  readonly hasTable?: boolean;
  readonly canExport: boolean;
  readonly body: Template;
}

/** A section with a small heading and its actions. */
export function panel(view: View, { name, title, hasTable = false, canExport, body }: PanelFrame): Template {
  const { t } = view.words;
  const isTable = view.state.asTable.includes(name);
  const swapLabel = t(isTable ? say.showChart : say.showTable, title);
  return html`<section class="panel panel-${name}" aria-labelledby="heading-${name}">
    <header>
      <h2 id="heading-${name}">${title}</h2>
      <div class="actions">
        ${
          hasTable
            ? html`<button
                class="icon-button"
                title=${swapLabel}
                aria-label=${swapLabel}
                @click=${() => view.act.toggleTable(name)}
              >
                ${isTable ? chartIcon : tableIcon}
              </button>`
            : nothing
        }
        ${canExport ? exportButton(view, name, title) : nothing}
      </div>
    </header>
    ${body}
  </section>`;
}

/** @param title of what is exported */
export function exportButton({ words, act }: View, name: Panel, title: string): Template {
  const label = words.t(say.exportCsv, title);
  return html`<button
    class="icon-button"
    title=${label}
    aria-label=${label}
    @click=${() => act.exportCsv(name)}
  >
    ${exportIcon}
  </button>`;
}

/** What a part has: its content, a skeleton in its place, or why there is none. */
export function partBody<T>(
  view: View,
  part: Part<T> | undefined,
  title: string,
  content: (value: T) => Template,
): Template {
  const { words } = view;
  if (part?.value !== undefined)
    return html`${isOlder(part) ? olderNote(view, part) : nothing}${content(part.value)}`;
  if (part?.problem && !part.isLoading) return note(words.problem(part.problem));
  return skeleton(words.t(say.loading, title));
}

export type Older = Part<unknown> & { readonly problem: Problem };

/** Whether a part shows what was read earlier, as it could not be read anew. */
export function isOlder(part: Part<unknown> | undefined): part is Older {
  return part?.value !== undefined && part.problem !== undefined;
}

/** Of when a part's figures are, and why they are no newer. */
export function olderNote({ words }: View, { at, problem }: Older): Template {
  const time = at === undefined ? words.t(say.unknown) : words.time(at);
  return note(words.t(say.problemOlder, time, words.problem(problem)));
}

/** A sentence in place of, or above, what could not be shown. */
export function note(text: string): Template {
  return html`<p class="note">${warningIcon}<span>${text}</span></p>`;
}

export function quiet(text: string): Template {
  return html`<p class="quiet">${text}</p>`;
}

export function skeleton(label: string): Template {
  return html`<div class="skeleton" role="img" aria-label=${label}></div>`;
}

export interface Column<T> {
  readonly title: string;
  readonly isText?: boolean;
  readonly cell: (row: T) => string | Template;
}

/** A plain table; long ones scroll in their place. */
export function table<T>(label: string, columns: readonly Column<T>[], rows: readonly T[]): Template {
  const kind = (column: Column<T>) => (column.isText === true ? 'text' : 'figure');
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${label}>
    <table aria-label=${label}>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" class=${kind(column)}>${column.title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${columns.map((column, index) =>
                index === 0 && column.isText === true
                  ? html`<th scope="row" class="text">${column.cell(row)}</th>`
                  : html`<td class=${kind(column)}>${column.cell(row)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
