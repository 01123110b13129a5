import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import * as v from 'valibot';

import { Account, type AccountTools } from '../../src/app/account';
import { Asking } from '../../src/app/asking';
import { Companion } from '../../src/app/lazy/companion';
import { parseSettings } from '../../src/app/settings';
import { DEFAULT_ACCOUNT } from '../../src/store/accountsFile';
import { DiskFolder } from '../../src/store/diskFolder';
import { thisProcess } from '../../src/store/processes';
import { momentOf } from '../moment';
import { seededRandom } from '../fake-leadmagic/random';
import {
  CLASS_HEADER,
  fastClock,
  orderSchema,
  planSchema,
  STAMP_HEADER,
  WINDOW_HEADER,
} from './fleetProtocol';
import type { News, Order, Plan } from './fleetProtocol';

const TICK_MS = 5000;

/** One window as a process of its own: the real account over the real folder, against a server over loopback. */
class Worker {
  readonly #account: Account;
  readonly #asking: Asking;
  readonly #headers: Record<string, string>;
  #isFocused: boolean;
  #isTicking = false;

  constructor(private readonly plan: Plan) {
    this.#isFocused = plan.isFocused;
    this.#headers = { [WINDOW_HEADER]: plan.name };
    const tools = this.#tools();
    this.#account = new Account(DEFAULT_ACCOUNT, plan, 'stored', tools);
    this.#asking = new Asking(this.#account.session, tools.now);
    this.#markRequests();
  }

  async start(): Promise<void> {
    await this.#account.start();
    tell({ news: 'up' });
    setInterval(() => this.#tick(), TICK_MS / this.plan.speed);
  }

  obey(order: Order): void {
    switch (order.order) {
      case 'focus': {
        this.#isFocused = order.isFocused;
        this.#run(this.#account.focusChanged(order.isFocused));
        return;
      }
      case 'ask': {
        this.#run(order.what === 'refresh' ? this.#asking.refresh() : this.#asking.checkHealth());
        return;
      }
      case 'poll': {
        this.#run(this.#account.session.poll('watch'));
        return;
      }
      case 'show': {
        const { observation } = this.#account.session.state.snapshot;
        tell({ news: 'shows', credits: observation?.balance.credits, seq: observation?.seq });
        return;
      }
      case 'snooze': {
        this.#run(this.#snooze(order.lengthMs));
        return;
      }
    }
  }

  async #snooze(lengthMs: number): Promise<void> {
    const { alerter } = await this.#account.companion();
    await alerter.snooze(lengthMs);
    tell({ news: 'snoozed', lengthMs });
  }

  #tick(): void {
    if (this.#isTicking) return;
    this.#isTicking = true;
    this.#run(this.#account.tick().finally(() => (this.#isTicking = false)));
  }

  #tools(): AccountTools {
    const { plan } = this;
    const random = seededRandom(plan.seed);
    const settings = {
      ...parseSettings(() => undefined).settings,
      cacheTtlSeconds: plan.cacheTtlSeconds,
      refreshIntervalMinutes: plan.cacheTtlSeconds / 60,
    };
    const quiet = (): void => undefined;
    const now = fastClock(plan);
    return {
      now,
      moment: () => momentOf(now()),
      processes: thisProcess(),
      // Short pauses of our own: what is watched here are the limits, not the waiting.
      random: () => random() * 0.05,
      newId: randomUUID,
      settings: () => settings,
      isFocused: () => this.#isFocused,
      log: {
        debug: quiet,
        info: quiet,
        warn: quiet,
        error: (event, fields) => tell({ news: 'fault', text: `${event} ${JSON.stringify(fields)}` }),
      },
      fetch: () => (input, init) => {
        const headers = new Headers(init?.headers);
        for (const [name, value] of Object.entries(this.#headers)) headers.set(name, value);
        return fetch(input, { ...init, headers });
      },
      openFolder: (name) => new DiskFolder(join(plan.folder, name)),
      loadCompanion: (session, tools) => Promise.resolve(new Companion(session, tools)),
      notify: ({ kind }) => tell({ news: 'notice', kind }),
      onDidChange: quiet,
    };
  }

  /** So that the server's records tell which class a request was of, and when it was stamped. */
  #markRequests(): void {
    const { session } = this.#account;
    const request = session.request.bind(session);
    session.request = (readClass, send) =>
      request(readClass, async (signal) => {
        const { attempts } = await session.store.snapshot.read();
        this.#headers[CLASS_HEADER] = readClass;
        this.#headers[STAMP_HEADER] = String(attempts[readClass]?.at);
        return send(signal);
      });
  }

  #run(work: Promise<unknown>): void {
    work.catch((error: unknown) => tell({ news: 'fault', text: String(error) }));
  }
}

function tell(news: News): void {
  process.send?.(news);
}

const plan = v.parse(planSchema, JSON.parse(process.argv[2] ?? '{}'));
const worker = new Worker(plan);
process.on('message', (message) => worker.obey(v.parse(orderSchema, message)));
process.on('disconnect', () => process.exit());
process.on('unhandledRejection', (error) => tell({ news: 'fault', text: `unhandled ${String(error)}` }));
void worker.start();
