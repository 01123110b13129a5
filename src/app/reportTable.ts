import { elapsed, type Moment } from '../balance/moment';
import { errorKinds, type ErrorKind } from '../leadmagic/errors';
import { present } from '../leadmagic/present';
import { amount, finite, mapOf, object, oneOf, text, time, type Reader } from '../store/shape';
import type { Shared, SharedFiles } from '../store/sharedFiles';

const SECOND = 1000;
/** A request ends within ten seconds: one that has not ended by then was given up, or its window is gone. */
const UNDER_WAY_MS = 12 * SECOND;
/** How soon one that was given up is asked for again. */
const GIVEN_UP_MS = 5 * SECOND;
/** How soon one that reached nobody is. */
const UNREACHED_MS = 60 * SECOND;

/** Why a request brought nothing. */
export interface Failure {
  readonly kind: ErrorKind;
  /** HTTP status, when there was a response. */
  readonly status?: number;
}

/** What the windows know about asking for one report. */
export interface Entry {
  /** The id of the request made last. */
  readonly id: string;
  /** When that was. */
  readonly asked: Moment;
  /** What came of it; `nothing`: it was given up. Absent while it is under way. */
  readonly came?: 'report' | 'nothing' | Failure;
  /** The id of the request that brought the report that is kept. */
  readonly told?: string;
}

export type Entries = Readonly<Partial<Record<string, Entry>>>;

/** `reports.json` */
interface TableFile {
  readonly v: 1;
  readonly reports: Readonly<Record<string, Entry>>;
}

const failure = object<Failure>({ kind: oneOf(...errorKinds) }, { status: amount });
const outcome = oneOf('report', 'nothing');
const entry = object<Entry>(
  { id: text, asked: object<Moment>({ at: time, up: finite }) },
  { came: (value) => outcome(value) ?? failure(value), told: text },
);
export const parseReports = object<TableFile>({ v: oneOf(1 as const), reports: mapOf(entry) });
export const emptyReports: TableFile = { v: 1, reports: {} };

/** A report, and how often it may be asked for. */
export interface Limited {
  /** A plain file name, one for a route with its query. */
  readonly name: string;
  /** Over all windows it is asked for no sooner than so long after the last time; ms. */
  readonly everyMs: number;
  /** Whatever came of it; else sooner where nobody answered. */
  readonly isStrict?: boolean;
}

/** The right to ask for one report, once. */
export interface Claim {
  readonly name: string;
  readonly id: string;
  readonly asked: Moment;
  /** What stood there before. */
  readonly before: Entry | undefined;
}

/** A report as it is kept. */
export interface Kept<T> {
  /** Of the request that brought it. */
  readonly id: string;
  /** When it came; ms since 1970. */
  readonly at: number;
  readonly value: T;
}

/** When which report was asked for, over all windows and reloads: `reports.json`, beside the reports themselves. */
export class ReportTable {
  readonly #file: Shared<TableFile>;

