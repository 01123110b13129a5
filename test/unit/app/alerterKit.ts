import type { AlertKind } from '../../../src/balance/alerts';
import { Alerter } from '../../../src/app/alerter';
import { parseSettings, type Settings } from '../../../src/app/settings';
import { AccountStore } from '../../../src/store/accountStore';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { unknownProcesses } from '../../moment';
import type { VirtualTime } from '../../simulation/virtualTime';
import { newId } from '../store/harness';

interface Shown {
  readonly window: number;
  readonly kind: AlertKind;
  readonly at: number;
}

/** Windows over one folder, in virtual time. */
export class Windows {
  readonly folder = new MemoryFolder();
  readonly shown: Shown[] = [];
  readonly alerters: Alerter[] = [];
  readonly logged: string[] = [];
  focused: number | undefined;
  settings: Settings = parseSettings(() => undefined).settings;
  #seq = 0;

  constructor(
    readonly time: VirtualTime,
    count: number,
  ) {
    for (let opened = 0; opened < count; opened++) this.open();
  }

  open(): Alerter {
    const number = this.alerters.length;
    const quiet = (): void => undefined;
    const { moment } = this.time;
    const tools = { moment, processes: unknownProcesses, random: () => 0.5, newId, onSetAside: quiet };
    const alerter = new Alerter(new AccountStore(this.folder, tools), {
      ...tools,
      isFocused: () => this.focused === number,
      settings: () => this.settings,
      log: { debug: quiet, info: quiet, warn: quiet, error: (event) => void this.logged.push(event) },
      canTell: () => true,
      show: (kind) => void this.shown.push({ window: number, kind, at: this.time.elapsed }),
    });
    this.alerters.push(alerter);
    return alerter;
  }

  /** A window saw a balance. */
  async see(window: number, spendable: number, isFrozen?: boolean): Promise<void> {
    this.#seq += 1;
    const facts = {
      spendable,
      isFrozen,
      daysLeft: undefined,
      seq: this.#seq,
      epoch: 'e',
      at: this.time.wall,
    };
    await Promise.all([this.alerters[window]?.update(facts), this.time.pass(100)]);
  }

  get kinds(): readonly AlertKind[] {
    return this.shown.map(({ kind }) => kind);
  }
}
