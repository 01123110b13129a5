/** One measured figure and what it may be at most. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The most that is allowed; absent for a figure that is only told beside another. */
  readonly budget?: number;
}

/** A bench: measures for a while, then tells its figures. */
export type Bench = () => Promise<readonly Figure[]>;

export function isOver({ value, budget }: Figure): boolean {
  // What could not be measured is over.
  return budget !== undefined && !(value <= budget);
}

/** `name value unit budget ok|over` */
export function lineOf(figure: Figure): string {
  const { name, value, unit, budget } = figure;
  const verdict = budget === undefined ? 'told' : isOver(figure) ? 'over' : 'ok';
  return `${name} ${format(value)} ${unit} ${budget === undefined ? '-' : format(budget)} ${verdict}`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = NaN, high = NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

function format(value: number): string {
  return String(Math.round(value * 100) / 100);
}
