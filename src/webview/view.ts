import type { AccountView } from '../usage/balanceView';
import type { DayView, UsageView } from '../usage/dashboardView';
import type { Panel } from '../usage/panels';
import type { PageCommand } from '../usage/pageMessage';
import type { Range } from '../usage/range';
import type { RunsView } from '../usage/runsView';
import type { PageState } from './pageState';
import type { SortColumn } from './sortRows';
import type { Words } from './words';

/** What a render needs: what the host told, what the person looks at, and what can be done. */
export interface View {
  readonly words: Words;
  readonly state: PageState;
  readonly account: AccountView;
  readonly usage: UsageView | undefined;
  readonly day: DayView | undefined;
  readonly runs: RunsView;
  readonly act: Actions;
}

export interface Actions {
  readonly setRange: (range: Range) => void;
  /** undefined closes it. */
  readonly openDay: (date: string | undefined) => void;
  readonly sortBy: (column: SortColumn) => void;
  readonly toggleTable: (panel: Panel) => void;
  readonly refresh: () => void;
  readonly exportCsv: (panel: Panel) => void;
  readonly run: (command: PageCommand) => void;
}
