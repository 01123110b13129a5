import { parseAlertMemory } from '../balance/parseAlerts';
import { emptyAlertMemory } from '../balance/alerts';
import { timeOf, type HistoryRecord } from '../balance/history';
import { historyLine, holdsMore, parseHistory } from '../balance/historyLine';
import { elapsed } from '../balance/moment';
import { formatRun, parseRuns } from '../runs/runLog';
import type { AccountStore } from './accountStore';
import type { Folder } from './folder';
import { HISTORY } from './historyFiles';
import { isOnDisk } from './onDisk';
import { forgetPredecessor, hasPredecessor, predecessorFile } from './predecessor';
import { rejoinedAlerts, rejoinedSnapshot } from './rejoined';
import { RUN_LOG } from './runFiles';
import type { Shared, SharedFiles } from './sharedFiles';
import { emptySnapshot, parseSnapshot, withoutKept, type Snapshot } from './snapshot';

/** So long a window may go on with the key before: what it wrote is fetched, too. */
const STRAGGLERS_MS = 24 * 3_600_000;
const ALERTS = 'alerts.json';
const SNAPSHOT = 'snapshot.json';

/**
 * Moves the history, the runs, the alerts that were told and a standing deadline from the folder of the key before to
 * this one's. Being killed at any point loses nothing and doubles nothing; the next call goes on. Says whether there was
 * something to move.
 * @param name of the folder of `files`
 * @param open a folder by its name
 */
export async function takeOver(
  files: AccountStore,
  name: string,
  open: (name: string) => Folder,
): Promise<boolean> {
  const old = await moveInto(files, name, open, new Set([name]));
  if (old !== undefined) await keepDeadline(files, old);
  return old !== undefined;
}

/**
 * Gives the folder that something was moved from. Keys may follow each other faster than their histories do.
 * @param seen names of folders that wait for what comes of this one
 */
async function moveInto(
  files: SharedFiles,
  name: string,
  open: (name: string) => Folder,
  seen: ReadonlySet<string>,
): Promise<SharedFiles | undefined> {
  if (!(await hasPredecessor(files))) return undefined;
  const { folder, since } = await predecessorFile(files).read();
  let source: SharedFiles | undefined;
  if (folder !== '' && !seen.has(folder)) {
    const old = files.over(open(folder));
    await moveInto(old, folder, open, new Set([...seen, folder]));
    // Two that move in opposite directions must not wait for each other.
    const [first, second] = name < folder ? [files, old] : [old, files];
    const hasHistory = await holdsHistory(old);
    if (hasHistory) await forgetKept(old);
    if (hasHistory)
      await first.exclusively(() => second.exclusively(() => new HistoryMove(files, old).run()));
    const hasAlerts = await moveAlerts(files, old);
    if (hasHistory || hasAlerts) source = old;
  }
  if (isOnDisk(files) && elapsed(since, files.tools.moment()) > STRAGGLERS_MS) await forgetPredecessor(files);
  return source;
}

/** Once its history is elsewhere, the point that was kept last is none that a killed window left unwritten. */
async function forgetKept(old: SharedFiles): Promise<void> {
  if ((await old.folder.read(SNAPSHOT)) === undefined) return;
  await snapshotOf(old).update(withoutKept);
}

function snapshotOf(files: SharedFiles): Shared<Snapshot> {
  return files.share({ name: SNAPSHOT, empty: () => emptySnapshot(''), parse: parseSnapshot });
}

/** Without its lock, which would make a folder that is gone anew. */
async function holdsHistory({ folder }: SharedFiles): Promise<boolean> {
  return (await folder.list(HISTORY)).length > 0 || (await folder.read(RUN_LOG)) !== undefined;
}

/** The files of which lines are added up. For the holder of both write locks. */
class HistoryMove {
  constructor(
    private readonly files: SharedFiles,
    private readonly old: SharedFiles,
  ) {}

  async run(): Promise<void> {
    const names = (await this.old.folder.list(HISTORY)).map((name) => `${HISTORY}/${name}`);
    for (const name of names) {
      if (name.endsWith('.jsonl')) await this.#move(name, (text) => this.#month(name, text));
      if (name.endsWith('.set-aside')) await this.#move(name, (text) => this.#aside(name, text));
    }
    await this.#move(RUN_LOG, (text) => this.#runs(text));
  }

  /** The file goes once what it held is written, to disk. */
  async #move(name: string, write: (text: string) => Promise<boolean>): Promise<void> {
    const text = await this.old.folder.read(name);
    if (text === undefined || !(await write(text))) return;
    if (isOnDisk(this.files) && this.old.mayWrite()) await this.old.folder.remove(name);
  }

  async #month(name: string, text: string): Promise<boolean> {
    const before = parseHistory(text);
    if (holdsMore(text, before.skipped) && !(await this.#aside(`${name}.set-aside`, text))) return false;
    const known = parseHistory((await this.files.folder.read(name)) ?? '').records;
    const lines = new Set(known.map(historyLine));
    // A window that was killed on the way has moved some.
    const missing = before.records.filter((record) => !lines.has(historyLine(record)));
    return missing.length === 0 || this.#write(name, inTime(missing, known).map(historyLine));
  }

  async #aside(name: string, text: string): Promise<boolean> {
    const kept = (await this.files.folder.read(name)) ?? '';
    return (
      kept.includes(text) || this.#write(name, [...kept.split('\n'), ...text.split('\n')].filter(Boolean))
    );
  }

  async #runs(text: string): Promise<boolean> {
    const { runs: known } = parseRuns((await this.files.folder.read(RUN_LOG)) ?? '');
    const ids = new Set(known.map(({ id }) => id));
    const missing = parseRuns(text).runs.filter(({ id }) => !ids.has(id));
    const all = [...missing, ...known].sort((a, b) => a.endedAt - b.endedAt);
    return (
      missing.length === 0 ||
      this.files.folder.write(RUN_LOG, all.map(formatRun).join(''), this.files.mayWrite)
    );
  }

  #write(name: string, lines: readonly string[]): Promise<boolean> {
    return this.files.folder.write(name, lines.map((line) => `${line}\n`).join(''), this.files.mayWrite);
  }
}

/** Two histories of one balance as one: each stays in its order. */
function inTime(one: readonly HistoryRecord[], other: readonly HistoryRecord[]): readonly HistoryRecord[] {
  const all: HistoryRecord[] = [];
  let next = 0;
  for (const record of one) {
    for (let late = other[next]; late && timeOf(late) < timeOf(record); late = other[(next += 1)])
      all.push(late);
    all.push(record);
  }
  return [...all, ...other.slice(next)];
}

/** Once: what was told of an episode that is over by then would keep the next one from being told. */
async function moveAlerts(files: SharedFiles, old: SharedFiles): Promise<boolean> {
  const format = { name: ALERTS, empty: () => emptyAlertMemory, parse: parseAlertMemory };
  if ((await old.folder.read(ALERTS)) === undefined) return false;
  const told = await old.share(format).read();
  await files.share(format).update((memory) => rejoinedAlerts(memory, told, files.tools.moment()));
  if (isOnDisk(files)) await old.exclusively(() => old.folder.remove(ALERTS));
  return true;
}

/** What the server asked the key before to wait, the account waits. */
async function keepDeadline(files: AccountStore, old: SharedFiles): Promise<void> {
  const { hold } = await snapshotOf(old).read();
  if (hold === undefined) return;
  const alone = { ...emptySnapshot(''), hold };
  await files.snapshot.update((known) => rejoinedSnapshot(known, alone, files.tools.moment()));
}
