import { placeOf, type Place, type Run } from './run';
import { END_WAIT_MS } from './meterState';

/** What the runs of one folder cost; credits are rounded to 0.01. Without a folder those that belong to none. */
export interface FolderSpend extends Place {
  /** How many of the folder's runs have a cost. */
  readonly runs: number;
  /** Sum of the runs that nobody known overlapped. */
  readonly credits: number;
  /** Of `credits`, what rough runs make up. */
  readonly rough: number;
  /** At least this much more, from runs that overlapped only runs of the same folder. */
  readonly shared: number;
}

export interface Spend {
  /** The folder that spent most first. */
  readonly folders: readonly FolderSpend[];
  /** At least this much was spent by runs of several folders at once; nobody can say which. */
  readonly mixed: number;
}

/**
 * Spend by workspace folder, nothing counted twice: runs that overlapped each carry the spend of all of them, so of a
 * cluster of them only the largest figure counts, and only to a folder if all are of it.
 */
export function spendByFolder(runs: readonly Run[]): Spend {
  // What a background run shared with others is in their figures already.
  const priced = runs.filter(
    ({ credits, certainty, isBackground }) =>
      credits !== undefined && !(isBackground === true && certainty === 'shared'),
  );
  const keyOf = folderKeys(priced);
  const folders = new Map<string, Sums>();
  const of = (run: Run): Sums => {
    const known = folders.get(keyOf(run)) ?? { runs: 0, credits: 0, rough: 0, shared: 0, place: run };
    folders.set(keyOf(run), known);
    // One that an earlier version kept has no id.
    if (run.folderId !== undefined) known.place = run;
    return known;
  };
  for (const run of priced) {
    const { credits = 0, certainty } = run;
    const spend = of(run);
    spend.runs++;
    if (certainty !== 'shared') spend.credits += credits;
    if (certainty === 'rough') spend.rough += credits;
  }
  let mixed = 0;
  for (const cluster of clusters(priced.filter(({ certainty }) => certainty === 'shared'))) {
    const most = Math.max(...cluster.map(({ credits = 0 }) => credits));
    const [first, ...others] = cluster;
    if (first !== undefined && others.every((run) => keyOf(run) === keyOf(first))) of(first).shared += most;
    else mixed += most;
  }
  return {
    folders: [...folders.values()]
      .map(({ place, runs: count, credits, rough, shared }) => ({
        ...placeOf(place),
        ...{ runs: count, credits: round(credits), rough: round(rough), shared: round(shared) },
      }))
      .sort((a, b) => b.credits + b.shared - (a.credits + a.shared)),
    mixed: round(mixed),
  };
}

interface Sums {
  runs: number;
  credits: number;
  rough: number;
  shared: number;
  place: Place;
}

/** Folders are told apart by their ids. A run without one is of the only folder of its name, if there is only one. */
function folderKeys(runs: readonly Place[]): (run: Place) => string {
  const ids = folderIds(runs);
  return ({ folder, folderId }) => {
    const [only, ...others] = ids.get(folder ?? '') ?? [];
    return JSON.stringify([folder, folderId ?? (others.length === 0 ? only : undefined)]);
  };
}

/** The ids of the folders of each name. */
export function folderIds(runs: readonly Place[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { folder, folderId } of runs) {
    if (folder === undefined || folderId === undefined) continue;
    ids.set(folder, (ids.get(folder) ?? new Set()).add(folderId));
  }
  return ids;
}

/**
 * Runs of one account that hang together by overlapping, directly or through others. The last reading of a run may come
 * late, so runs that followed each other within that time may share it, too.
 */
function clusters(runs: readonly Run[]): Run[][] {
  const found: Run[][] = [];
  const open = new Map<string, { readonly members: Run[]; until: number }>();
  for (const run of [...runs].sort((a, b) => a.startedAt - b.startedAt)) {
    const current = open.get(run.account);
    if (current !== undefined && run.startedAt < current.until + END_WAIT_MS) {
      current.members.push(run);
      current.until = Math.max(current.until, run.endedAt);
    } else {
      const members = [run];
      open.set(run.account, { members, until: run.endedAt });
      found.push(members);
    }
  }
  return found;
}

function round(credits: number): number {
  return Math.round(credits * 100) / 100;
}
