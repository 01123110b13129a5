import { compactMonth, monthsToCompact, monthsToDrop, oldestKept } from '../balance/compaction';
import { hourMs, isHour, timeOf, type HistoryPoint, type HistoryRecord } from '../balance/history';
import { historyLine, holdsMore, isCompacted, parseHistory, parseHistoryLine } from '../balance/historyLine';
import { addMonths, monthOf, monthStart } from '../balance/months';
import type { SharedFiles } from './sharedFiles';

export const HISTORY = 'history';
const MONTH_FILE = /^(\d{4}-(?:0[1-9]|1[0-2]))\.jsonl(?:\.set-aside)?$/;
/** A file on its way to its name. Locks are written without the write lock, so theirs are not among these. */
const HALF_WRITTEN = /\.jsonl?(?:\.set-aside)?\.[0-9a-f]{12}\.tmp$/;

/** The balance over time, one file a month: raw points first, hours once the month is old. */
export class HistoryFiles {
  constructor(private readonly store: SharedFiles) {}

  /**
   * Adds a point. For holders of the write lock.
   * @param last the one before it, which a window that was killed may have left unwritten
   */
  async append(point: HistoryPoint, last?: HistoryPoint): Promise<void> {
    await this.#setAsideMisdated(point.t, 1);
    // A clock that went back writes on where it was: the order of the files stays that of the writing.
    const latest = (await this.#months()).at(-1) ?? '';
    const month = monthOf(point.t);
    const end = latest && lastRecord((await this.store.folder.read(fileOf(latest))) ?? '');
    const isLost = last !== undefined && (!end || last.t > lastTime(end));
    await this.#write(latest > month ? latest : month, isLost ? [last, point] : [point]);
  }

  /**
   * What is on file from the month before `from` on, in the order written; `from` is ms since 1970. What a clock
   * that ran ahead dated into a month that has not begun is left out.
   */
  async readSince(from: number): Promise<readonly HistoryRecord[]> {
    const months = await this.#months();
    const first = monthOf(from);
    // The last month before goes along: its end is where the first of the others starts.
    const before = months.findLast((month) => month < first);
    const wanted = months.filter((month) => month >= first || month === before);
    const texts = await Promise.all(wanted.map((month) => this.store.folder.read(fileOf(month))));
    const current = monthOf(this.store.tools.moment().at);
    const parts = texts.map((text, index) => {
      const { records } = parseHistory(text ?? '');
      const month = wanted[index] ?? '';
      if (month <= current) return records;
      const since = records.filter((record) => !isOf(month, record));
      // A window that was killed while it moved them has written them already.
      return texts[index - 1]?.endsWith(linesOf(since)) === true ? [] : since;
    });
    // Several times faster than flat() with tens of thousands of records.
    return new Array<HistoryRecord>().concat(...parts);
  }

  /** Removes all of it. */
  async clear(): Promise<void> {
    await this.store.exclusively(async () => {
      for (const name of await this.store.folder.list(HISTORY)) {
        if (MONTH_FILE.test(name) || HALF_WRITTEN.test(name))
          await this.store.folder.remove(`${HISTORY}/${name}`);
      }
    });
  }

  /**
   * Compacts months that ended over 35 days ago and drops those past the setting. A month is replaced in
   * one step, so that being killed half-way leaves it either way whole; doing it again changes nothing.
   */
  async tidy(
    now: number,
    keepMonths: number,
  ): Promise<{ readonly compacted: number; readonly dropped: number }> {
    await this.store.exclusively(() => this.#setAsideMisdated(now, 0));
    const months = await this.#months();
    const drop = monthsToDrop(months, now, keepMonths);
    for (const month of drop) await this.store.exclusively(() => this.store.folder.remove(fileOf(month)));
    await this.store.exclusively(() => this.#dropAside(oldestKept(months, now, keepMonths)));
    let compacted = 0;
    for (const month of monthsToCompact(months, now).filter((kept) => !drop.includes(kept))) {
      if (await this.store.exclusively(() => this.#compact(month))) compacted += 1;
    }
    await this.store.exclusively(() => this.#sweep());
    return { compacted, dropped: drop.length };
  }

  /** ms since 1970 from when on `tidy` keeps what there is. */
  async keptSince(now: number, keepMonths: number): Promise<number> {
    return monthStart(oldestKept(await this.#months(), now, keepMonths));
  }

  /** Removes what was set aside of months before `oldest`. */
  async #dropAside(oldest: string): Promise<void> {
    for (const name of await this.store.folder.list(HISTORY)) {
      const month = MONTH_FILE.exec(name)?.[1] ?? oldest;
      if (name.endsWith('.set-aside') && month < oldest) await this.store.folder.remove(`${HISTORY}/${name}`);
    }
  }

  /** Removes what windows that were killed while they wrote left behind. */
  async #sweep(): Promise<void> {
    const { folder } = this.store;
    const names = [
      ...(await folder.list('')),
      ...(await folder.list(HISTORY)).map((name) => `${HISTORY}/${name}`),
    ];
    for (const name of names.filter((known) => HALF_WRITTEN.test(known))) await folder.remove(name);
  }

  /** Says whether it did: see `SharedFiles.mayWrite`. */
  async #write(month: string, records: readonly HistoryRecord[]): Promise<boolean> {
    const name = fileOf(month);
    const gap = gapAfter((await this.store.folder.read(name)) ?? '');
    return this.store.folder.append(name, `${gap}${linesOf(records)}`, this.store.mayWrite);
  }

  /**
   * Moves months after this one out of the way, unless it is now that the clock is wrong: no month leads up to
   * such a file, or no more of it was written in its own month than since. What was written since stays: it is
   * written where it belongs before the file goes, so that being killed at any point loses nothing.
   * `more`: how many records are about to be written.
   */
  async #setAsideMisdated(now: number, more: number): Promise<void> {
    const current = monthOf(now);
    const months = await this.#months();
    const last = months.at(-1);
    if (last === undefined || last <= current) return;
    const { folder } = this.store;
    const text = (await folder.read(fileOf(last))) ?? '';
    const { records } = parseHistory(text);
    const since = records.filter((record) => !isOf(last, record));
    const before = months.at(-2);
    const isFarAhead = before !== undefined && before <= current && addMonths(before, 1) < last;
    if (!isFarAhead && records.length - since.length > since.length + more) return;
    const target = before !== undefined && before > current ? before : current;
    const isMoved = ((await folder.read(fileOf(target))) ?? '').endsWith(linesOf(since));
    // A window that was stopped may have lost the lock, and written nothing.
    if (!isMoved && !(await this.#write(target, since))) return;
    if (!(await this.#keepAside(last, text))) return;
    await folder.remove(fileOf(last));
    await this.#setAsideMisdated(now, more);
  }

  async #compact(month: string): Promise<boolean> {
    const text = await this.store.folder.read(fileOf(month));
    if (text === undefined || isCompacted(text)) return false;
    const earlier = (await this.#months()).findLast((other) => other < month);
    const before = earlier === undefined ? undefined : await this.store.folder.read(fileOf(earlier));
    const { records, skipped } = parseHistory(text);
    const hours = compactMonth(month, records, parseHistory(before ?? '').records.at(-1));
    if (holdsMore(text, skipped) && !(await this.#keepAside(month, text))) return false;
    const compacted = linesOf(hours);
    // An empty file would stand between the months around it.
    if (compacted === '') await this.store.folder.remove(fileOf(month));
    else await this.store.folder.write(fileOf(month), compacted, this.store.mayWrite);
    return true;
  }

  /**
   * Keeps a text before its file goes or is replaced; says whether it did. A copy, and added to what was set aside
   * before: being killed at any point loses nothing.
   */
  async #keepAside(month: string, text: string): Promise<boolean> {
    const { folder, tools } = this.store;
    const aside = `${fileOf(month)}.set-aside`;
    const kept = (await folder.read(aside)) ?? '';
    // A window that was killed in between has done it already.
    const isKept =
      kept.endsWith(text) ||
      (await folder.write(aside, `${kept}${gapAfter(kept)}${text}`, this.store.mayWrite));
    if (isKept) tools.onSetAside(fileOf(month));
    return isKept;
  }

  async #months(): Promise<readonly string[]> {
    const names = await this.store.folder.list(HISTORY);
    return names
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => MONTH_FILE.exec(name)?.[1])
      .filter((month) => month !== undefined)
      .sort();
  }
}

function fileOf(month: string): string {
  return `${HISTORY}/${month}.jsonl`;
}

function linesOf(records: readonly HistoryRecord[]): string {
  return records.map((record) => `${historyLine(record)}\n`).join('');
}

/** The last one that can be read. */
function lastRecord(text: string): HistoryRecord | undefined {
  for (let end = text.length; end > 0;) {
    const start = text.lastIndexOf('\n', end - 1);
    const record = parseHistoryLine(text.slice(start + 1, end));
    if (record !== undefined) return record;
    end = start;
  }
  return undefined;
}

/** The last ms that a record tells of. */
function lastTime(record: HistoryRecord): number {
  return isHour(record) ? record.h + hourMs - 1 : record.t;
}

/** A torn last line must not swallow the next one. */
function gapAfter(text: string): string {
  return text === '' || text.endsWith('\n') ? '' : '\n';
}

/** Whether a record was dated into its month, and not written there after the clock went back. */
function isOf(month: string, record: HistoryRecord): boolean {
  return timeOf(record) >= monthStart(month);
}
