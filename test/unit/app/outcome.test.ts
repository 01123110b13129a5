import assert from 'node:assert/strict';
import fc from 'fast-check';
import { settle, type Reading } from '../../../src/app/outcome';
import { HOLD_CAP_MS } from '../../../src/app/schedule';
import { errorKinds, type ErrorKind } from '../../../src/leadmagic/errors';
import { emptySnapshot, parseSnapshot } from '../../../src/store/snapshot';
import { momentOf } from '../../moment';
import { after, body, credits, error, half, headerOnly, plain, reading, start } from './outcomeKit';

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
