import '@vscode-elements/elements/dist/vscode-button/index.js';
import 'uplot/dist/uPlot.min.css';
import './dashboard.css';

import { render } from 'lit';
import type { AccountView } from '../usage/balanceView';
import type { DayView, UsageView } from '../usage/dashboardView';
import { parseHostMessage, type HostMessage } from '../usage/hostMessage';
import type { Selection } from '../usage/pageMessage';
import { noRuns } from '../usage/runsView';
import { ChartElement } from './chart/chartElement';
import { Host } from './host';
import { page } from './page';
import { pageState, type PageState } from './pageState';
import { sortBy } from './sortRows';
import type { Actions, View } from './view';
import { Words } from './words';

/** The page: renders what the host told and what the person looks at, and asks the host for the rest. */
class Dashboard {
  #state: PageState;
  #words: Words | undefined;
  #account: AccountView = { status: 'starting' };
  #usage: UsageView | undefined;
  #day: DayView | undefined;
  #runs = noRuns;
  #isRendering = false;

  constructor(
    private readonly host: Host,
    private readonly root: HTMLElement,
  ) {
    this.#state = pageState(host.kept, root.dataset['range']);
  }

  start(): void {
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = parseHostMessage(data);
      if (message !== undefined) this.#take(message);
    });
    this.host.keep(this.#state);
    this.host.tell({ type: 'ready', ...this.#selection });
  }

  get #selection(): Selection {
    const { range, day } = this.#state;
    return { range, ...(day !== undefined && { day }) };
  }

  readonly #actions: Actions = {
    setRange: (range) => this.#change({ ...this.#state, range }),
    openDay: (date) => {
      const { day, ...rest } = this.#state;
      this.#change(date === undefined ? rest : { ...rest, day: date });
    },
    sortBy: (column) => this.#change({ ...this.#state, sort: sortBy(column, this.#state.sort) }),
    toggleTable: (panel) => {
      const others = this.#state.asTable.filter((name) => name !== panel);
      const isTable = others.length < this.#state.asTable.length;
      this.#change({ ...this.#state, asTable: isTable ? others : [...others, panel] });
    },
    refresh: () => this.host.tell({ type: 'refresh' }),
    exportCsv: (panel) => this.host.tell({ type: 'export', panel }),
    run: (command) => this.host.tell({ type: 'run', command }),
  };

  #take(message: HostMessage): void {
    switch (message.type) {
      case 'texts':
        this.#words = new Words(message.locale, message.messages, Date.now);
        document.documentElement.lang = message.locale;
        break;
      case 'account':
        this.#account = message.account;
        break;
      case 'usage':
        this.#usage = message.usage;
        break;
      case 'day':
        this.#day = message.day;
        break;
      case 'runs':
        this.#runs = message.runs;
        break;
    }
    this.#render();
  }

  #change(state: PageState): void {
    const before = this.#state;
    this.#state = state;
    this.host.keep(state);
    if (before.range !== state.range || before.day !== state.day) {
      this.host.tell({ type: 'select', ...this.#selection });
    }
    this.#render();
  }

  /** Messages that come together are rendered once. */
  #render(): void {
    if (this.#isRendering) return;
    this.#isRendering = true;
    queueMicrotask(() => {
      this.#isRendering = false;
      if (this.#words !== undefined) render(page(this.#view(this.#words)), this.root);
    });
  }

  #view(words: Words): View {
    // Reports of the range that was left say nothing about the one that is shown.
    const usage = this.#usage?.range === this.#state.range ? this.#usage : undefined;
    return {
      ...{ words, state: this.#state, usage, act: this.#actions },
      ...{ account: this.#account, day: this.#day, runs: this.#runs },
    };
  }
}

customElements.define('lm-chart', ChartElement);
const root = document.getElementById('dashboard');
if (root !== null) new Dashboard(new Host(acquireVsCodeApi()), root).start();
