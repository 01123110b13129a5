import * as v from 'valibot';
import type { Answer } from '../leadmagic/answer';
import type { Probed } from '../leadmagic/lazy/analyticsClient';
import { probeRoutes, type ProbeRoute } from '../leadmagic/probeRoutes';
import type { Shared, SharedFiles } from '../store/sharedFiles';
import { extraReport } from '../usage/extraTable';
import type { ExtraReport, Reports } from '../usage/reports';
import { HOUR } from './schedule';

const time = v.pipe(v.number(), v.finite(), v.minValue(0));
const entry = v.object({
  /** When it was asked for last, whatever came of it; ms since 1970. */
  at: time,
  table: v.exactOptional(
    v.object({
      columns: v.array(v.string()),
      rows: v.array(v.array(v.union([v.string(), v.pipe(v.number(), v.finite())]))),
    }),
  ),
  rates: v.exactOptional(v.array(v.object({ id: v.string(), rate: v.number() }))),
});
const fileShape = v.object({ v: v.literal(1), routes: v.record(v.picklist(probeRoutes), entry) });
type ProbesFile = Readonly<v.InferOutput<typeof fileShape>>;
type Entry = ExtraReport & { readonly at: number };

/** A route stamped to be asked for; times in ms since 1970. */
interface Claim {
  readonly route: ProbeRoute;
  readonly at: number;
  /** When it was asked for before; 0: never. */
  readonly before: number;
}

export interface ProbeTools {
  /** ms since 1970 */
  readonly now: () => number;
  readonly ask: (route: ProbeRoute, signal: AbortSignal) => Promise<Answer<Probed | undefined>>;
  /** Whether no request may be made now. */
  readonly isBlocked: () => boolean;
  /** What is known changed. */
  readonly onDidChange: () => void;
}

/**
 * The routes that may not be there: each is asked for once an hour at most, over all windows and reloads. When that was
 * is kept on disk, 404s included, with as much of the answers as is shown.
 */
export class Probes {
  #known: ProbesFile['routes'] = {};
  #asking: Promise<boolean> | undefined;

  constructor(private readonly tools: ProbeTools) {}

  get extras(): Reports['extras'] {
    return this.#known;
  }

  /** Follows the shared file, and asks for what is due; callers at the same time share the requests. */
  async renew(files: Pick<SharedFiles, 'share'>, signal: AbortSignal): Promise<void> {
    const isShared = this.#asking !== undefined;
    this.#asking ??= this.#renew(probesFile(files), signal).finally(() => (this.#asking = undefined));
    const isDone = await this.#asking;
    // Whoever came first gave up before anything was sent; this caller did not.
    if (!isDone && isShared && !signal.aborted) await this.renew(files, signal);
  }

  /** @returns false when nothing was sent because the caller gave up */
  async #renew(file: Shared<ProbesFile>, signal: AbortSignal): Promise<boolean> {
    const seen = await file.read();
    this.#take(seen);
    if (this.#due(seen).length === 0) return true;
    if (this.#mayNot(signal)) return !signal.aborted;
    const claims = await this.#claim(file);
    // A deadline that came meanwhile holds for them too.
    if (this.#mayNot(signal)) {
      this.#take(await file.update((current) => withoutClaims(current, claims)));
      return !signal.aborted;
    }
    const found = (await Promise.all(claims.map(({ route }) => this.#ask(route, signal)))).flat();
    if (found.length > 0) this.#take(await file.update((current) => withEntries(current, found)));
    return true;
  }

  /** Stamps what is due before it is sent, so that no other window sends it too. */
  async #claim(file: Shared<ProbesFile>): Promise<readonly Claim[]> {
    const claims: Claim[] = [];
    const stamped = await file.update((current) => {
      const at = this.tools.now();
      const due = this.#due(current);
      claims.splice(
        0,
        claims.length,
        ...due.map((route) => ({ route, at, before: current.routes[route]?.at ?? 0 })),
      );
      return withTimes(
        current,
        claims.map((claim) => [claim.route, claim.at]),
      );
    });
    this.#take(stamped);
    return claims;
  }

  /**
   * Nothing where it failed: what was told an hour ago still stands. Nor where the panel closed meanwhile: it was sent,
   * and panels that open and close would send it again and again.
   */
  async #ask(route: ProbeRoute, signal: AbortSignal): Promise<readonly (readonly [ProbeRoute, Entry])[]> {
    const { result, sentAt } = await this.tools.ask(route, signal);
    if (!result.ok) return [];
    return [[route, { at: sentAt, ...(result.value && extraReport(route, result.value.body)) }]];
  }

  #due({ routes }: ProbesFile): readonly ProbeRoute[] {
    return probeRoutes.filter((route) => {
      const age = this.tools.now() - (routes[route]?.at ?? 0);
      // A time in the future says that the clock went back.
      return age < 0 || age >= HOUR;
    });
  }

  #mayNot(signal: AbortSignal): boolean {
    return signal.aborted || this.tools.isBlocked();
  }

  #take({ routes }: ProbesFile): void {
    if (JSON.stringify(routes) === JSON.stringify(this.#known)) return;
    this.#known = routes;
    this.tools.onDidChange();
  }
}

function probesFile(files: Pick<SharedFiles, 'share'>): Shared<ProbesFile> {
  return files.share<ProbesFile>({
    name: 'probes.json',
    empty: () => ({ v: 1, routes: {} }),
    parse: (value) => {
      const parsed = v.safeParse(fileShape, value);
      return parsed.success ? parsed.output : undefined;
    },
  });
}

/** Nothing was sent: what the claims put there is as it was, unless somebody stamped it since. */
function withoutClaims(file: ProbesFile, claims: readonly Claim[]): ProbesFile {
  const ours = claims.filter(({ route, at }) => file.routes[route]?.at === at);
  return withTimes(
    file,
    ours.map(({ route, before }) => [route, before]),
  );
}

function withTimes(file: ProbesFile, times: readonly (readonly [ProbeRoute, number])[]): ProbesFile {
  return withEntries(
    file,
    times.map(([route, at]) => [route, { ...file.routes[route], at }]),
  );
}

function withEntries(file: ProbesFile, entries: readonly (readonly [ProbeRoute, Entry])[]): ProbesFile {
  return entries.length === 0
    ? file
    : { ...file, routes: { ...file.routes, ...Object.fromEntries(entries) } };
}
