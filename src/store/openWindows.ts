import { elapsed, type Moment } from '../balance/moment';
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
}

const parse = object<WindowList>({
  v: oneOf(1 as const),
  windows: listOf(object<OpenWindow>({ process: text, opened: object<Moment>({ at: finite, up: finite }) })),
});

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

  /** Enters this one. Says whether it is the only one, but for those that were opened together with it. */
  async enter(): Promise<boolean> {
    const { moment, processes } = this.files.tools;
    const now = moment();
    const isOpen = ({ process, opened }: OpenWindow): boolean =>
      process !== processes.self &&
      // Of before the machine was started anew.
      opened.up <= now.up &&
      elapsed(opened, now) < LONGEST_OPEN_MS &&
      !isGoneFor(processes, process);
    let others: readonly OpenWindow[] = [];
    await this.#file.update((list) => {
      others = list.windows.filter(isOpen);
      return { ...list, windows: [...others, { process: processes.self, opened: now }] };
    });
    return others.every(({ opened }) => elapsed(opened, now) < TOGETHER_MS);
  }

  async leave(): Promise<void> {
    const { self } = this.files.tools.processes;
    await this.#file.update((list) => {
      const windows = list.windows.filter(({ process }) => process !== self);
      // Where everything was removed, nothing is to be made again.
      return windows.length === list.windows.length ? list : { ...list, windows };
    });
  }
}
