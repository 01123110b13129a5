import assert from 'node:assert/strict';
import fc from 'fast-check';
import { settle, type Reading } from '../../../src/app/outcome';
import { HOLD_CAP_MS } from '../../../src/app/schedule';
import type { Balance } from '../../../src/leadmagic/balance';
import { errorKinds, type ErrorKind, type LeadMagicError } from '../../../src/leadmagic/errors';
import type { HeaderFacts } from '../../../src/leadmagic/headerFacts';
import { momentOf } from '../../moment';
import { emptySnapshot, parseSnapshot, type Snapshot } from '../../../src/store/snapshot';

const start = Date.UTC(2026, 10, 22);
const half = (): number => 0.5;
const plain = (credits: number): Balance => ({ credits, isFrozen: false });

function reading(seq: number, result: Reading['result'], headers: HeaderFacts = {}): Reading {
  const sentAt = start + seq * 1000;
  return { result, headers, source: 'poll', seq, sentAt, received: momentOf(sentAt + 100) };
}

const body = (seq: number, credits: number, headers: HeaderFacts = {}): Reading =>
  reading(seq, { ok: true, value: plain(credits) }, headers);

const error = (seq: number, problem: LeadMagicError, headers: HeaderFacts = {}): Reading =>
  reading(seq, { ok: false, error: problem }, headers);

const headerOnly = (seq: number, creditsRemaining: number): Reading =>
  reading(seq, undefined, { creditsRemaining });

function after(...readings: readonly Reading[]): Snapshot {
  return readings.reduce((snapshot, next) => settle(snapshot, next, half), emptySnapshot('e'));
}

const credits = (snapshot: Snapshot): number | undefined => snapshot.observation?.balance.credits;

describe('settle: what a body says', () => {
  it('is the observation, with its times, number, source and cost', () => {
    assert.deepEqual(after(body(3, 12.5, { creditsCost: 0, creditsRemaining: 99 })), {
      ...emptySnapshot('e'),
      observation: {
        balance: plain(12.5),
        ...momentOf(start + 3100),
        sentAt: start + 3000,
        seq: 3,
        source: 'poll',
        cost: 0,
      },
    });
  });

  it('ends failures, pause, error and refusal', () => {
    const failed = after(
      body(1, 5),
      error(2, { kind: 'unauthorized', status: 401 }),
      error(3, { kind: 'server' }),
    );
    assert.equal(failed.failures, 2);
    const { failures, rejected, backoff, lastError } = settle(failed, body(4, 6), half);
    assert.deepEqual(
      { failures, rejected, backoff, lastError },
      {
        ...{ failures: 0, rejected: false, backoff: undefined, lastError: undefined },
      },
    );
  });

  it('that is older never replaces a newer one', () => {
    assert.equal(credits(after(body(5, 50), body(4, 40))), 50);
    assert.equal(credits(after(body(5, 50), headerOnly(4, 49))), 50);
    assert.equal(credits(after(body(5, 50), body(6, 60))), 60);
  });

  it('also of 0 or far less counts at once', () => {
    assert.equal(credits(after(body(1, 5000), body(2, 0))), 0);
    assert.equal(credits(after(body(1, 5000), body(2, 1))), 1);
  });
});

