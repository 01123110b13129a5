import assert from 'node:assert/strict';
import { emptySnapshot, parseSnapshot, type Snapshot } from '../../../src/store/snapshot';

const whole: Snapshot = {
  v: 1,
  epoch: 'e1',
  seq: 42,
  observation: {
    balance: {
      credits: 4120.75,
      liquid: 50,
      frozen: 4070.75,
      isFrozen: true,
      freezeMessage: 'Plan ended',
      freezePlanHint: 'Choose one',
    },
    at: 1_000_500,
    up: 60_000,
    sentAt: 1_000_000,
    seq: 41,
    source: 'poll',
    cost: 0,
  },
  attempts: {
    background: { at: 1_000_000, up: 59_500 },
    refresh: { at: 1, up: -5 },
    health: { at: 1, up: 0 },
    watch: { at: 2, up: 0.5 },
    usage: { at: 3, up: 0 },
  },
  hold: { at: 1_000_600, up: 60_100, lengthMs: 86_400_000 },
  backoff: { at: 1_000_600, up: 60_100, lengthMs: 0 },
  failures: 3,
  lastError: {
    ...{ kind: 'server', at: 1_000_600, up: 60_100, seq: 42 },
    ...{ status: 503, code: 'down', message: 'Down', requestId: 'r-1' },
  },
  rejected: false,
  doubt: { credits: 0, seq: 42 },
  kept: { t: 1_000_500, c: 4120.75, s: 50 },
};

const copy = (): Record<string, unknown> => structuredClone(whole) as unknown as Record<string, unknown>;

/** The whole snapshot with one field, named by its path, replaced; `undefined` leaves it out. */
function changed(path: string, value: unknown): unknown {
  const names = path.split('.');
  const last = names.pop()!;
  const root = copy();
  let parent = root;
  for (const name of names) parent = parent[name] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return root;
}

describe('parseSnapshot', () => {
  it('gives back what was written', () => {
    assert.deepEqual(parseSnapshot(JSON.parse(JSON.stringify(whole))), whole);
    const empty = emptySnapshot('e');
    assert.deepEqual(parseSnapshot(JSON.parse(JSON.stringify(empty))), empty);
  });

  for (const path of ['observation', 'hold', 'backoff', 'lastError', 'doubt', 'kept', 'kept.s']) {
    it(`takes one without ${path}`, () => {
      const expected = changed(path, undefined);
      assert.deepEqual(parseSnapshot(expected), expected);
    });
  }

  const required = ['v', 'epoch', 'seq', 'attempts', 'failures', 'rejected', 'observation.balance'];
  for (const path of [...required, 'observation.at', 'observation.seq', 'observation.source', 'hold.at']) {
    it(`refuses one without ${path}`, () => assert.equal(parseSnapshot(changed(path, undefined)), undefined));
  }

  const bad: readonly (readonly [string, unknown])[] = [
    ['v', 2],
    ['v', '1'],
    ['epoch', 7],
    ['seq', -1],
    ['seq', '42'],
    ['seq', Number.NaN],
    // From here on counting up changes nothing: no answer would ever be newer.
    ['seq', 2 ** 60],
    ['observation.seq', 1e300],
    ['observation.balance.credits', '1'],
    ['observation.balance.frozen', -1],
    ['observation.balance.credits', null],
    ['observation.balance.credits', Number.POSITIVE_INFINITY],
    ['observation.balance.isFrozen', 'yes'],
    ['observation.source', 'guess'],
    ['attempts.watch', 'soon'],
    // Longer than any wait is kept: it would bind for years.
    ['hold.up', '5'],
    ['attempts.watch.up', undefined],
    ['hold.lengthMs', 86_400_001],
    ['backoff.lengthMs', 1e300],
    ['hold.at', -5],
    // No date can tell these times.
    ...['hold.at', 'backoff.at', 'observation.at', 'observation.sentAt', 'attempts.watch.at'].map(
      (path) => [path, 8.64e15 + 1] as const,
    ),
    ['lastError.at', 1e16],
    ['kept.t', 1e16],
    ['lastError.kind', 'unheard-of'],
    ['lastError.message', 'x'.repeat(501)],
    ['rejected', 0],
    ['doubt.credits', '0'],
    ['kept.c', undefined],
  ];
  for (const [path, value] of bad) {
    it(`refuses ${path} = ${String(value).slice(0, 20)}`, () =>
      assert.equal(parseSnapshot(changed(path, value)), undefined));
  }

  for (const value of [null, 1, 'text', [], {}, [whole]]) {
    it(`refuses ${JSON.stringify(value).slice(0, 20)}`, () => assert.equal(parseSnapshot(value), undefined));
  }

  it('keeps what a later version added, wherever that is', () => {
    for (const path of [
      'later',
      'observation.later',
      'observation.balance.later',
      'attempts.later',
      'hold.later',
    ]) {
      const added = changed(path, { any: ['thing'] });
      assert.deepEqual(parseSnapshot(added), added, path);
    }
  });
});
