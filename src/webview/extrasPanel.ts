import { html, nothing } from 'lit';
import * as say from '../text/dashboardMessages';
import type { Extra } from '../usage/dashboardView';
import { panel, table, type Template } from './panel';
import type { View } from './view';

/** What the server told beyond the documented reports, folded up; nothing on most servers. */
export function extrasPanel(view: View): Template {
  const { usage, words } = view;
  const extras = usage?.extras ?? [];
  if (extras.length === 0) return nothing;
  return panel(view, {
    name: 'extras',
    title: words.t(say.panelExtras),
    canExport: true,
    body: html`${extras.map(
      (extra) =>
        html`<vscode-collapsible heading=${extra.id}>${extraTable(extra, words)}</vscode-collapsible>`,
    )}`,
  });
}

function extraTable({ id, columns, rows }: Extra, words: View['words']): Template {
  return table(
    id,
    columns.map((title, index) => ({
      title,
      isText: typeof rows[0]?.[index] === 'string',
      cell: (row: Extra['rows'][number]) => {
        const cell = row[index];
        return typeof cell === 'number' ? words.number(cell) : (cell ?? '');
      },
    })),
    rows,
  );
}
