import { KeyChecker, type KeyCheckTools } from '../../app/checkKey';
import type { Monitor } from '../../app/monitor';
import { Succession } from '../../app/succession';
import type { BarFormats } from '../../text/barFormats';
import { Formats } from '../../text/formats';
import { AccountCommands } from '../accountCommands';
import type { Accounts } from '../accounts';
import { showActions } from '../actions';
import type { ApiKeys } from '../apiKeys';
import { BalanceCommands } from '../balanceCommands';
import { HistoryCommands } from '../historyCommands';
import type { CommandName } from '../ids';
import { KeyCommands } from '../keyCommands';
import { KeyWriter } from '../keyWriter';
import { observeHanded } from '../observe';

export interface CommandTools extends KeyCheckTools {
  readonly monitor: Monitor;
  readonly keys: ApiKeys;
  readonly formats: BarFormats;
  readonly accounts: Accounts;
  readonly storagePath: (...names: readonly string[]) => string;
  readonly showLog: () => void;
  readonly openDashboard: () => Promise<void>;
  readonly troubleshoot: () => Promise<void>;
  readonly findLeakedKey: () => Promise<void>;
}

type Run = (...args: readonly unknown[]) => Promise<unknown>;

/** What the commands run; loaded with the first of them. */
export class Commands {
  readonly balance: BalanceCommands;
  readonly #table: Readonly<Record<CommandName, Run>>;

  constructor(private readonly tools: CommandTools) {
    const { monitor, keys, accounts } = tools;
    const writer = new KeyWriter(keys, accounts);
    const formats = new Formats(tools.formats.locale, tools.formats.t);
    const balance = new BalanceCommands(monitor, formats, tools.settings);
    const history = new HistoryCommands(monitor, formats);
    const key = new KeyCommands({
      monitor,
      keys,
      writer,
      accounts,
      formats,
      setOrigin: () => tools.settings().apiBaseUrl,
      checker: new KeyChecker(tools),
      succession: new Succession(tools),
    });
    const account = new AccountCommands({ ...tools, key, writer, formats });
    this.balance = balance;
    this.#table = {
      showActions: () => showActions(monitor, formats),
      setApiKey: () => key.setApiKey(),
      clearApiKey: () => key.clearApiKey(),
      confirmOrigin: () => key.confirmOrigin(),
      refresh: () => balance.refresh(),
      checkHealth: () => balance.checkHealth(),
      openBilling: () => balance.openBilling(),
      openUsage: () => balance.openUsage(),
      snoozeAlerts: () => balance.snooze(),
      openDashboard: () => tools.openDashboard(),
      findLeakedKey: () => tools.findLeakedKey(),
      troubleshoot: () => tools.troubleshoot(),
      estimateRun: async (endpoint) => {
        const { estimateRun } = await import('./estimate');
        await estimateRun({ ...tools, formats }, endpoint);
      },
      exportHistory: () => history.export(),
      clearHistory: () => history.clear(),
      addAccount: () => account.add(),
      renameAccount: () => account.rename(),
      removeAccount: () => account.remove(),
      switchAccount: () => account.switch(),
      setThresholds: () => account.setThresholds(),
      removeAllData: () => account.removeAllData(),
      showLog: () => {
        tools.showLog();
        return Promise.resolve();
      },
      observe: (response) => this.observe(response),
    };
  }

  /** Takes in what another extension hands over. */
  observe(response: unknown): Promise<boolean> {
    return observeHanded(this.tools.monitor, response);
  }

  run(id: CommandName, args: readonly unknown[]): Promise<unknown> {
    return this.#table[id](...args);
  }
}
