import { html, nothing } from 'lit';
import * as say from '../text/dashboardMessages';
import type { RunRow, RunsView } from '../usage/runsView';
import { exportButton, panel, quiet, table, type Template } from './panel';
import type { View } from './view';

const certainty = { alone: say.runAlone, shared: say.runShared, rough: say.runRough };
const noCost = { otherKey: say.runOtherKey, noStart: say.runNoStart, noEnd: say.runNoEnd };

/** What the newest runs cost, and what each workspace folder spent; nothing while there are no runs. */
export function runsPanel(view: View): Template {
  const { runs: shown, words } = view;
  if (shown.runs.length === 0) return nothing;
  const title = words.t(say.panelRuns);
  return panel(view, {
    name: 'runs',
    title,
    canExport: true,
    body: html`${quiet(words.t(say.runsNote))}${runTable(view, shown.runs, title)}${folders(view, shown)}`,
  });
}

function runTable({ words }: View, runs: readonly RunRow[], label: string): Template {
  const { t } = words;
  return table(
    label,
    [
      { title: t(say.columnRun), isText: true, cell: ({ name }) => name },
      { title: t(say.columnFolder), isText: true, cell: ({ folder }) => folder ?? t(say.noFolder) },
      { title: t(say.columnTime), isText: true, cell: ({ endedAt }) => words.time(endedAt) },
      { title: t(say.columnCredits), cell: ({ credits }) => words.number(credits) },
      {
        title: t(say.columnCertainty),
        isText: true,
        cell: (run) => t(run.noCost === undefined ? certainty[run.certainty] : noCost[run.noCost]),
      },
    ],
    runs,
  );
}

/** What runs at the same time spent stands apart: it is known of all of them together only. */
function folders(view: View, { folders: rows, mixed, since }: RunsView): Template {
  const { words } = view;
  if (rows.length === 0) return nothing;
  const { t } = words;
  const title = t(say.runsByFolder, words.localDay(since));
  return html`<div class="folders">
    <header>
      <h3>${title}</h3>
      <div class="actions">${exportButton(view, 'folders', title)}</div>
    </header>
    ${table(
      title,
      [
        { title: t(say.columnFolder), isText: true, cell: ({ folder }) => folder ?? t(say.noFolder) },
        { title: t(say.columnMetered), cell: ({ runs }) => words.number(runs) },
        { title: t(say.columnCredits), cell: ({ credits }) => words.number(credits) },
        { title: t(say.columnRough), cell: ({ rough }) => words.number(rough) },
        { title: t(say.columnShared), cell: ({ shared }) => words.number(shared) },
      ],
      rows,
    )}
    ${mixed > 0 ? quiet(words.plural(say.runsMixed, mixed)) : nothing}
  </div>`;
}
