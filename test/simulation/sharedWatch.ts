import { isHour, type HistoryPoint, type HistoryRecord } from '../../src/balance/history';
import { walk } from '../../src/balance/historyEvents';
import { parseHistory } from '../../src/balance/historyLine';
import type { Folder } from '../../src/store/folder';
import { parseSnapshot, type Snapshot } from '../../src/store/snapshot';
import type { Report } from './invariants';

interface Episode {
  readonly openedAt: number;
  readonly openedSeq: number;
  readonly claimedAt?: number;
}

interface Alerts {
  readonly epoch: string;
  readonly episodes: Readonly<Record<string, Episode>>;
}

/** Watches what lies on disk: claims stay claimed, and the history is what was kept. */
export class SharedWatch {
  readonly kept: HistoryPoint[] = [];
  /** The lines that reached the history. */
  readonly #appended = new Set<string>();
  readonly #claimed = new Set<string>();
  #alerts: string | undefined;
  #keptText = '';

  constructor(
    private readonly folder: Folder,
    private readonly report: Report,
    private readonly onSnapshot: (snapshot: Snapshot) => void,
  ) {
    const write = folder.write.bind(folder);
    folder.write = (name, text, may) =>
      write(name, text, () => {
        if (may?.() === false) return false;
        if (name === 'snapshot.json') this.#snapshotWritten(text);
        if (name === 'alerts.json') this.#alertsWritten(text);
        return true;
      });
    const append = folder.append.bind(folder);
    folder.append = (name, text, may) =>
      append(name, text, () => {
        if (may?.() === false) return false;
        if (name.startsWith('history/')) for (const line of text.trim().split('\n')) this.#appended.add(line);
        return true;
      });
  }

  /** The number of the balance on disk. */
  async balance(): Promise<number | undefined> {
    const text = await this.folder.read('snapshot.json');
    return text === undefined ? undefined : parseSnapshot(JSON.parse(text))?.observation?.seq;
  }

  check(): void {
    if (this.#alerts !== undefined) this.#checkClaims(this.#alerts);
  }

  async checkHistory(kills: number): Promise<void> {
    const names = await this.folder.list('history');
    const months = names.filter((name) => name.endsWith('.jsonl')).sort();
    const texts = await Promise.all(months.map((name) => this.folder.read(`history/${name}`)));
    const files = texts.map((text) => parseHistory(text ?? ''));
    const records = files.flatMap((file) => file.records);
    const missing = this.kept.length - this.#appended.size;
    // The next window writes along what one was killed over: the last one may be missing, and one of two in a row.
    if (missing > Math.min(kills, 1 + kills / 2))
      this.#wrong(`${missing} points are missing after ${kills} kills`);
    const isWhole = months.length === names.length && !records.some(isHour);
    if (isWhole && records.length !== this.#appended.size)
      this.#wrong(`${this.#appended.size} points were written, ${records.length} are there`);
    // The order over all months is that of the writing, whatever the clock did.
    if (!isWithin(records, this.kept)) this.#wrong('it holds what was never kept, or in another order');
    if (files.some(({ skipped }) => skipped > 0)) this.#wrong('some lines cannot be read');
    this.#checkReplay(records.slice(records.findLastIndex(isHour) + 1));
  }

  /** Over all that was not compacted: what was spent and added leads from its start to its end. */
  #checkReplay(records: readonly HistoryRecord[]): void {
    const points = records.filter((record) => 't' in record);
    const first = points[0];
    const end = points.at(-1);
    if (first === undefined || end === undefined) return;
    let balance = first.c;
    for (const { kind, amount } of walk(points)) balance += kind === 'spend' ? -amount : amount;
    if (Math.abs(balance - end.c) > 0.005) this.#wrong(`it replays to ${balance}, not ${end.c}`);
  }

  #snapshotWritten(text: string): void {
    const snapshot = parseSnapshot(JSON.parse(text));
    if (snapshot !== undefined) this.onSnapshot(snapshot);
    const kept = snapshot?.kept;
    const keptText = JSON.stringify(kept);
    if (kept === undefined || keptText === this.#keptText) return;
    this.#keptText = keptText;
    this.kept.push(kept);
  }

  #alertsWritten(text: string): void {
    this.#alerts = text;
    this.#checkClaims(text);
  }

  #checkClaims(text: string): void {
    const { epoch, episodes } = JSON.parse(text) as Alerts;
    for (const [kind, { openedAt, openedSeq, claimedAt }] of Object.entries(episodes)) {
      const id = `${epoch} ${kind} ${openedSeq} ${openedAt}`;
      if (claimedAt !== undefined) this.#claimed.add(id);
      else if (this.#claimed.has(id)) {
        this.report('no snooze or claim lost to another window’s write', `the claim of ${kind} is gone`);
      }
    }
  }

  #wrong(text: string): void {
    this.report('history replays to the same state', text);
  }
}

/** Whether the records are among the points, in their order; of an hour, where it leads to. */
function isWithin(records: readonly HistoryRecord[], points: readonly HistoryPoint[]): boolean {
  let at = 0;
  for (const record of records) {
    const text = JSON.stringify(record);
    const isIt = (point: HistoryPoint): boolean =>
      isHour(record) ? point.c === record.last : JSON.stringify(point) === text;
    while (at < points.length && !isIt(points[at]!)) at += 1;
    if (at === points.length) return false;
    // An hour of the same balance may have come from the same point.
    if (!isHour(record)) at += 1;
  }
  return true;
}
