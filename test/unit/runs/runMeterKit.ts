import { EMPTY_METER, type MeterState } from '../../../src/runs/meterState';
import type { Run } from '../../../src/runs/run';
import type { Piece } from '../../../src/runs/runGroups';
import { meter, type MeterEvent } from '../../../src/runs/runMeter';

export const T = 1_000_000;

/** Feeds events and keeps what came out. */
export class Bench {
  state: MeterState = EMPTY_METER;
  readonly runs: Run[] = [];

  constructor(private readonly holdMs = 0) {}

  feed(...events: readonly MeterEvent[]): this {
    for (const event of events) {
      const step = meter(this.state, event, { minTerminalMs: 3000, holdMs: this.holdMs });
      this.state = step.state;
      this.runs.push(...step.finished);
    }
    return this;
  }

  start(id: string, at: number, more: Partial<Piece> = {}): this {
    return this.feed({ type: 'started', piece: { id, kind: 'task', name: id, account: 'A', at, ...more } });
  }

  end(id: string, at: number): this {
    return this.feed({ type: 'ended', id, at });
  }

  read(at: number, spendable: number, topUp?: number): this {
    return this.feed({
      type: 'read',
      account: 'A',
      at,
      spendable,
      ...(topUp === undefined ? {} : { topUp }),
    });
  }

  costs(): unknown[] {
    return this.runs.map(({ id, credits, certainty, noCost }) => [id, credits ?? noCost, certainty]);
  }
}
