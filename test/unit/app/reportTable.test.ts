import assert from 'node:assert/strict';
import { dueIn, failureOf, isUnderWay, type Entry, type Limited } from '../../../src/app/reportTable';

const MINUTE = 60_000;
const asked = { at: 1_000_000, up: 500_000 };
const limited: Limited = { name: 'a', everyMs: 5 * MINUTE };

function after(ms: number) {
  return { at: asked.at + ms, up: asked.up + ms };
}

describe('dueIn', () => {
  const cases: readonly (readonly [string, Entry['came'], number])[] = [
    ['under way', undefined, 12_000],
    ['given up', 'nothing', 5000],
    ['told', 'report', 5 * MINUTE],
    ['unreached', { kind: 'network' }, MINUTE],
    ['failed', { kind: 'server', status: 500 }, 5 * MINUTE],
    ['late', { kind: 'timeout' }, 5 * MINUTE],
  ];
  for (const [what, came, wait] of cases) {
    it(`says ${wait / 1000} s for one that is ${what}`, () => {
      const entry: Entry = { id: '1', asked, ...(came && { came }) };
      assert.equal(dueIn(entry, limited, asked), wait);
      assert.equal(dueIn(entry, limited, after(wait - 1)), 1);
      assert.equal(dueIn(entry, limited, after(wait)), 0);
      assert.equal(dueIn(entry, { ...limited, isStrict: true }, asked), 5 * MINUTE);
    });
  }

  it('is never longer than the limit', () => {
    assert.equal(dueIn({ id: '1', asked }, { ...limited, everyMs: 1000 }, asked), 1000);
  });

  it('says now for one that was never asked for', () => assert.equal(dueIn(undefined, limited, asked), 0));

  it('counts by uptime, and by the wall clock once the machine was started anew', () => {
    const entry: Entry = { id: '1', asked, came: 'report' };
    assert.equal(dueIn(entry, limited, { at: asked.at - MINUTE, up: asked.up + MINUTE }), 4 * MINUTE);
    assert.equal(dueIn(entry, limited, { at: asked.at + MINUTE, up: 1000 }), 4 * MINUTE);
    assert.equal(dueIn(entry, limited, { at: asked.at - 1, up: 1000 }), 0);
  });
});

describe('isUnderWay', () => {
  it('until something came of it, for twelve seconds at most', () => {
    assert.equal(isUnderWay(undefined, asked), false);
    assert.equal(isUnderWay({ id: '1', asked }, after(11_999)), true);
    assert.equal(isUnderWay({ id: '1', asked }, after(12_000)), false);
    assert.equal(isUnderWay({ id: '1', asked, came: 'nothing' }, asked), false);
  });
});

describe('failureOf', () => {
  it('is what failed, and nothing else', () => {
    assert.deepEqual(failureOf({ id: '1', asked, came: { kind: 'timeout' } }), { kind: 'timeout' });
    for (const came of ['report', 'nothing'] as const)
      assert.equal(failureOf({ id: '1', asked, came }), undefined);
    assert.equal(failureOf({ id: '1', asked }), undefined);
    assert.equal(failureOf(undefined), undefined);
  });
});
