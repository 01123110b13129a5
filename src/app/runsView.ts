import type { Place, Run } from '../runs/run';
import { folderIds, spendByFolder } from '../runs/spendByFolder';
import type { Formats } from '../text/formats';
import { runTitle } from '../text/runWords';
import type { FolderRow, RunRow, RunsView } from '../usage/runsView';

const SHOWN_RUNS = 50;

/** What a view calls the folder of a run, if it has one. */
type Called = (place: Place) => Pick<FolderRow, 'folder'>;

/** The kept runs as the dashboard shows them: the newest one by one, and all of them by folder. */
export function runsView(runs: readonly Run[], formats: Formats): RunsView {
  const newest = runs.toReversed().slice(0, SHOWN_RUNS);
  const called = folderNames(runs);
  const { folders, mixed } = spendByFolder(runs);
  return {
    runs: newest.map((run) => runRow(run, called, formats)),
    folders: folders.map((spend) => {
      const { runs: count, credits, rough, shared } = spend;
      return { ...called(spend), runs: count, credits, rough, shared };
    }),
    mixed,
    since: runs.length === 0 ? 0 : Math.min(...runs.map(({ startedAt }) => startedAt)),
  };
}

/** By their name; of several with one name each by the beginning of its id as well. */
function folderNames(runs: readonly Run[]): Called {
  const ids = folderIds(runs);
  return ({ folder, folderId }) => {
    if (folder === undefined) return {};
    const isOneOfSeveral = (ids.get(folder)?.size ?? 0) > 1 && folderId !== undefined;
    return { folder: isOneOfSeveral ? `${folder} (${folderId.slice(0, 4)})` : folder };
  };
}

function runRow(run: Run, called: Called, formats: Formats): RunRow {
  const { startedAt, endedAt, credits, certainty, noCost } = run;
  return {
    ...{ name: runTitle(run, formats), startedAt, endedAt, certainty },
    ...called(run),
    ...(credits === undefined ? { noCost: noCost ?? 'noEnd' } : { credits }),
  };
}
