import { Formats } from './formats';

/** What charts write on their axes, too. */
export class AxisFormats extends Formats {
  /** A round number in short, none of it left out: `1.25K`. */
  tick(value: number): string {
    return this.number('tick', { notation: 'compact', maximumFractionDigits: 3 }).format(value);
  }

  /** A round share of 1 as percent, none of it left out: `0.05%`. */
  percentTick(share: number): string {
    return this.number('percentTick', { style: 'percent', maximumFractionDigits: 4 }).format(share);
  }
}
