import assert from 'node:assert/strict';
import { drawingOf, type ChartModel } from '../../../src/webview/chart/chartModel';
import { rangeY } from '../../../src/webview/chart/rangeY';

describe('rangeY', () => {
  it('begins bars and lines at 0', () => {
    assert.deepEqual(rangeY('bars', 5, 100), [0, 108]);
    assert.deepEqual(rangeY('lines', 0, 0), [0, 1]);
    assert.deepEqual(rangeY('steps', null, null), [0, 1]);
  });

  it('shows the span of a balance, and nothing below 0 that it never was', () => {
    assert.deepEqual(rangeY('steps', 1000, 2000), [880, 2120]);
    assert.deepEqual(rangeY('steps', 5, 105), [0, 117]);
  });

  it('shows a balance below 0', () => {
    assert.deepEqual(rangeY('steps', -50, 50), [-62, 62]);
    assert.deepEqual(rangeY('steps', -5, -5), [-6, -4]);
  });
});

describe('drawingOf', () => {
  const model: ChartModel = {
    ...{ label: '', hint: '', kind: 'bars', x: [0, 1], isTime: false, series: [] },
    tickX: String,
    tickY: String,
    tip: () => ({ title: '', lines: [] }),
  };

  it('is another one where the same positions are of other days', () => {
    assert.equal(drawingOf(model), drawingOf({ ...model, tip: () => ({ title: 'a', lines: [] }) }));
    assert.notEqual(drawingOf(model), drawingOf({ ...model, tickX: (x) => `day ${x}` }));
    assert.notEqual(drawingOf(model), drawingOf({ ...model, selected: 1 }));
  });
});
