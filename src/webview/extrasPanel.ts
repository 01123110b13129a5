import { html, nothing } from 'lit';
import * as say from '../text/dashboardMessages';
import type { Extra } from '../usage/dashboardView';
import { panel, table, type Template } from './panel';
import type { View } from './view';

/** The routes below `/v1/analytics/` by what they tell. */
const names: Readonly<Partial<Record<string, string>>> = {
  requests: say.columnRequests,
  quality: say.extraQuality,
  'quality/daily': say.extraQualityDaily,
  errors: say.extraErrors,
  'found-rate': say.extraFoundRate,
};

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
        html`<details class="extra" data-testid=${`extra-${extra.id}`}>
          <summary>${nameOf(extra, words)}</summary>
          ${extraTable(extra, words)}
        </details>`,
    )}`,
  });
}

function nameOf({ id }: Extra, { t }: View['words']): string {
  const name = names[id];
  return name === undefined ? id : t(name);
}

function extraTable(extra: Extra, words: View['words']): Template {
  const { columns, rows } = extra;
  return table(
    nameOf(extra, words),
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