describe('settle: what goes wrong', () => {
  // A request that was given up tells nothing.
  for (const kind of errorKinds.filter((one) => one !== 'cancelled')) {
    it(`${kind} never replaces a good value; it is noted, and pauses all but the user`, () => {
      const before = after(body(1, 4120.75));
      const snapshot = settle(
        before,
        error(2, { kind, status: 400, code: 'c', message: 'm', requestId: 'r', action: 'a' }),
        half,
      );
      assert.deepEqual(snapshot, {
        ...before,
        failures: 1,
        rejected: kind === 'unauthorized',
        lastError: {
          ...{ kind, ...momentOf(start + 2100), seq: 2 },
          ...{ status: 400, code: 'c', message: 'm a', requestId: 'r' },
        },
        backoff: { ...momentOf(start + 2100), lengthMs: 15_000 },
      });
    });
  }

  it('that says much is kept in a file that can be read back', () => {
    const long = { message: 'm'.repeat(300), action: 'a'.repeat(300), code: 'c'.repeat(300) };
    const held = after(
      body(1, 5),
      error(2, { kind: 'rateLimited', status: 429, retryAfterMs: 60_000, ...long }),
    );
    assert.equal(held.lastError?.message?.length, 300);
    assert.deepEqual(parseSnapshot(JSON.parse(JSON.stringify(held))), held);
    assert.equal(held.hold?.lengthMs, 60_000);
  });

  it('failures in a row double the pause', () => {
    const failure = (seq: number): Reading => error(seq, { kind: 'server' });
    assert.equal(after(failure(1), failure(2), failure(3)).backoff?.lengthMs, 60_000);
  });

  it('a request that was called off says nothing', () => {
    const before = after(body(1, 5));
    assert.equal(settle(before, error(2, { kind: 'cancelled' }), half), before);
  });

  it('a failure that comes after a newer answer is history', () => {
    const newer = after(body(3, 5));
    assert.equal(settle(newer, error(2, { kind: 'unauthorized' }), half), newer);
  });

  it('402 never writes a 0, and a 0 in its context waits for a body', () => {
    const before = after(body(1, 4120));
    assert.equal(credits(settle(before, error(2, { kind: 'payment', status: 402 }), half)), 4120);
    const doubted = settle(before, error(2, { kind: 'payment', status: 402, creditsAvailable: 0 }), half);
    assert.deepEqual([credits(doubted), doubted.doubt], [4120, { credits: 0, seq: 2 }]);
  });

  it('402 with credits in its context is an observation where no header tells', () => {
    const payment = { kind: 'payment', status: 402, creditsAvailable: 90 } as const;
    assert.equal(credits(after(body(1, 100), error(2, payment))), 90);
    assert.equal(credits(after(body(1, 100), error(2, payment, { creditsRemaining: 95 }))), 95);
  });

  it('a refused key stays refused until a request succeeds', () => {
    const refused = after(body(1, 5), error(2, { kind: 'unauthorized', status: 401 }));
    assert.equal(settle(refused, error(3, { kind: 'network' }), half).rejected, true);
    assert.equal(settle(refused, headerOnly(3, 5), half).rejected, true);
    assert.equal(settle(refused, body(3, 5), half).rejected, false);
    const health = { ...reading(3, { ok: true, value: undefined }), source: 'health' } as const;
    assert.equal(settle(refused, health, half).rejected, false, 'a health check without a body is enough');
  });
});

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

describe('settle: over random readings', () => {
  const amount = fc.oneof(fc.constantFrom(0, 1, 50, 100, 1000), fc.double({ min: 0, max: 1e6, noNaN: true }));
  const kind = fc.constantFrom<ErrorKind>(
    'unauthorized',
    'payment',
    'server',
    'rateLimited',
    'network',
    'protocol',
    'cancelled',
  );
  const anyReading = fc
    .record({
      seq: fc.integer({ min: 1, max: 40 }),
      result: fc.oneof(
        fc.constant(undefined),
        amount.map((value) => ({ ok: true as const, value: plain(value) })),
        fc.constant({ ok: true as const, value: undefined }),
        fc
          .record({ kind, creditsAvailable: amount })
          .map((problem) => ({ ok: false as const, error: problem })),
      ),
      headers: fc.record(
        { creditsRemaining: amount, retryAfterMs: fc.nat(2 * HOLD_CAP_MS) },
        { requiredKeys: [] },
      ),
    })
    .map(({ seq, result, headers }) => reading(seq, result, headers));

  it('never a good value lost to a bad or older one, and every snapshot can be read back', () => {
    fc.assert(
      fc.property(
        fc.array(anyReading, { maxLength: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, random) => {
          let snapshot = emptySnapshot('e');
          for (const next of all) {
            const before = snapshot;
            snapshot = settle(before, next, () => random);
            assert.deepEqual(parseSnapshot(JSON.parse(JSON.stringify(snapshot))), snapshot);
            if (before.observation === undefined) continue;
            assert.ok((snapshot.observation?.seq ?? -1) >= before.observation.seq);
            if (snapshot.observation === before.observation) continue;
            const told = next.result?.ok === true ? next.result.value?.credits : undefined;
            const error = next.result?.ok === false ? next.result.error.creditsAvailable : undefined;
            assert.equal(credits(snapshot), told ?? next.headers.creditsRemaining ?? error);
          }
        },
      ),
    );
  });
});
