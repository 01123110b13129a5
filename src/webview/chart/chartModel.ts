/** A CSS variable that holds a colour, such as `--vscode-charts-blue`. */
export type Colour = `--${string}`;

export interface ChartSeries {
  readonly label: string;
  /** One for each position; null where there is no value. */
  readonly values: readonly (number | null)[];
  readonly colour: Colour;
  /** Lengths of dashes and gaps in CSS pixels; a plain line if left out. Colour alone must not tell lines apart. */
  readonly dash?: readonly number[];
}

export interface Tip {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What a chart shows. Functions give words in the user's language. */
export interface ChartModel {
  /** What the chart is of. */
  readonly label: string;
  /** How it is used by keyboard. */
  readonly hint: string;
  readonly kind: 'bars' | 'lines' | 'steps';
  /** Positions in order: day numbers from 0 on, or ms since 1970. */
  readonly x: readonly number[];
  readonly isTime: boolean;
  readonly series: readonly ChartSeries[];
  readonly tickX: (x: number) => string;
  readonly tickY: (y: number) => string;
  readonly tip: (index: number) => Tip;
  /** Positions that are marked with a triangle. */
  readonly marks?: readonly number[];
  /** The position that is open. */
  readonly selected?: number;
  /** A position was clicked, or Enter pressed on it. */
  readonly onPick?: (index: number) => void;
}

/** What of a model is drawn: the same drawing need not be made again. */
export function drawingOf({ kind, x, isTime, series, marks, selected, tickX }: ChartModel): string {
  // The same positions may be of other days.
  const labels = isTime ? [] : x.map(tickX);
  return JSON.stringify([kind, x, isTime, series, marks, selected, labels]);
}