  constructor(private readonly files: SharedFiles) {
    this.#file = files.share<TableFile>({
      name: 'reports.json',
      empty: () => emptyReports,
      parse: parseReports,
    });
  }

  async read(): Promise<Entries> {
    return (await this.#file.read()).reports;
  }

  /** Stamps those that may be asked for by now, so that no other window asks too. */
  async claim(wanted: readonly Limited[]): Promise<readonly Claim[]> {
    const { moment, newId } = this.files.tools;
    let claims: readonly Claim[] = [];
    await this.#file.update((file) => {
      const now = moment();
      const due = wanted.filter((limited) => dueIn(file.reports[limited.name], limited, now) <= 0);
      claims = due.map(({ name }) => ({ name, id: newId(), asked: now, before: file.reports[name] }));
      return withEntries(
        file,
        claims.map((claim) => [claim.name, stamped(claim)]),
      );
    });
    return claims;
  }

  /** Nothing was sent: what the claims put there is as it was, unless somebody stamped it since. */
  async withdraw(claims: readonly Claim[]): Promise<void> {
    await this.#file.update((file) => {
      const ours = claims.filter(({ name, id }) => file.reports[name]?.id === id);
      return withEntries(
        file,
        ours.map(({ name, before }) => [name, before]),
      );
    });
  }

  /** Says what came of a claim; of one that another window has taken over since, nothing. */
  async settle(claim: Claim, came: 'nothing' | Failure): Promise<void> {
    await this.#file.update((file) => settled(file, claim, { came }));
  }

  /** Keeps what came of a claim for the other windows. @param at when it came; ms since 1970 */
  async keep(claim: Claim, at: number, value: unknown): Promise<void> {
    const { folder, mayWrite } = this.files;
    const kept: Kept<unknown> = { id: claim.id, at, value };
    await this.#file.update(
      (file) => settled(file, claim, { came: 'report', told: claim.id }),
      async ({ reports }) => {
        if (reports[claim.name]?.told !== claim.id) return;
        await folder.write(fileOf(claim.name), JSON.stringify({ v: 1, ...kept }), mayWrite);
      },
    );
  }

  /**
   * The report that a request brought, or an older one. Where that very one is lost, be it to a window that was killed
   * over it, it may be asked for anew.
   */
  async kept<T>(name: string, told: string, shape: Reader<T>): Promise<Kept<T> | undefined> {
    const found = await this.#kept(name, shape);
    if (found?.id === told) return found;
    // Who says in the table that it came has yet to write it.
    await this.files.exclusively(() => Promise.resolve());
    const later = await this.#kept(name, shape);
    if (later?.id !== told) await this.#forget(name, told);
    return later;
  }

  /** Removes reports of before a day: those whose names end with its date. */
  async dropDaysBefore(date: string): Promise<void> {
    const isOld = (name: string): boolean => name.startsWith(DAY_REPORT) && name < `${DAY_REPORT}${date}`;
    const names = Object.keys(await this.read()).filter(isOld);
    if (names.length === 0) return;
    await this.#file.update((file) =>
      withEntries(
        file,
        names.map((name) => [name, undefined]),
      ),
    );
    for (const name of names) await this.files.folder.remove(fileOf(name));
  }

  async #kept<T>(name: string, shape: Reader<T>): Promise<Kept<T> | undefined> {
    const content = await this.files.folder.read(fileOf(name));
    if (content === undefined) return undefined;
    try {
      return keptOf(shape)(JSON.parse(content));
    } catch {
      return undefined;
    }
  }

  async #forget(name: string, told: string): Promise<void> {
    await this.#file.update((file) =>
      file.reports[name]?.told === told ? withEntries(file, [[name, undefined]]) : file,
    );
  }
}

/** What the names of the reports of single days begin with; the date follows. */
export const DAY_REPORT = 'day-';

/** ms until a report may be asked for again; 0 or less when it may be. */
export function dueIn(known: Entry | undefined, { everyMs, isStrict = false }: Limited, now: Moment): number {
  if (known === undefined) return 0;
  const { asked, came } = known;
  // Of before the machine was started anew, and in the future: a clock that went back must not put it off for long.
  if (now.up < asked.up && now.at < asked.at) return 0;
  return (isStrict ? everyMs : Math.min(everyMs, pauseAfter(came))) - elapsed(asked, now);
}

/** Whether some window waits for an answer. */
export function isUnderWay(known: Entry | undefined, now: Moment): boolean {
  return known !== undefined && known.came === undefined && elapsed(known.asked, now) < UNDER_WAY_MS;
}

/** What came of it, if that was a problem. */
export function failureOf(known: Entry | undefined): Failure | undefined {
  return typeof known?.came === 'object' ? known.came : undefined;
}

function pauseAfter(came: Entry['came']): number {
  if (came === undefined) return UNDER_WAY_MS;
  if (came === 'nothing') return GIVEN_UP_MS;
  return came !== 'report' && came.kind === 'network' ? UNREACHED_MS : Infinity;
}

function keptOf<T>(shape: Reader<T>): Reader<Kept<T>> {
  const around = object<{ v: 1; id: string; at: number }>({ v: oneOf(1 as const), id: text, at: time });
  return (content) => {
    const { id, at, ...rest } = around(content) ?? {};
    const value = shape('value' in rest ? rest.value : undefined);
    return id === undefined || at === undefined || value === undefined ? undefined : { id, at, value };
  };
}

function stamped({ id, asked, before }: Claim): Entry {
  return { id, asked, ...present({ told: before?.told }) };
}

function settled(file: TableFile, { name, id }: Claim, came: Pick<Entry, 'came' | 'told'>): TableFile {
  const known = file.reports[name];
  return known?.id === id ? withEntries(file, [[name, { ...known, ...came }]]) : file;
}

/** @param entries those that are undefined go */
function withEntries(file: TableFile, entries: readonly (readonly [string, Entry | undefined])[]): TableFile {
  if (entries.length === 0) return file;
  const gone = new Set(entries.map(([name]) => name));
  const others = Object.entries(file.reports).filter(([name]) => !gone.has(name));
  const there = entries.flatMap(([name, known]) => (known === undefined ? [] : [[name, known] as const]));
  return { ...file, reports: Object.fromEntries([...others, ...there]) };
}

/** In a folder of its own: who follows the balance is not woken. */
function fileOf(name: string): string {
  return `reports/${name}.json`;
}
