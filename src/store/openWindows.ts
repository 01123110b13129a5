import { elapsed, type Moment } from '../balance/moment';
import { present } from '../leadmagic/present';
import { isGoneFor } from './goneProcess';
import { finite, listOf, object, oneOf, text } from './shape';
import type { Shared, SharedFiles } from './sharedFiles';

interface OpenWindow {
  /** As `Processes` names it. */
  readonly process: string;
  readonly opened: Moment;
}

/** `windows.json` */
interface WindowList {
  readonly v: 1;
  readonly windows: readonly OpenWindow[];
  /** When one was closed last, as far as it could still be written. */
  readonly closed?: Moment;
}

/** How a window was opened. */
export interface Opening {
  /** No other window was open, but for those that were opened together with it. */
  readonly isAlone: boolean;
  /** When the last one before was closed, where that is known; ms since 1970. */
  readonly closedAt?: number;
}

const moment = object<Moment>({ at: finite, up: finite });
const parse = object<WindowList>(
  { v: oneOf(1 as const), windows: listOf(object<OpenWindow>({ process: text, opened: moment })) },
  { closed: moment },
);

/** VS Code opens the windows of last time one after the other. */
const TOGETHER_MS = 60_000;
/** One of another machine or container cannot be seen to be gone. */
const LONGEST_OPEN_MS = 7 * 24 * 3_600_000;

/** Which windows are open over one storage folder. */
export class OpenWindows {
  readonly #file: Shared<WindowList>;

  constructor(private readonly files: SharedFiles) {
    this.#file = files.share<WindowList>({
      name: 'windows.json',
      empty: () => ({ v: 1, windows: [] }),
      parse,
    });
  }

  /** Enters this one. */
  async enter(): Promise<Opening> {
    const { processes, ...tools } = this.files.tools;
    const now = tools.moment();
    const isOpen = ({ process, opened }: OpenWindow): boolean =>
      process !== processes.self &&
      // Of before the machine was started anew.
      opened.up <= now.up &&
      elapsed(opened, now) < LONGEST_OPEN_MS &&
      !isGoneFor(processes, process);
    let others: readonly OpenWindow[] = [];
    const { closed } = await this.#file.update((list) => {
      others = list.windows.filter(isOpen);
      return { ...list, windows: [...others, { process: processes.self, opened: now }] };
    });
    const isAlone = others.every(({ opened }) => elapsed(opened, now) < TOGETHER_MS);
    return { isAlone, ...present({ closedAt: closed?.at }) };
  }

  async leave(): Promise<void> {
    const { processes, ...tools } = this.files.tools;
    await this.#file.update((list) => {
      const windows = list.windows.filter(({ process }) => process !== processes.self);
      // Where everything was removed, nothing is to be made again.
      return windows.length === list.windows.length ? list : { ...list, windows, closed: tools.moment() };
    });
  }
}
