import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import * as v from 'valibot';

import { until } from '../waiting';
import { newsSchema, type News, type Order, type Plan } from './fleetProtocol';

/** A window's process, from its start to its end. Times are ms since 1970 of the machine's clock. */
export interface Life {
  readonly name: string;
  readonly startedAt: number;
  /** Absent while it lives. */
  readonly killedAt?: number;
}

interface Running {
  readonly life: { readonly name: string; readonly startedAt: number; killedAt?: number };
  readonly process: ChildProcess;
}

export interface Told {
  readonly at: number;
  readonly window: string;
  readonly news: News;
}

export type Shown = Extract<News, { readonly news: 'shows' }>;

/** The processes of windows; each has a place, and a new name at every start. */
export class Fleet {
  readonly lives: Life[] = [];
  readonly told: Told[] = [];
  readonly #places: Running[] = [];

  /** @param file the worker; @param planFor the plan of a place for the start of that number. */
  constructor(
    private readonly file: string,
    private readonly planFor: (place: number, starts: number) => Plan,
  ) {}

  open(place: number): void {
    const plan = this.planFor(place, this.lives.length);
    const child = fork(this.file, [JSON.stringify(plan)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const life = { name: plan.name, startedAt: Date.now() };
    this.lives.push(life);
    this.#places[place] = { life, process: child };
    child.on('message', (message) => {
      this.told.push({ at: Date.now(), window: plan.name, news: v.parse(newsSchema, message) });
    });
    // What is sent to a process on its way out is lost, as a click in a window that crashes is.
    child.on('error', () => undefined);
  }

  /** Resolves when every window has shown what is on disk, unless it was killed before. */
  async isUp(): Promise<void> {
    await until('the windows to be up', () => {
      const up = new Set(this.told.filter(({ news }) => news.news === 'up').map(({ window }) => window));
      return Promise.resolve(this.#places.every(({ life }) => up.has(life.name)) ? true : undefined);
    });
  }

  /** What every window shows, once they are asked: by place. */
  async shown(): Promise<readonly Shown[]> {
    const before = this.told.length;
    let look = 0;
    return until('the windows to say what they show', () => {
      const shown = new Map<string, Shown>();
      for (const { window, news } of this.told.slice(before))
        if (news.news === 'shows') shown.set(window, news);
      const missing = [...this.#places.keys()].filter((place) => !shown.has(this.#nameOf(place)));
      // A window that began just now may not have heard it yet.
      if (look++ % 20 === 0) for (const place of missing) this.order(place, { order: 'show' });
      return Promise.resolve(missing.length === 0 ? [...shown.values()] : undefined);
    });
  }

  #nameOf(place: number): string {
    return this.#places[place]?.life.name ?? '';
  }

  order(place: number, order: Order): void {
    const child = this.#places[place]?.process;
    if (child?.connected === true) child.send(order, () => undefined);
  }

  /** SIGKILL, as when the system ends a window; resolves when the process is gone. */
  async kill(place: number): Promise<void> {
    const running = this.#places[place];
    if (running === undefined || running.life.killedAt !== undefined) return;
    running.life.killedAt = Date.now();
    const isGone = once(running.process, 'exit');
    running.process.kill('SIGKILL');
    await isGone;
  }

  async killAll(): Promise<void> {
    await Promise.all(this.#places.map((_running, place) => this.kill(place)));
  }
}
