import { parseSettings, type Settings } from '../../src/app/settings';
import { DiskFolder } from '../../src/store/diskFolder';
import type { Folder } from '../../src/store/folder';
import { MemoryFolder } from '../../src/store/lazy/memoryFolder';
import type { Fault } from '../fake-leadmagic/faults';
import { seededRandom } from '../fake-leadmagic/random';
import { Oracle } from './oracle';
import { SimulatedApi } from './simulatedApi';
import { SimWindow, type WindowTools } from './simWindow';
import { VirtualTime } from './virtualTime';

export interface WorldOptions {
  readonly seed: number;
  readonly windows: number;
  /** At the start. */
  readonly credits?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly tickMs?: number;
  readonly diskMs?: number;
  /** On disk, where nothing is heard of changes, instead of in memory. */
  readonly root?: string;
  /** Windows can tell whether another one’s process is gone; else they wait until its locks are stale. */
  readonly knowsProcesses?: boolean;
}

const START = Date.UTC(2026, 10, 22, 12);

/** Windows over one folder, the API they ask, the clock they share, and an oracle that watches all of it. */
export class World {
  readonly time = new VirtualTime(START);
  readonly random: () => number;
  readonly shared: Folder;
  readonly api: SimulatedApi;
  readonly oracle: Oracle;
  readonly settings: Settings;
  readonly windows: SimWindow[] = [];
  /** ms between the ticks of a window. */
  readonly tickMs: number;
  #opened = 0;

  constructor(private readonly options: WorldOptions) {
    this.random = seededRandom(options.seed);
    this.tickMs = options.tickMs ?? 5000;
    this.settings = parseSettings((name) => options.settings?.[name]).settings;
    this.shared = options.root === undefined ? new MemoryFolder() : new DiskFolder(options.root);
    this.oracle = new Oracle(this.time, this.shared, this.settings);
    this.api = new SimulatedApi(
      { credits: options.credits ?? 5000 },
      (ms) => this.time.delay(ms),
      () => 20 + Math.floor(this.random() * 300),
    );
    for (let count = 0; count < options.windows; count++) this.open();
    this.focus(0);
  }

  get living(): readonly SimWindow[] {
    return this.windows.filter(({ isAlive }) => isAlive);
  }

  /** The window of that number among the living; undefined when none lives. */
  window(number: number): SimWindow | undefined {
    const { living } = this;
    return living[number % Math.max(1, living.length)];
  }

  open(): SimWindow {
    const { options, tickMs, time, api, shared, random, oracle } = this;
    const tools: WindowTools = {
      ...{ time, api, shared, random, tickMs },
      settings: () => this.settings,
      isGone: (name) => options.knowsProcesses === true && !this.#isLiving(name),
      diskMs: options.diskMs ?? 0,
      isWatchable: options.root === undefined,
    };
    const window = new SimWindow(`w${(this.#opened += 1)}`, tools, oracle);
    this.windows.push(window);
    window.start();
    return window;
  }

  #isLiving(name: string): boolean {
    return this.living.some((window) => window.name === name);
  }

  /** One window has the focus, or none. */
  focus(number: number | undefined): void {
    const focused = number === undefined ? undefined : this.window(number);
    for (const window of this.living) if (window !== focused) window.focus(false);
    focused?.focus(true);
  }

  /** Dead windows are of no use but to their ghosts. */
  bury(): void {
    const { living } = this;
    this.windows.length = 0;
    this.windows.push(...living);
  }

  fault(fault: Fault): void {
    this.api.faults.add(fault);
  }

  /** Sets the wall clock. */
  jump(ms: number): void {
    this.time.jump(ms);
    this.oracle.onJump();
  }

  /** Closes the lid for so long. */
  sleep(ms: number): void {
    this.time.sleep(ms);
  }

  /** Ends all windows, and starts the machine and as many windows anew after so long. */
  restart(afterMs: number): void {
    const { living } = this;
    for (const window of living) window.kill();
    this.time.restart(afterMs);
    this.oracle.onRestart();
    living.forEach(() => this.open());
    this.focus(0);
  }

  async pass(ms: number): Promise<void> {
    await this.time.pass(ms);
  }

  /** Gives the process its real clock back; what is still under way stays where it is. */
  dispose(): void {
    for (const window of this.windows) window.kill();
    this.time.dispose();
  }
}
