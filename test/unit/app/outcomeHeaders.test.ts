import assert from 'node:assert/strict';
import { settle, type Reading } from '../../../src/app/outcome';
import { HOLD_CAP_MS } from '../../../src/app/schedule';
import type { Balance } from '../../../src/leadmagic/balance';
import type { Snapshot } from '../../../src/store/snapshot';
import { momentOf } from '../../moment';
import { after, body, credits, error, half, headerOnly, reading, start } from './outcomeKit';

describe('settle: what a header says', () => {
  it('is an observation: the total is new, the frozen part carried over', () => {
    const frozen = { credits: 1000, liquid: 800, frozen: 200, isFrozen: true };
    const snapshot = after(reading(1, { ok: true, value: frozen }), headerOnly(2, 900));
    assert.deepEqual(snapshot.observation?.balance, { ...frozen, credits: 900, liquid: 700 });
    assert.equal(snapshot.observation.source, 'header');
    const handed = settle(snapshot, { ...headerOnly(3, 890), source: 'handed' }, half);
    assert.equal(handed.observation?.source, 'handed');
  });

  it('takes an overdraft along, which has no frozen part', () => {
    const owing: Balance = { credits: -5.71, liquid: -5.71, isFrozen: false };
    const { observation } = after(reading(1, { ok: true, value: owing }), headerOnly(2, -5.71));
    assert.deepEqual(observation?.balance, owing);
    assert.equal(observation.source, 'header');
  });

  it('of a refused key is nobody’s', () => {
    const refused = error(2, { kind: 'unauthorized', status: 401 }, { creditsRemaining: 900 });
    const known = after(body(1, 1500), refused);
    assert.equal(credits(known), 1500);
    assert.equal(known.doubt, undefined);
    assert.equal(credits(after({ ...refused, seq: 1 })), undefined);
  });

  it('counts on errors too', () => {
    const snapshot = after(body(1, 100), error(2, { kind: 'server', status: 500 }, { creditsRemaining: 90 }));
    assert.deepEqual([credits(snapshot), snapshot.failures], [90, 1]);
  });

  const doubtful: readonly (readonly [string, number | undefined, number])[] = [
    ['less than nothing', 4120, -5.71],
    ['a 0', 100, 0],
    ['a 0 as the first word', undefined, 0],
    ['a fall by more than half', 100, 49.99],
    ['a rise by more than half', 100, 150.01],
  ];
  for (const [name, before, told] of doubtful) {
    it(`${name} waits for a body, which settles it`, () => {
      const first = before === undefined ? [] : [body(1, before)];
      const doubted = after(...first, headerOnly(2, told));
      assert.deepEqual([credits(doubted), doubted.doubt], [before, { credits: told, seq: 2 }]);
      const settled = settle(doubted, body(3, told), half);
      assert.deepEqual([credits(settled), settled.doubt], [told, undefined]);
      const denied = settle(doubted, body(3, before ?? 7), half);
      assert.deepEqual([credits(denied), denied.doubt], [before ?? 7, undefined]);
    });
  }

  const sure: readonly (readonly [string, number, number])[] = [
    ['a fall by half', 100, 50],
    ['a rise by half', 100, 150],
    ['a 0 after a 0', 0, 0],
  ];
  for (const [name, before, told] of sure) {
    it(`${name} counts at once`, () => {
      const snapshot = after(body(1, before), headerOnly(2, told));
      assert.deepEqual([credits(snapshot), snapshot.doubt, snapshot.observation?.seq], [told, undefined, 2]);
    });
  }

  for (const [what, told] of [
    ['that leaves less than was frozen', 4060],
    ['that moves what can be spent by more than half', 4090],
  ] as const) {
    it(`a header ${what} is doubted: it may have been unfrozen`, () => {
      const frozen: Reading = reading(1, {
        ok: true,
        value: { credits: 4120, liquid: 50, frozen: 4070, isFrozen: true },
      });
      const { observation, doubt } = after(frozen, headerOnly(2, told));
      assert.deepEqual([observation?.balance.credits, doubt], [4120, { credits: told, seq: 2 }]);
      assert.equal(after(frozen, headerOnly(2, 4100)).observation?.balance.liquid, 30);
    });
  }

  it('a doubt is settled by a later sure header, not by a body that was asked for before', () => {
    const doubted = after(body(1, 100), headerOnly(4, 0));
    assert.deepEqual(settle(doubted, body(3, 98), half).doubt, { credits: 0, seq: 4 });
    assert.equal(settle(doubted, headerOnly(5, 97), half).doubt, undefined);
  });

  it('of a usage report neither counts as success nor as failure', () => {
    const failed = after(body(1, 100), error(2, { kind: 'server' }));
    assert.deepEqual(settle(failed, reading(3, undefined), half), failed);
  });
});

describe('settle: Retry-After', () => {
  const hold = (snapshot: Snapshot): unknown => snapshot.hold;

  it('binds from when the answer was here, whatever the answer', () => {
    const wait = { retryAfterMs: 30_000 };
    const expected = { ...momentOf(start + 1100), lengthMs: 30_000 };
    assert.deepEqual(hold(after(error(1, { kind: 'rateLimited', status: 429 }, wait))), expected);
    assert.deepEqual(hold(after(error(1, { kind: 'server', status: 503 }, wait))), expected);
    assert.deepEqual(
      hold(after(error(1, { kind: 'rateLimited', status: 429, ...wait }))),
      expected,
      'from the body',
    );
    assert.deepEqual(hold(after(error(1, { kind: 'protocol' }, wait))), expected);
    assert.deepEqual(hold(after(reading(1, undefined, wait))), expected, 'of a usage report');
    assert.deepEqual(hold(after(body(1, 5, wait))), expected, 'of a good answer');
  });

  it('of two deadlines the later stands', () => {
    const first = after(error(1, { kind: 'server' }, { retryAfterMs: 60_000 }));
    assert.deepEqual(
      settle(first, error(2, { kind: 'server' }, { retryAfterMs: 59_000 }), half).hold,
      first.hold,
    );
    assert.deepEqual(settle(first, error(2, { kind: 'server' }, { retryAfterMs: 59_001 }), half).hold, {
      ...momentOf(start + 2100),
      lengthMs: 59_001,
    });
    assert.deepEqual(settle(first, body(2, 5), half).hold, first.hold, 'a success does not lift it');
  });

  it('is kept for a day at most, and 0 is no wait', () => {
    const long = after(error(1, { kind: 'server' }, { retryAfterMs: 9 * HOLD_CAP_MS }));
    assert.equal(long.hold?.lengthMs, HOLD_CAP_MS);
    assert.equal(hold(after(error(1, { kind: 'server' }, { retryAfterMs: 0 }))), undefined);
  });

  it('counts also when a newer answer is known', () => {
    const late = error(2, { kind: 'rateLimited' }, { retryAfterMs: 5000 });
    assert.deepEqual(hold(after(body(3, 5), late)), { ...momentOf(start + 2100), lengthMs: 5000 });
  });

  it('who has no request left waits for the end of the minute window, whatever the answer was', () => {
    const left = (rateLimitRemaining: number): unknown =>
      hold(after(body(1, 5, { rateLimitResetMs: 40_000, rateLimitRemaining })));
    assert.deepEqual(left(0), { ...momentOf(start + 1100), lengthMs: 40_000 });
    assert.equal(left(1), undefined, 'it stands on every answer');
  });
});
