import { parseSettings } from '../../src/app/settings';
import type { ReadClass } from '../../src/store/snapshot';
import type { RecordedRequest } from '../fake-leadmagic/requestLog';
import { CLASS_HEADER, STAMP_HEADER, WINDOW_HEADER } from './fleetProtocol';
import { HOLD_SECONDS, type Run } from './fleetRun';

/** A window that dies so soon after an answer may take what it said along; ms of the machine's clock. */
const WRITING_MS = 1500;
/** When a deadline of some window's stands on disk for the others, at the latest. */
const SETTLING_MS = 300;

const classes: readonly ReadClass[] = ['background', 'refresh', 'health', 'watch', 'usage'];

export interface ClassFigures {
  readonly requests: number;
  /** Most requests whose stamps lie within one spacing. */
  readonly mostInOne: number;
  /** Requests that the spacing allows in the time of the run. */
  readonly allowed: number;
}

/** ms of the extension's clock. */
function spacingsOf({ options }: Run): Readonly<Record<ReadClass, number>> {
  return {
    background: options.cacheTtlSeconds * 1000,
    refresh: 5000,
    health: 5000,
    watch: 15_000,
    usage: 3_600_000,
  };
}

/** How often each class was sent. A command that needs two requests counts once, as one stamp. */
export function figuresOf(run: Run): Readonly<Record<ReadClass, ClassFigures>> {
  const length = (run.endedAt - run.startedAt) * run.options.speed;
  const spacings = spacingsOf(run);
  const figures = classes.map((readClass) => {
    const stamps = stampsOf(run, readClass);
    const spacing = spacings[readClass];
    const inOne = stamps.map((start) => stamps.filter((at) => at >= start && at < start + spacing).length);
    const allowed = Math.floor(length / spacing) + 1;
    return [readClass, { requests: stamps.length, mostInOne: Math.max(0, ...inOne), allowed }] as const;
  });
  return Object.fromEntries(figures) as Record<ReadClass, ClassFigures>;
}

/** Requests that went out before a deadline that the server had told, with how many ms early they were. */
export function earlyRequests(run: Run): readonly string[] {
  const early: string[] = [];
  for (const held of run.requests) {
    const lengthMs = retryAfterOf(held) / run.options.speed;
    const told = held.lastByteAt;
    if (lengthMs === 0 || told === undefined || wasLost(run, held)) continue;
    for (const request of run.requests) {
      const stamped = run.startedAt + (stampOf(request) - run.startedAt) / run.options.speed;
      // What was under way already could not know.
      if (stamped < told + SETTLING_MS || request.at >= told + lengthMs) continue;
      early.push(`${headerOf(request, CLASS_HEADER)} ${Math.round(told + lengthMs - request.at)} ms early`);
    }
  }
  return early;
}

/** Toasts of one kind twice, though the balance had not recovered in between. */
export function repeatedToasts(run: Run): readonly string[] {
  const { lowCredits, criticalCredits } = parseSettings(() => undefined).settings;
  // A level is left above its threshold and five percent more.
  const left: Readonly<Record<string, number>> = {
    low: lowCredits * 1.05,
    critical: criticalCredits * 1.05,
    empty: criticalCredits * 0.05,
  };
  const repeated: string[] = [];
  for (const [kind, above] of Object.entries(left)) {
    const times = run.told.filter(({ news }) => news.news === 'notice' && news.kind === kind);
    for (const [index, { at }] of times.slice(1).entries()) {
      const before = times[index]?.at ?? 0;
      if (highestBetween(run, before - WRITING_MS, at) <= above)
        repeated.push(`${kind} again after ${at - before} ms`);
    }
  }
  return repeated;
}

/** Toasts while notifications were held back; that of an empty balance is not. */
export function toastsInSnooze({ told, options }: Run): readonly string[] {
  return told.flatMap(({ at, news }) => {
    if (news.news !== 'snoozed') return [];
    const until = at + news.lengthMs / options.speed;
    const shown = told.filter((other) => other.news.news === 'notice' && other.at > at + SETTLING_MS);
    return shown
      .filter((other) => other.at < until && 'kind' in other.news && heldKinds.has(other.news.kind))
      .map((other) => `${other.at - at} ms after a snooze began`);
  });
}

const heldKinds: ReadonlySet<string> = new Set(['low', 'critical', 'frozen', 'daysLeft']);

function highestBetween({ balances }: Run, from: number, to: number): number {
  const standing = balances.filter(({ at }, index) => {
    const until = balances[index + 1]?.at ?? Infinity;
    return at <= to && until >= from;
  });
  return Math.max(...standing.map(({ credits }) => credits));
}

/** Stamps of the requests of a class, in order. */
function stampsOf({ requests }: Run, readClass: ReadClass): readonly number[] {
  const own = requests.filter((request) => headerOf(request, CLASS_HEADER) === readClass);
  const gateways = new Map(
    own.map((request) => [`${headerOf(request, WINDOW_HEADER)} ${stampOf(request)}`, request]),
  );
  return [...gateways.values()].map(stampOf).sort((a, b) => a - b);
}

function wasLost({ lives }: Run, request: RecordedRequest): boolean {
  const life = lives.find(({ name }) => name === headerOf(request, WINDOW_HEADER));
  return life?.killedAt !== undefined && life.killedAt - (request.lastByteAt ?? 0) < WRITING_MS;
}

/** ms that the server asked to wait. */
function retryAfterOf({ status }: RecordedRequest): number {
  return status === 429 ? HOLD_SECONDS * 1000 : 0;
}

function stampOf(request: RecordedRequest): number {
  return Number(headerOf(request, STAMP_HEADER));
}

function headerOf({ headers }: RecordedRequest, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
