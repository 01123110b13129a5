import type { Log } from './log';
import type { Settings } from './settings';
import { costOf, parseCostOverrides, type Cost } from '../runs/costOf';
import { COST_TABLE } from '../runs/costTable';

/** The prices as they hold for this user: the cost table, with those of the setting `costOverrides`. */
export class Prices {
  #told = '';

  constructor(private readonly settings: () => Settings) {}

  /** By path (no query) or product id. */
  of(pathOrId: string): Cost | undefined {
    return costOf(pathOrId, parseCostOverrides(this.settings().costOverrides).overrides);
  }

  /** All products; what costs something goes first. */
  all(): readonly Cost[] {
    const { overrides } = parseCostOverrides(this.settings().costOverrides);
    const costs = COST_TABLE.flatMap(({ id }) => costOf(id, overrides) ?? []);
    return [...costs.filter(({ max }) => max > 0), ...costs.filter(({ max }) => max === 0)];
  }

  /** Tells the log what is wrong with the setting, in one line, each time that it is something else. */
  tellProblems(log: Log): void {
    const { problems } = parseCostOverrides(this.settings().costOverrides);
    const told = problems.map(({ key, problem }) => `${key}:${problem}`).join();
    if (told !== '' && told !== this.#told) log.warn('costOverrides', { problems: told });
    this.#told = told;
  }
}
