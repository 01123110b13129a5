import uPlot from 'uplot';
import type { ChartModel, ChartSeries } from './chartModel';
import { rangeY } from './rangeY';
import { daySplits, timeSplits } from './splits';
import type { ChartTheme } from './theme';

const labelWidth = 72;

/** How uPlot is to draw a model. */
export function plotOptions(
  model: ChartModel,
  theme: ChartTheme,
  size: { readonly width: number; readonly height: number },
  on: { readonly cursor: () => void; readonly ready: (plot: uPlot) => void },
): uPlot.Options {
  const { x, isTime, kind } = model;
  const [first, last] = [x[0] ?? 0, x.at(-1) ?? 1];
  const lines = theme.colour('--lm-grid');
  const axis = { stroke: theme.colour('--lm-quiet'), font: theme.font, ticks: { show: false } };
  return {
    ...size,
    // To the right, half of the last label.
    padding: [8, 20, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: false, range: isTime ? [first, Math.max(last, first + 1)] : [first - 0.5, last + 0.5] },
      y: { range: (_, low, high) => rangeY(kind, low, high) },
    },
    cursor: {
      x: kind !== 'bars',
      y: false,
      drag: { x: false, y: false },
      points: { show: kind !== 'bars', size: 6 },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 26,
        splits: (plot) => {
          const most = Math.floor(plot.width / labelWidth);
          return isTime ? timeSplits(first, last, most) : daySplits(x.length, most);
        },
        values: (_, splits) => splits.map((at) => model.tickX(at)),
      },
      {
        ...axis,
        grid: { stroke: lines, width: 1 },
        space: 44,
        size: (plot, values) => axisWidth(plot, theme.font, values),
        values: (_, splits) => splits.map((at) => model.tickY(at)),
      },
    ],
    series: [{}, ...model.series.map((series) => seriesOptions(model, series, theme))],
    hooks: {
      ready: [on.ready],
      setCursor: [on.cursor],
      drawClear: [(plot) => drawSelected(plot, model, theme)],
      draw: [(plot) => drawMarks(plot, model, theme)],
    },
  };
}

function seriesOptions({ kind }: ChartModel, series: ChartSeries, theme: ChartTheme): uPlot.Series {
  const colour = theme.colour(series.colour);
  if (kind === 'bars') {
    const paths = uPlot.paths.bars?.({ size: [0.7, 36], radius: 0.12 });
    return { fill: colour, width: 0, points: { show: false }, ...(paths && { paths }) };
  }
  const paths = kind === 'steps' ? uPlot.paths.stepped?.({ align: 1 }) : uPlot.paths.linear?.();
  return {
    stroke: colour,
    width: 1.5,
    ...(series.dash && { dash: [...series.dash] }),
    ...(paths && { paths }),
    // A day between two days without values would not show as a line.
    points: kind === 'steps' ? { show: false } : { size: 4, fill: colour, width: 0, filter: lonelyPoints },
  };
}

/** Indices of values that have no neighbour. */
function lonelyPoints(plot: uPlot, seriesIndex: number): number[] | null {
  const values = [...(plot.data[seriesIndex] ?? [])].map((value) => value ?? undefined);
  const has = (index: number): boolean => values[index] !== undefined;
  return [...values.keys()].filter((index) => has(index) && !has(index - 1) && !has(index + 1));
}

function axisWidth(plot: uPlot, font: string, values: readonly string[] | null): number {
  plot.ctx.save();
  plot.ctx.font = font;
  const widest = Math.max(0, ...(values ?? []).map((value) => plot.ctx.measureText(value).width));
  plot.ctx.restore();
  return Math.ceil(widest) + 14;
}

/** A band behind the bar of the day that is open. */
function drawSelected(plot: uPlot, { selected }: ChartModel, theme: ChartTheme): void {
  if (selected === undefined) return;
  const { ctx, bbox } = plot;
  const left = plot.valToPos(selected - 0.5, 'x', true);
  const right = plot.valToPos(selected + 0.5, 'x', true);
  ctx.save();
  ctx.fillStyle = theme.colour('--lm-selected');
  ctx.fillRect(left, bbox.top, right - left, bbox.height);
  ctx.restore();
}

/** A triangle on the axis and a line above it. */
function drawMarks(plot: uPlot, { marks = [] }: ChartModel, theme: ChartTheme): void {
  const { ctx, bbox } = plot;
  const unit = uPlot.pxRatio;
  const base = bbox.top + bbox.height;
  ctx.save();
  ctx.fillStyle = ctx.strokeStyle = theme.colour('--vscode-charts-green');
  ctx.lineWidth = unit;
  ctx.setLineDash([2 * unit, 3 * unit]);
  for (const mark of marks) {
    const at = plot.valToPos(mark, 'x', true);
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, base);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(at, base - 8 * unit);
    ctx.lineTo(at + 4.5 * unit, base);
    ctx.lineTo(at - 4.5 * unit, base);
    ctx.fill();
  }
  ctx.restore();
}
