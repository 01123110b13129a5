import assert from 'node:assert/strict';

import { earlyRequests, figuresOf, repeatedToasts, toastsInSnooze } from './fleetJudge';
import { KEY, run, type Run } from './fleetRun';

/** Whole accounts, with commands, faults, a wandering focus and SIGKILL; what is judged is what the server saw. */
describe('eight lively windows as processes', function () {
  this.timeout(150_000);
  let lively: Run;
  before(async () => {
    lively = await run({
      ...{ windows: 8, seed: 7, seconds: 15, speed: 10, cacheTtlSeconds: 10 },
      ...{ killEveryMs: 600, hasFaults: true, isLively: true, isShared: true },
    });
  });

  it('lived, asked, were told faults, and were killed', () => {
    assert.ok(lively.lives.filter(({ killedAt = Infinity }) => killedAt < lively.endedAt).length >= 20);
    assert.ok(lively.requests.some(({ fault }) => fault !== undefined));
    assert.ok(figuresOf(lively).background.requests >= 3, 'they did poll');
    assert.ok(figuresOf(lively).refresh.requests >= 3, 'and obeyed commands');
    for (const request of lively.requests) assert.equal(request.key, KEY);
  });

  for (const readClass of ['background', 'refresh', 'health', 'watch', 'usage'] as const) {
    it(`${readClass}: never more than its class allows, kills included`, () => {
      const { requests, mostInOne, allowed } = figuresOf(lively)[readClass];
      assert.ok(mostInOne <= 1, `${mostInOne} in one`);
      assert.ok(requests <= allowed, `${requests} of ${allowed}`);
    });
  }

  it('never a request before a deadline', () => assert.deepEqual(earlyRequests(lively), []));

  it('never two toasts in one episode, none while they are held back', () => {
    assert.ok(lively.told.some(({ news }) => news.news === 'notice' && news.kind === 'low'));
    assert.ok(lively.told.some(({ news }) => news.news === 'snoozed'));
    assert.deepEqual(repeatedToasts(lively), []);
    assert.deepEqual(toastsInSnooze(lively), []);
  });

  it('all windows show the server’s balance, under one number, once the faults have ended', () => {
    const [first] = lively.atRest;
    assert.equal(lively.atRest.length, 8);
    assert.equal(first?.credits, lively.balances.at(-1)?.credits);
    for (const shown of lively.atRest) assert.deepEqual(shown, first);
  });

  it('nothing threw out of a timer or an event', () => {
    const faults = lively.told.filter(({ news }) => news.news === 'fault');
    assert.deepEqual(faults, []);
  });
});
